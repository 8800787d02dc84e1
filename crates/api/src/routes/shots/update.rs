use super::view::{EditedShotView, edited};
use crate::{
    extract::{Body, Caller, IfMatch, IfMatchHeader, PathId},
    problem::Problem,
    state::Api,
    view::{CameraAngle, CameraMovement, ShotSize},
};
use actix_web::{HttpResponse, patch, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use xinggen_application::ShotChange;
use xinggen_domain::{Id, ShotId};

/// What is to be changed; what is left out stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = UpdateShotBody)]
struct UpdateShotBody {
    /// The scene where it plays.
    scene_id: Option<Uuid>,
    /// How much it shows.
    size: Option<ShotSize>,
    /// From where.
    angle: Option<CameraAngle>,
    /// What the camera does.
    movement: Option<CameraMovement>,
    /// What happens; empty takes it away.
    #[schema(examples("雪落在屋檐上"), max_length = 2000)]
    action: Option<String>,
    /// All characters in the picture, from left to right, each once.
    cast_ids: Option<Vec<Uuid>>,
    /// All props in the picture, each once.
    prop_ids: Option<Vec<Uuid>>,
    /// The planned duration in milliseconds, a multiple of 500.
    #[schema(examples(3500), minimum = 2000, maximum = 12000, multiple_of = 500)]
    planned_ms: Option<u32>,
    /// What an image model is told; empty takes it away.
    #[schema(examples("snow on the eaves, ink wash"), max_length = 2000)]
    image_prompt: Option<String>,
    /// What a video model is told; empty takes it away.
    #[schema(examples("slow snowfall, the lamp flickers"), max_length = 2000)]
    video_prompt: Option<String>,
}

impl From<UpdateShotBody> for ShotChange {
    fn from(body: UpdateShotBody) -> Self {
        Self {
            scene_id: body.scene_id.map(Id::from_uuid),
            size: body.size.map(Into::into),
            angle: body.angle.map(Into::into),
            movement: body.movement.map(Into::into),
            action: body.action,
            cast: body.cast_ids.map(|ids| ids.into_iter().map(Id::from_uuid).collect()),
            props: body.prop_ids.map(|ids| ids.into_iter().map(Id::from_uuid).collect()),
            planned_ms: body.planned_ms,
            image_prompt: body.image_prompt,
            video_prompt: body.video_prompt,
        }
    }
}

/// Change a shot
///
/// What was made from it is stale from then on, as far as it depends on what changed.
#[utoipa::path(
    tag = "shots",
    security(("bearer" = []), ("api_key" = ["write"])),
    params(IfMatchHeader),
    request_body = UpdateShotBody,
    responses((status = 200, body = EditedShotView, description = "The shot as it is now", headers(("ETag" = String))))
)]
#[patch("/shots/{shot_id}")]
pub(super) async fn update_shot(
    api: Data<Api>,
    who: Caller,
    id: PathId<ShotId>,
    seen: IfMatch,
    body: Body<UpdateShotBody>,
) -> Result<HttpResponse, Problem> {
    if seen == IfMatch::Absent && api.shots.get_shot(who.actor, id.0).await?.is_none() {
        return Err(Problem::not_found());
    }
    Ok(edited(api.shots.update_shot(who.actor, id.0, seen.required()?, body.0.into()).await?))
}
