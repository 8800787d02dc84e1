//! Counts the requests of each user, once each, and lets whoever comes too often come again later.

use crate::{problem::Problem, state::Api};
use actix_web::{HttpMessage as _, HttpRequest};
use std::sync::{Arc, OnceLock};
use xinggen_application::Actor;
use xinggen_domain::{error::StoreError, rate::Allowance};

/// What is left for the caller of a request, once that is known. Clones share it: the frame puts one beside each
/// request and reads it afterwards.
#[derive(Debug, Clone, Default)]
pub(crate) struct Meter(Arc<OnceLock<Option<Allowance>>>);

impl Meter {
    /// The one that the frame put beside this request.
    pub(super) fn of(request: &HttpRequest) -> Self {
        request.extensions().get::<Self>().cloned().unwrap_or_default()
    }

    /// Counts the request, unless it was counted before.
    pub(super) async fn count(&self, api: &Api, actor: Actor) -> Result<(), Problem> {
        if self.0.get().is_some() {
            return Ok(());
        }
        let allowance = match api.quotas.count_request(actor).await {
            Ok(allowance) => allowance,
            // Nobody is refused because somebody cannot be counted.
            Err(error) => not_counted(&error),
        };
        let _ = self.0.set(allowance);
        match allowance {
            Some(allowance) if allowance.retry.is_some() => {
                Err(Problem::too_many_requests(allowance, api.clock.now()))
            }
            _ => Ok(()),
        }
    }

    /// What is left; none where nothing was counted.
    pub(crate) fn allowance(&self) -> Option<Allowance> {
        self.0.get().copied().flatten()
    }
}

fn not_counted(error: &StoreError) -> Option<Allowance> {
    tracing::warn!(%error, "a request is not counted");
    None
}
