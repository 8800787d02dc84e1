use crate::{episode::EpisodeSource, error::VendorError, fuel::Fuel};
use async_trait::async_trait;

/// Divides stories by rules. It is called while a request waits and before anything is quoted, so no vendor does it and it
/// costs nothing.
///
/// What is computed over the text draws from the `fuel` that the caller gives; when that is spent or stopped the answer is
/// an error of the class `Invalid`.
#[async_trait]
pub trait StoryDivider: Send + Sync {
    /// Divides a story at the ends of its beats into episodes of 1 to 3 minutes; a short story is one episode.
    /// Together the parts have every sentence of the story, once and in order.
    async fn divide(&self, story: &str, fuel: &Fuel) -> Result<Vec<EpisodeSource>, VendorError>;
}
