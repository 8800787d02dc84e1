//! What operators ask a running server: is it alive, can it work, how is it doing.

use async_trait::async_trait;
use std::sync::Arc;

/// One part that the server needs, and whether it can be used just now.
#[async_trait]
pub trait ReadyCheck: Send + Sync {
    /// What the part is called, like `database`.
    fn part(&self) -> &'static str;

    /// Tries the part without changing anything in it. It is given up when it takes more than two seconds.
    ///
    /// # Errors
    /// What is wrong with it, in one line without anything secret.
    async fn check(&self) -> Result<(), String>;
}

/// Writes the metrics in Prometheus' text format.
pub type MetricsText = Arc<dyn Fn() -> String + Send + Sync>;
