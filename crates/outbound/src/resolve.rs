//! Names, looked up at the moment of each connection: what a name led to when it was saved says nothing.

use crate::Reach;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::{io, net::SocketAddr, sync::Arc};

/// A name leads where requests must not go.
#[derive(Debug, thiserror::Error)]
#[error("the name leads into a private network")]
pub(crate) struct LeadsInside;

type Source = Box<dyn std::error::Error + Send + Sync>;

/// Looks names up. The system does; tests do otherwise.
#[async_trait::async_trait]
pub(crate) trait Names: Send + Sync {
    async fn look_up(&self, name: &str) -> io::Result<Vec<SocketAddr>>;
}

/// As the machine is set up.
pub(crate) struct SystemNames;

#[async_trait::async_trait]
impl Names for SystemNames {
    async fn look_up(&self, name: &str) -> io::Result<Vec<SocketAddr>> {
        Ok(tokio::net::lookup_host((name, 0)).await?.collect())
    }
}

/// Gives the client only addresses that it may connect to. One forbidden address among those of a name is enough
/// to refuse it: honest names have none.
pub(crate) struct GuardedNames {
    pub(crate) names: Arc<dyn Names>,
    pub(crate) reach: Reach,
}

impl Resolve for GuardedNames {
    fn resolve(&self, name: Name) -> Resolving {
        let (names, reach) = (Arc::clone(&self.names), self.reach);
        Box::pin(async move {
            let name = name.as_str().trim_end_matches('.').to_ascii_lowercase();
            let found = names.look_up(&name).await?;
            if found.iter().any(|address| !reach.includes_resolved(&name, address.ip())) {
                return Err(Source::from(LeadsInside));
            }
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}
