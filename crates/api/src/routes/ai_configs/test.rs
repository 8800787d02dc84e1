use crate::{
    extract::{Caller, PathId},
    language::Language,
    problem::{Problem, ProblemView},
    state::Api,
    view::AccessFault,
    wording,
};
use actix_web::{HttpRequest, HttpResponse, post, web::Data};
use serde::Serialize;
use utoipa::ToSchema;
use xinggen_application::TestAiConfigError;
use xinggen_domain::{AiConfigId, vendor::TrialError};

/// How a trial of an AI configuration ended.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AiConfigTrial)]
pub(crate) struct TrialView {
    /// Whether the vendor lets us in and has the model.
    ok: bool,
    /// What is wrong, for programs.
    #[schema(required)]
    fault: Option<AccessFault>,
    /// What is wrong, for people; empty when nothing is.
    #[schema(examples("the vendor does not accept the key"))]
    message: String,
    /// The vendor's own words, shortened; may be empty.
    told: String,
}

impl TrialView {
    /// The outcome of a trial, as long as there was one.
    pub(crate) fn of(tried: Result<(), TestAiConfigError>, language: Language) -> Result<Self, Problem> {
        match tried {
            Ok(()) => Ok(Self { ok: true, fault: None, message: String::new(), told: String::new() }),
            Err(TestAiConfigError::Trial(TrialError { fault, told })) => {
                let message = wording::access_fault(fault, language).to_owned();
                Ok(Self { ok: false, fault: Some(fault.into()), message, told })
            }
            Err(error) => Err(error.into()),
        }
    }
}

/// Try an AI configuration
///
/// Asks the vendor for its models, which costs nothing. At most 20 at once, then one in 15 seconds.
#[utoipa::path(
    tag = "ai-configs",
    security(("bearer" = []), ("api_key" = ["write"])),
    responses(
        (status = 200, body = TrialView, description = "How it ended"),
        (status = 409, body = ProblemView, content_type = "application/problem+json", description = "`ai_key_lost`"),
    )
)]
#[post("/ai-configs/{ai_config_id}/test")]
pub(super) async fn check_ai_config(
    api: Data<Api>,
    who: Caller,
    id: PathId<AiConfigId>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let tried = api.ai_configs.test(who.actor, id.0).await;
    Ok(HttpResponse::Ok().json(TrialView::of(tried, Language::asked(request.headers()))?))
}
