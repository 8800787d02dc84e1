use super::view::DramaView;
use crate::{
    extract::{Body, Caller, IfMatch, IfMatchHeader, PathId},
    problem::Problem,
    state::Api,
    view::{AspectRatio, Style, etag},
};
use actix_web::{HttpResponse, patch, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;
use xinggen_application::DramaChange;
use xinggen_domain::DramaId;

/// What is to be changed; what is left out stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = UpdateDramaBody)]
struct UpdateDramaBody {
    /// The title.
    #[schema(examples("旧相机与海"), min_length = 1, max_length = 200)]
    title: Option<String>,
    /// The look.
    style: Option<Style>,
    /// The shape of the picture.
    aspect_ratio: Option<AspectRatio>,
}

/// Change a drama
///
/// What was made in another look or shape is stale from then on; the next production makes it anew.
#[utoipa::path(
    tag = "dramas",
    security(("bearer" = []), ("api_key" = ["write"])),
    params(IfMatchHeader),
    request_body = UpdateDramaBody,
    responses((status = 200, body = DramaView, description = "The drama as it is now", headers(("ETag" = String))))
)]
#[patch("/dramas/{drama_id}")]
pub(super) async fn update_drama(
    api: Data<Api>,
    who: Caller,
    id: PathId<DramaId>,
    seen: IfMatch,
    body: Body<UpdateDramaBody>,
) -> Result<HttpResponse, Problem> {
    if seen == IfMatch::Absent && api.dramas.get_drama(who.actor, id.0).await?.is_none() {
        return Err(Problem::not_found());
    }
    let UpdateDramaBody { title, style, aspect_ratio } = body.0;
    let change = DramaChange { title, style: style.map(Into::into), aspect: aspect_ratio.map(Into::into) };
    let updated = api.dramas.update_drama(who.actor, id.0, seen.required()?, change).await;
    let drama = updated.map_err(|error| Problem::of_update(error, DramaView::from))?;
    Ok(HttpResponse::Ok().insert_header(etag(drama.version)).json(DramaView::from(drama)))
}
