use super::{
    EditShotsError, EditedShot, Shots,
    edit::{Edit, place},
};
use crate::{Actor, invalid::Checks};
use xinggen_domain::{
    CharacterId, EpisodeId, PropId, SceneId, ShotId,
    limits::PROMPT,
    shot::{CameraAngle, CameraMovement, Shot, ShotSize},
    storyboard::{check_planned, reorder},
    time::Millis,
};

/// A shot to be added, without lines.
#[derive(Debug, Clone)]
pub struct CreateShot {
    /// The episode.
    pub episode_id: EpisodeId,
    /// Its number, from 1 to one more than there are; without one, behind the last. It joins the beat of the shot
    /// before it.
    pub position: Option<u32>,
    /// Where it plays.
    pub scene_id: SceneId,
    /// How much it shows.
    pub size: ShotSize,
    /// From where.
    pub angle: CameraAngle,
    /// What the camera does.
    pub movement: CameraMovement,
    /// What happens, at most 2,000 characters.
    pub action: String,
    /// Who is in the picture, from left to right.
    pub cast: Vec<CharacterId>,
    /// What is in the picture.
    pub props: Vec<PropId>,
    /// The planned duration: 2,000 to 12,000 ms, a multiple of 500.
    pub planned_ms: Millis,
    /// What an image model is told, at most 2,000 characters.
    pub image_prompt: String,
    /// What a video model is told, at most 2,000 characters.
    pub video_prompt: String,
}

/// What of a shot is to be changed, within the same limits; what is none stays.
#[derive(Debug, Clone, Default)]
pub struct ShotChange {
    /// Where it plays.
    pub scene_id: Option<SceneId>,
    /// How much it shows.
    pub size: Option<ShotSize>,
    /// From where.
    pub angle: Option<CameraAngle>,
    /// What the camera does.
    pub movement: Option<CameraMovement>,
    /// What happens.
    pub action: Option<String>,
    /// Who is in the picture, from left to right.
    pub cast: Option<Vec<CharacterId>>,
    /// What is in the picture.
    pub props: Option<Vec<PropId>>,
    /// The planned duration.
    pub planned_ms: Option<Millis>,
    /// What an image model is told.
    pub image_prompt: Option<String>,
    /// What a video model is told.
    pub video_prompt: Option<String>,
}

impl Shots {
    /// Adds a shot.
    ///
    /// # Errors
    /// See [`EditShotsError`].
    pub async fn create_shot(&self, actor: Actor, create: CreateShot) -> Result<EditedShot, EditShotsError> {
        let mut edit = self.edit(actor, create.episode_id).await?;
        let mut checks = Checks::default();
        // Where nothing can be put, the place does not matter: nothing is.
        let at = checks.take("position", place(create.position, edit.shots.len())).unwrap_or_default();
        let beside = at.checked_sub(1).or((at < edit.shots.len()).then_some(at));
        let mut shot = Shot {
            id: self.ports.ids.id(),
            episode_id: edit.episode.id,
            number: 0,
            beat: beside.map_or(1, |beside| edit.shots[beside].beat),
            scene_id: create.scene_id,
            size: create.size,
            angle: create.angle,
            movement: create.movement,
            action: String::new(),
            cast: Vec::new(),
            props: Vec::new(),
            lines: Vec::new(),
            planned_ms: 0,
            measured_ms: None,
            image_prompt: String::new(),
            video_prompt: String::new(),
            version: 1,
            created_at: self.ports.clock.now(),
        };
        let rest = ShotChange {
            scene_id: Some(create.scene_id),
            action: Some(create.action),
            cast: Some(create.cast),
            props: Some(create.props),
            planned_ms: Some(create.planned_ms),
            image_prompt: Some(create.image_prompt),
            video_prompt: Some(create.video_prompt),
            ..ShotChange::default()
        };
        put(&mut edit, &mut shot, rest, checks).await?;
        edit.shots.insert(at, shot);
        edit.finish_at(at).await
    }

    /// Changes a shot.
    ///
    /// # Errors
    /// See [`EditShotsError`].
    pub async fn update_shot(
        &self,
        actor: Actor,
        id: ShotId,
        expected: Option<i64>,
        change: ShotChange,
    ) -> Result<EditedShot, EditShotsError> {
        let (mut edit, at) = self.edit_shot(actor, id, expected).await?;
        let mut shot = edit.shots[at].clone();
        put(&mut edit, &mut shot, change, Checks::default()).await?;
        edit.shots[at] = shot;
        edit.finish_at(at).await
    }

    /// Deletes a shot with its lines. Returns what is left.
    ///
    /// # Errors
    /// See [`EditShotsError`].
    pub async fn delete_shot(
        &self,
        actor: Actor,
        id: ShotId,
        expected: Option<i64>,
    ) -> Result<Vec<Shot>, EditShotsError> {
        let (mut edit, at) = self.edit_shot(actor, id, expected).await?;
        edit.shots.remove(at);
        edit.finish().await
    }

    /// Puts the shots of an episode into this order; every one has to be named once.
    ///
    /// # Errors
    /// See [`EditShotsError`].
    pub async fn reorder_shots(
        &self,
        actor: Actor,
        episode: EpisodeId,
        order: &[ShotId],
    ) -> Result<Vec<Shot>, EditShotsError> {
        let mut edit = self.edit(actor, episode).await?;
        edit.shots = reorder(std::mem::take(&mut edit.shots), order)?;
        edit.finish().await
    }
}

/// Takes a change over; `checks` may have found something already.
async fn put(
    edit: &mut Edit,
    shot: &mut Shot,
    change: ShotChange,
    mut checks: Checks,
) -> Result<(), EditShotsError> {
    checks.put_text(&mut shot.action, "action", PROMPT, change.action.as_deref());
    checks.put_text(&mut shot.image_prompt, "image_prompt", PROMPT, change.image_prompt.as_deref());
    checks.put_text(&mut shot.video_prompt, "video_prompt", PROMPT, change.video_prompt.as_deref());
    if let Some(ms) = change.planned_ms {
        shot.planned_ms = checks.take("planned_ms", check_planned(ms)).unwrap_or_default();
    }
    if let Some(scene) = change.scene_id {
        checks.take("scene_id", edit.has_scene(scene).await?);
        shot.scene_id = scene;
    }
    if let Some(cast) = change.cast {
        checks.take("cast", edit.has_cast(&cast).await?);
        shot.cast = cast;
    }
    if let Some(props) = change.props {
        checks.take("props", edit.has_props(&props).await?);
        shot.props = props;
    }
    checks.done()?;
    shot.size = change.size.unwrap_or(shot.size);
    shot.angle = change.angle.unwrap_or(shot.angle);
    shot.movement = change.movement.unwrap_or(shot.movement);
    Ok(())
}
