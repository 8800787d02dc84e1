use super::view::EpisodeView;
use crate::{
    extract::{Caller, IfMatch, OptionalIfMatchHeader, PathId},
    problem::{Code, Problem, ProblemView},
    state::Api,
};
use actix_web::{HttpResponse, delete, web::Data};
use xinggen_application::DeleteEpisodeError;
use xinggen_domain::EpisodeId;

/// Delete an episode
///
/// With its script, shots, lines, cuts and productions. The statement stays.
#[utoipa::path(
    tag = "episodes",
    security(("bearer" = []), ("api_key" = ["write"])),
    params(OptionalIfMatchHeader),
    responses(
        (status = 204, description = "It is gone"),
        (status = 409, body = ProblemView, content_type = "application/problem+json", description = "`job_live`"),
    )
)]
#[delete("/episodes/{episode_id}")]
pub(super) async fn delete_episode(
    api: Data<Api>,
    who: Caller,
    id: PathId<EpisodeId>,
    seen: IfMatch,
) -> Result<HttpResponse, Problem> {
    api.episodes.delete_episode(who.actor, id.0, seen.optional()).await?;
    Ok(HttpResponse::NoContent().finish())
}

impl From<DeleteEpisodeError> for Problem {
    fn from(error: DeleteEpisodeError) -> Self {
        match error {
            DeleteEpisodeError::NotFound => Self::not_found(),
            DeleteEpisodeError::Stale { current } => Self::stale(EpisodeView::from(*current)),
            DeleteEpisodeError::JobLive => Self::new(Code::JobLive),
            DeleteEpisodeError::Store(error) => error.into(),
        }
    }
}
