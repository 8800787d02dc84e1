use super::view::{TakePage, view};
use crate::{
    extract::{Caller, PathId, Query},
    problem::Problem,
    state::Api,
    view::{AssetLinks, Operation},
};
use actix_web::{HttpResponse, get, web::Data};
use serde::Deserialize;
use utoipa::IntoParams;
use xinggen_application::Actor;
use xinggen_domain::{CharacterId, LineId, PropId, SceneId, ShotId, take::Target};

/// Which takes of a target.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct TakeListQuery {
    /// Those of this operation only.
    operation: Option<Operation>,
}

async fn list(
    api: &Api,
    actor: Actor,
    target: Target,
    query: TakeListQuery,
) -> Result<HttpResponse, Problem> {
    let operation = query.operation.map(Into::into);
    let takes = api.takes.list_takes(actor, target, operation).await?.ok_or_else(Problem::not_found)?;
    let links = AssetLinks { api, actor };
    let mut items = Vec::with_capacity(takes.len());
    for found in takes {
        items.push(view(found.take, found.asset, &links).await?);
    }
    Ok(HttpResponse::Ok().json(TakePage { items, next_cursor: None }))
}

/// The takes of a shot: its pictures and clips
#[utoipa::path(
    tag = "takes",
    security(("bearer" = []), ("api_key" = ["read"])),
    params(TakeListQuery),
    responses((status = 200, body = TakePage, description = "All of them, newest first"))
)]
#[get("/shots/{shot_id}/takes")]
pub(super) async fn list_shot_takes(
    api: Data<Api>,
    who: Caller,
    id: PathId<ShotId>,
    query: Query<TakeListQuery>,
) -> Result<HttpResponse, Problem> {
    list(&api, who.actor, Target::Shot(id.0), query.0).await
}

/// The takes of a line: its voices
#[utoipa::path(
    tag = "takes",
    security(("bearer" = []), ("api_key" = ["read"])),
    params(TakeListQuery),
    responses((status = 200, body = TakePage, description = "All of them, newest first"))
)]
#[get("/lines/{line_id}/takes")]
pub(super) async fn list_line_takes(
    api: Data<Api>,
    who: Caller,
    id: PathId<LineId>,
    query: Query<TakeListQuery>,
) -> Result<HttpResponse, Problem> {
    list(&api, who.actor, Target::Line(id.0), query.0).await
}

/// The takes of a character: its looks
#[utoipa::path(
    tag = "takes",
    security(("bearer" = []), ("api_key" = ["read"])),
    params(TakeListQuery),
    responses((status = 200, body = TakePage, description = "All of them, newest first"))
)]
#[get("/characters/{character_id}/takes")]
pub(super) async fn list_character_takes(
    api: Data<Api>,
    who: Caller,
    id: PathId<CharacterId>,
    query: Query<TakeListQuery>,
) -> Result<HttpResponse, Problem> {
    list(&api, who.actor, Target::Character(id.0), query.0).await
}

/// The takes of a scene: its backdrops
#[utoipa::path(
    tag = "takes",
    security(("bearer" = []), ("api_key" = ["read"])),
    params(TakeListQuery),
    responses((status = 200, body = TakePage, description = "All of them, newest first"))
)]
#[get("/scenes/{scene_id}/takes")]
pub(super) async fn list_scene_takes(
    api: Data<Api>,
    who: Caller,
    id: PathId<SceneId>,
    query: Query<TakeListQuery>,
) -> Result<HttpResponse, Problem> {
    list(&api, who.actor, Target::Scene(id.0), query.0).await
}

/// The takes of a prop: its pictures
#[utoipa::path(
    tag = "takes",
    security(("bearer" = []), ("api_key" = ["read"])),
    params(TakeListQuery),
    responses((status = 200, body = TakePage, description = "All of them, newest first"))
)]
#[get("/props/{prop_id}/takes")]
pub(super) async fn list_prop_takes(
    api: Data<Api>,
    who: Caller,
    id: PathId<PropId>,
    query: Query<TakeListQuery>,
) -> Result<HttpResponse, Problem> {
    list(&api, who.actor, Target::Prop(id.0), query.0).await
}
