use crate::{problem::Problem, state::Api};
use actix_web::{HttpMessage as _, HttpRequest};
use std::sync::{Arc, OnceLock};
use xinggen_application::Actor;
use xinggen_domain::{rate::Allowance, time::Timestamp};

/// What the plan of a request's sender leaves for the minute, once that is known. The frame puts one beside each request
/// and reads it afterwards; clones share it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Meter(Arc<OnceLock<(Option<Allowance>, Timestamp)>>);

impl Meter {
    /// The one that the frame put beside this request.
    pub(super) fn of(request: &HttpRequest) -> Self {
        request.extensions().get::<Self>().cloned().unwrap_or_default()
    }

    /// Counts the request.
    pub(super) async fn count(&self, api: &Api, actor: Actor) {
        let counted = api.quotas.count_request(actor).await;
        // Nobody is refused because somebody cannot be counted.
        let allowance = counted.unwrap_or_else(|error| {
            tracing::warn!(%error, "a request is not counted");
            None
        });
        let _ = self.0.set((allowance, api.clock.now()));
    }

    /// Whether the request is not one too many.
    pub(super) fn allow(&self) -> Result<(), Problem> {
        match self.0.get() {
            Some((Some(allowance), now)) if allowance.retry.is_some() => {
                Err(Problem::too_many_requests(*allowance, *now))
            }
            _ => Ok(()),
        }
    }

    /// What is left; none where nothing was counted.
    pub(crate) fn allowance(&self) -> Option<Allowance> {
        self.0.get().and_then(|(allowance, _)| *allowance)
    }
}
