use crate::{
    extract::{Caller, PathId},
    problem::Problem,
    state::Api,
    view::{AssetLinks, AssetView},
};
use actix_web::{HttpResponse, get, web::Data};
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::collections::HashMap;
use utoipa::ToSchema;
use uuid::Uuid;
use xinggen_domain::{AssetId, EpisodeId, Id, asset::Asset, cut::Cut};

/// An episode composed into one video.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Cut)]
struct CutView {
    /// Its id.
    id: Uuid,
    /// The episode.
    episode_id: Uuid,
    /// Milliseconds.
    duration_ms: u32,
    /// The video: H.264 and AAC in MP4.
    video: AssetView,
    /// The subtitles as SRT.
    srt: AssetView,
    /// The subtitles as ASS.
    ass: AssetView,
    /// A still of it, as JPEG.
    poster: AssetView,
    /// When it was made.
    created_at: DateTime<Utc>,
}

/// The cuts of an episode, newest first.
#[derive(Debug, Serialize, ToSchema)]
struct CutPage {
    /// The cuts.
    items: Vec<CutView>,
    /// Always none: an episode's cuts come at once.
    #[schema(required)]
    next_cursor: Option<String>,
}

/// The cuts of an episode, newest first
///
/// Each with links to its files, which anyone who has them can open until `url_expires_at`.
#[utoipa::path(
    tag = "episodes",
    security(("bearer" = []), ("api_key" = ["read"])),
    responses((status = 200, body = CutPage, description = "All of them"))
)]
#[get("/episodes/{episode_id}/cuts")]
pub(super) async fn list_cuts(
    api: Data<Api>,
    who: Caller,
    id: PathId<EpisodeId>,
) -> Result<HttpResponse, Problem> {
    let cuts = api.episodes.list_cuts(who.actor, id.0).await?.ok_or_else(Problem::not_found)?;
    let ids: Vec<AssetId> = cuts.iter().flat_map(|cut| [cut.video, cut.srt, cut.ass, cut.poster]).collect();
    let assets = api.assets.get_assets(who.actor, &ids).await?;
    let assets: HashMap<AssetId, Asset> = assets.into_iter().map(|asset| (asset.id, asset)).collect();
    let links = AssetLinks { api: &api, actor: who.actor };
    let mut items = Vec::with_capacity(cuts.len());
    for cut in cuts {
        items.push(view(cut, &assets, &links).await?);
    }
    Ok(HttpResponse::Ok().json(CutPage { items, next_cursor: None }))
}

async fn view(
    cut: Cut,
    assets: &HashMap<AssetId, Asset>,
    links: &AssetLinks<'_>,
) -> Result<CutView, Problem> {
    let file = |id: AssetId| {
        assets
            .get(&id)
            .cloned()
            .ok_or_else(|| Problem::internal(format!("the cut {} has no asset {id}", cut.id)))
    };
    Ok(CutView {
        id: cut.id.as_uuid(),
        episode_id: cut.episode_id.as_uuid(),
        duration_ms: cut.duration_ms,
        video: links.view(file(cut.video)?).await?,
        srt: links.view(file(cut.srt)?).await?,
        ass: links.view(file(cut.ass)?).await?,
        poster: links.view(file(cut.poster)?).await?,
        created_at: cut.created_at,
    })
}
