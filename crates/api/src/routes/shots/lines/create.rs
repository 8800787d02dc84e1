use crate::{
    extract::{Body, Caller, IfMatch, OptionalIfMatchHeader, PathId},
    problem::Problem,
    routes::shots::view::EditedShotView,
    state::{API_PREFIX, Api},
    view::{LineMode, etag},
};
use actix_web::{HttpResponse, http::header::LOCATION, post, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use xinggen_application::AddLine;
use xinggen_domain::{Id, ShotId};

/// A line to be added to a shot.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CreateLineBody)]
struct CreateLineBody {
    /// Its place among the lines, from 1 to one more than there are; behind the last unless said.
    #[schema(examples(1), minimum = 1)]
    position: Option<u32>,
    /// The character who speaks; the narrator unless said.
    speaker_id: Option<Uuid>,
    /// How it is spoken.
    mode: LineMode,
    /// The words, in one row.
    #[schema(examples("你回来了。"), min_length = 1, max_length = 500)]
    text: String,
}

/// Add a line to a shot
///
/// The answer is the shot. It is measured anew before anything is made from it.
#[utoipa::path(
    tag = "shots",
    security(("bearer" = []), ("api_key" = ["write"])),
    params(OptionalIfMatchHeader),
    request_body = CreateLineBody,
    responses((status = 201, body = EditedShotView, description = "The shot with the line", headers(("ETag" = String), ("Location" = String))))
)]
#[post("/shots/{shot_id}/lines")]
pub(super) async fn create_line(
    api: Data<Api>,
    who: Caller,
    id: PathId<ShotId>,
    seen: IfMatch,
    body: Body<CreateLineBody>,
) -> Result<HttpResponse, Problem> {
    let CreateLineBody { position, speaker_id, mode, text } = body.0;
    let speaker = speaker_id.map(Id::from_uuid);
    let add = AddLine { shot_id: id.0, position, speaker, mode: mode.into(), text };
    let edited = EditedShotView::from(api.shots.add_line(who.actor, seen.optional(), add).await?);
    Ok(HttpResponse::Created()
        .insert_header((LOCATION, format!("{API_PREFIX}/shots/{}", edited.shot.id)))
        .insert_header(etag(edited.shot.version))
        .json(edited))
}
