use super::view::DramaView;
use crate::{
    extract::{Body, Caller, IfMatch, IfMatchHeader, PathId, given},
    problem::Problem,
    state::Api,
    view::{AspectRatio, Style, etag},
};
use actix_web::{HttpResponse, patch, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;
use xinggen_application::DramaChange;
use xinggen_domain::{Credits, DramaId, character::VoiceId};

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
    /// Whose voice tells what nobody in the story says: the id of one of `GET /voices`. Lines that it spoke before are stale
    /// from then on.
    #[schema(max_length = 200)]
    narrator_voice: Option<String>,
    /// How many credits may be spent on it; null for as many as there are.
    #[serde(default, deserialize_with = "given")]
    #[schema(minimum = 0, maximum = 1_000_000_000, value_type = Option<i64>, examples(2000))]
    spending_cap: Option<Option<i64>>,
}

/// Change a drama
///
/// What was made in another look or shape is stale from then on; the next production makes it anew. A cap counts what
/// was charged less what was returned, and what is held.
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
    let UpdateDramaBody { title, style, aspect_ratio, narrator_voice, spending_cap } = body.0;
    let (style, aspect) = (style.map(Into::into), aspect_ratio.map(Into::into));
    let spending_cap = spending_cap.map(|cap| cap.map(Credits::new));
    let narrator_voice = narrator_voice.map(VoiceId);
    let change = DramaChange { title, style, aspect, narrator_voice, spending_cap };
    let updated = api.dramas.update_drama(who.actor, id.0, seen.required()?, change).await;
    let drama = updated.map_err(|error| Problem::of_update(error, DramaView::from))?;
    Ok(HttpResponse::Ok().insert_header(etag(drama.version)).json(DramaView::from(drama)))
}
