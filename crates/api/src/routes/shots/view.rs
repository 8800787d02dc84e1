use crate::view::{CameraAngle, CameraMovement, LineMode, ShotSize, etag};
use actix_web::HttpResponse;
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use xinggen_application::EditedShot;
use xinggen_domain::{
    Id,
    shot::{Line, Shot},
};

/// A spoken line of a shot.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Line)]
struct LineView {
    /// Its id.
    id: Uuid,
    /// Who speaks; nobody means the narrator.
    #[schema(required)]
    speaker_id: Option<Uuid>,
    /// How.
    mode: LineMode,
    /// The words.
    #[schema(examples("你回来了。"))]
    text: String,
    /// When it starts, in milliseconds from the start of the shot; known once its voice is measured.
    #[schema(required, minimum = 0, examples(400))]
    start_ms: Option<u32>,
    /// How many milliseconds its voice lasts; known once it is measured.
    #[schema(required, minimum = 0, examples(1350))]
    duration_ms: Option<u32>,
}

impl From<Line> for LineView {
    fn from(line: Line) -> Self {
        Self {
            id: line.id.as_uuid(),
            speaker_id: line.speaker.map(Id::as_uuid),
            mode: line.mode.into(),
            text: line.text,
            start_ms: line.start_ms,
            duration_ms: line.duration_ms,
        }
    }
}

/// One camera take of the storyboard, with its lines.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Shot)]
pub(crate) struct ShotView {
    /// Its id.
    pub(super) id: Uuid,
    /// The episode it belongs to.
    episode_id: Uuid,
    /// Its place in the storyboard, from 1.
    #[schema(minimum = 1)]
    number: u32,
    /// The beat of the script that it shows, from 1.
    #[schema(minimum = 1)]
    beat: u32,
    /// The scene where it plays.
    scene_id: Uuid,
    /// How much it shows.
    size: ShotSize,
    /// From where.
    angle: CameraAngle,
    /// What the camera does.
    movement: CameraMovement,
    /// What happens; may be empty.
    #[schema(examples("雪落在屋檐上"))]
    action: String,
    /// The characters in the picture, from left to right.
    cast_ids: Vec<Uuid>,
    /// The props in the picture.
    prop_ids: Vec<Uuid>,
    /// What is spoken, in order.
    lines: Vec<LineView>,
    /// Its planned duration in milliseconds; what a clip is quoted by.
    #[schema(minimum = 2000, maximum = 12000, multiple_of = 500, examples(3500))]
    planned_ms: u32,
    /// Its measured duration in milliseconds; known once all its lines have voices.
    #[schema(required, minimum = 0, examples(3600))]
    measured_ms: Option<u32>,
    /// What an image model is told; may be empty.
    image_prompt: String,
    /// What a video model is told; may be empty.
    video_prompt: String,
    /// Counts the changes; the `ETag`. Another number or measurement does not count.
    #[schema(minimum = 1)]
    pub(super) version: i64,
    /// When it was made.
    created_at: DateTime<Utc>,
}

impl From<Shot> for ShotView {
    fn from(shot: Shot) -> Self {
        Self {
            id: shot.id.as_uuid(),
            episode_id: shot.episode_id.as_uuid(),
            number: shot.number,
            beat: shot.beat,
            scene_id: shot.scene_id.as_uuid(),
            size: shot.size.into(),
            angle: shot.angle.into(),
            movement: shot.movement.into(),
            action: shot.action,
            cast_ids: shot.cast.into_iter().map(Id::as_uuid).collect(),
            prop_ids: shot.props.into_iter().map(Id::as_uuid).collect(),
            lines: shot.lines.into_iter().map(Into::into).collect(),
            planned_ms: shot.planned_ms,
            measured_ms: shot.measured_ms,
            image_prompt: shot.image_prompt,
            video_prompt: shot.video_prompt,
            version: shot.version,
            created_at: shot.created_at,
        }
    }
}

/// The shots of an episode by number.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ShotPage {
    /// The shots.
    items: Vec<ShotView>,
    /// Always none: an episode's shots come at once.
    #[schema(required)]
    next_cursor: Option<String>,
}

impl From<Vec<Shot>> for ShotPage {
    fn from(shots: Vec<Shot>) -> Self {
        Self { items: shots.into_iter().map(Into::into).collect(), next_cursor: None }
    }
}

/// The shot that was made or changed, and the storyboard that it is in.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = EditedShot)]
pub(super) struct EditedShotView {
    #[serde(flatten)]
    pub(super) shot: ShotView,
    /// All shots of the episode by number, as the edit left them.
    storyboard: Vec<ShotView>,
}

impl From<EditedShot> for EditedShotView {
    fn from(edited: EditedShot) -> Self {
        Self { shot: edited.shot.into(), storyboard: edited.shots.into_iter().map(Into::into).collect() }
    }
}

/// 200 with what came of an edit.
pub(super) fn edited(edited: EditedShot) -> HttpResponse {
    HttpResponse::Ok().insert_header(etag(edited.shot.version)).json(EditedShotView::from(edited))
}
