use super::view::{ProductionDetailView, current};
use crate::{
    extract::{Caller, PathId},
    problem::{Code, Problem, ProblemView},
    state::Api,
    view::QuoteView,
};
use actix_web::{HttpResponse, post, web::Data};
use xinggen_application::{
    ApproveProductionError, CancelProductionError, PauseProductionError, ResumeProductionError,
};
use xinggen_domain::{ProductionId, production::ProductionState};

/// Approve the quote that a production waits with
///
/// It goes on at once. When a price, or what is to be made, has changed since it was quoted, it goes on waiting, with the
/// new quote.
#[utoipa::path(
    tag = "productions",
    security(("bearer" = []), ("api_key" = ["generate"])),
    responses(
        (status = 200, body = ProductionDetailView, description = "The production as it is now"),
        (status = 402, body = ProblemView, content_type = "application/problem+json", description = "`insufficient_credits`"),
        (status = 409, body = ProblemView, content_type = "application/problem+json", description = "`wrong_state`, `quote_changed`, `spending_cap_reached`"),
    )
)]
#[post("/productions/{production_id}/approve")]
pub(super) async fn approve_production(
    api: Data<Api>,
    who: Caller,
    id: PathId<ProductionId>,
) -> Result<HttpResponse, Problem> {
    api.productions.approve(who.actor, id.0).await?;
    Ok(HttpResponse::Ok().json(current(&api, who.actor, id.0).await?))
}

/// Let a production stand still
///
/// Jobs that have not started are called off and their holds given back; running ones go on to their end.
#[utoipa::path(
    tag = "productions",
    security(("bearer" = []), ("api_key" = ["generate"])),
    responses(
        (status = 200, body = ProductionDetailView, description = "The production as it is now"),
        (status = 409, body = ProblemView, content_type = "application/problem+json", description = "`wrong_state`"),
    )
)]
#[post("/productions/{production_id}/pause")]
pub(super) async fn pause_production(
    api: Data<Api>,
    who: Caller,
    id: PathId<ProductionId>,
) -> Result<HttpResponse, Problem> {
    api.productions.pause(who.actor, id.0).await?;
    Ok(HttpResponse::Ok().json(current(&api, who.actor, id.0).await?))
}

/// Let a paused production go on
///
/// It plans anew and orders what is missing or stale.
#[utoipa::path(
    tag = "productions",
    security(("bearer" = []), ("api_key" = ["generate"])),
    responses(
        (status = 200, body = ProductionDetailView, description = "The production as it is now"),
        (status = 409, body = ProblemView, content_type = "application/problem+json", description = "`wrong_state`"),
    )
)]
#[post("/productions/{production_id}/resume")]
pub(super) async fn resume_production(
    api: Data<Api>,
    who: Caller,
    id: PathId<ProductionId>,
) -> Result<HttpResponse, Problem> {
    api.productions.resume(who.actor, id.0).await?;
    Ok(HttpResponse::Ok().json(current(&api, who.actor, id.0).await?))
}

/// Call a production off
///
/// Jobs that have not started are cancelled and their holds given back; running ones are asked to stop, as by
/// `POST /jobs/{job_id}/cancel`. What was made stays.
#[utoipa::path(
    tag = "productions",
    security(("bearer" = []), ("api_key" = ["generate"])),
    responses(
        (status = 200, body = ProductionDetailView, description = "The production as it is now"),
        (status = 409, body = ProblemView, content_type = "application/problem+json", description = "`wrong_state`"),
    )
)]
#[post("/productions/{production_id}/cancel")]
pub(super) async fn cancel_production(
    api: Data<Api>,
    who: Caller,
    id: PathId<ProductionId>,
) -> Result<HttpResponse, Problem> {
    api.productions.cancel(who.actor, id.0).await?;
    Ok(HttpResponse::Ok().json(current(&api, who.actor, id.0).await?))
}

fn wrong_state(state: ProductionState) -> Problem {
    Problem::new(Code::WrongState).with("state", state.code())
}

impl From<ApproveProductionError> for Problem {
    fn from(error: ApproveProductionError) -> Self {
        match error {
            ApproveProductionError::NotFound => Self::not_found(),
            ApproveProductionError::NotWaiting(state) => wrong_state(state),
            ApproveProductionError::Insufficient(short) => short.into(),
            ApproveProductionError::QuoteChanged(quote) => {
                let quote = serde_json::to_value(QuoteView::from(quote)).unwrap_or_default();
                Self::new(Code::QuoteChanged).with("quote", quote)
            }
            ApproveProductionError::CapReached(reached) => reached.into(),
            ApproveProductionError::Store(error) => error.into(),
        }
    }
}

impl From<PauseProductionError> for Problem {
    fn from(error: PauseProductionError) -> Self {
        match error {
            PauseProductionError::NotFound => Self::not_found(),
            PauseProductionError::NotRunning(state) => wrong_state(state),
            PauseProductionError::Store(error) => error.into(),
        }
    }
}

impl From<ResumeProductionError> for Problem {
    fn from(error: ResumeProductionError) -> Self {
        match error {
            ResumeProductionError::NotFound => Self::not_found(),
            ResumeProductionError::NotPaused(state) => wrong_state(state),
            ResumeProductionError::Store(error) => error.into(),
        }
    }
}

impl From<CancelProductionError> for Problem {
    fn from(error: CancelProductionError) -> Self {
        match error {
            CancelProductionError::NotFound => Self::not_found(),
            CancelProductionError::Final(state) => wrong_state(state),
            CancelProductionError::Store(error) => error.into(),
        }
    }
}
