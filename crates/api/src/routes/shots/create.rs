use super::view::EditedShotView;
use crate::{
    extract::{Body, Caller, PathId},
    problem::Problem,
    state::{API_PREFIX, Api},
    view::{CameraAngle, CameraMovement, ShotSize, etag},
};
use actix_web::{HttpResponse, http::header::LOCATION, post, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use xinggen_application::CreateShot;
use xinggen_domain::{EpisodeId, Id};

/// A shot to be added, without lines.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CreateShotBody)]
struct CreateShotBody {
    /// Its number, from 1 to one more than there are; behind the last unless said. It joins the beat of the shot
    /// before it.
    #[schema(examples(2), minimum = 1)]
    position: Option<u32>,
    /// The scene where it plays.
    scene_id: Uuid,
    /// How much it shows; `medium` unless said.
    #[serde(default = "usual_size")]
    #[schema(default = "medium")]
    size: ShotSize,
    /// From where; `eye` unless said.
    #[serde(default = "usual_angle")]
    #[schema(default = "eye")]
    angle: CameraAngle,
    /// What the camera does; `fixed` unless said.
    #[serde(default = "usual_movement")]
    #[schema(default = "fixed")]
    movement: CameraMovement,
    /// What happens, at most 2,000 characters; may be empty.
    #[serde(default)]
    #[schema(examples("雪落在屋檐上"), max_length = 2000, default = "")]
    action: String,
    /// The characters in the picture, from left to right, each once.
    #[serde(default)]
    cast_ids: Vec<Uuid>,
    /// The props in the picture, each once.
    #[serde(default)]
    prop_ids: Vec<Uuid>,
    /// Its planned duration in milliseconds, a multiple of 500; 3000 unless said.
    #[serde(default = "usual_ms")]
    #[schema(minimum = 2000, maximum = 12000, multiple_of = 500, default = 3000)]
    planned_ms: u32,
    /// What an image model is told, at most 2,000 characters; may be empty.
    #[serde(default)]
    #[schema(max_length = 2000, default = "")]
    image_prompt: String,
    /// What a video model is told, at most 2,000 characters; may be empty.
    #[serde(default)]
    #[schema(max_length = 2000, default = "")]
    video_prompt: String,
}

const fn usual_size() -> ShotSize {
    ShotSize::Medium
}

const fn usual_angle() -> CameraAngle {
    CameraAngle::Eye
}

const fn usual_movement() -> CameraMovement {
    CameraMovement::Fixed
}

const fn usual_ms() -> u32 {
    3000
}

impl CreateShotBody {
    fn into_create(self, episode_id: EpisodeId) -> CreateShot {
        CreateShot {
            episode_id,
            position: self.position,
            scene_id: Id::from_uuid(self.scene_id),
            size: self.size.into(),
            angle: self.angle.into(),
            movement: self.movement.into(),
            action: self.action,
            cast: self.cast_ids.into_iter().map(Id::from_uuid).collect(),
            props: self.prop_ids.into_iter().map(Id::from_uuid).collect(),
            planned_ms: self.planned_ms,
            image_prompt: self.image_prompt,
            video_prompt: self.video_prompt,
        }
    }
}

/// Add a shot to a storyboard
///
/// Those behind it are numbered anew.
#[utoipa::path(
    tag = "shots",
    security(("bearer" = []), ("api_key" = ["write"])),
    request_body = CreateShotBody,
    responses((status = 201, body = EditedShotView, description = "The shot", headers(("ETag" = String), ("Location" = String))))
)]
#[post("/episodes/{episode_id}/shots")]
pub(super) async fn create_shot(
    api: Data<Api>,
    who: Caller,
    episode: PathId<EpisodeId>,
    body: Body<CreateShotBody>,
) -> Result<HttpResponse, Problem> {
    let create = body.0.into_create(episode.0);
    let edited = EditedShotView::from(api.shots.create_shot(who.actor, create).await?);
    Ok(HttpResponse::Created()
        .insert_header((LOCATION, format!("{API_PREFIX}/shots/{}", edited.shot.id)))
        .insert_header(etag(edited.shot.version))
        .json(edited))
}
