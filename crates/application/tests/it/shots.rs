//! Shots as people add, change, order, split and merge them.

use crate::studio::Studio;
use xinggen_application::{CreateShot, EditShotsError, EditedShot, Invalid, ShotChange, Shots};
use xinggen_domain::{
    Id as _, LineId, SceneId, ShotId,
    limits::Problem,
    shot::{CameraAngle, CameraMovement, Shot, ShotSize},
    storyboard::EditRefused,
};

fn shot(studio: &Studio, position: Option<u32>) -> CreateShot {
    CreateShot {
        episode_id: studio.episode.id,
        position,
        scene_id: studio.hall.id,
        size: ShotSize::Long,
        angle: CameraAngle::Low,
        movement: CameraMovement::PushIn,
        action: "门开了".to_owned(),
        cast: vec![studio.chen.id, studio.lin.id],
        props: vec![studio.watch.id],
        planned_ms: 4500,
        image_prompt: "a door".to_owned(),
        video_prompt: String::new(),
    }
}

fn ids(shots: &[Shot]) -> Vec<ShotId> {
    shots.iter().map(|shot| shot.id).collect()
}

fn lines(shots: &[Shot]) -> Vec<LineId> {
    shots.iter().flat_map(|shot| &shot.lines).map(|line| line.id).collect()
}

/// Whatever was done, the numbers go from 1 up, and what was answered is what is stored.
async fn check(studio: &Studio, shots: &[Shot]) {
    let numbers: Vec<u32> = shots.iter().map(|shot| shot.number).collect();
    assert_eq!(numbers, (1..=shots.len() as u32).collect::<Vec<_>>());
    assert_eq!(studio.stored().await, shots);
}

fn invalid(result: Result<EditedShot, EditShotsError>) -> Invalid {
    match result {
        Err(EditShotsError::Invalid(invalid)) => invalid,
        other => panic!("{other:?}"),
    }
}

fn refused<T: std::fmt::Debug>(result: Result<T, EditShotsError>) -> EditRefused {
    match result {
        Err(EditShotsError::Refused(refused)) => refused,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_shot_is_added_where_it_is_wanted_and_joins_the_beat_before_it() {
    let studio = Studio::new().await;
    let shots = Shots::new(studio.world.ports());
    let old = ids(&studio.shots);
    let last = shots.create_shot(studio.user, shot(&studio, None)).await.expect("added");
    assert_eq!((last.shot.number, last.shot.beat), (4, 2));
    let create = shot(&studio, None);
    assert_eq!((last.shot.planned_ms, &last.shot.cast), (create.planned_ms, &create.cast));
    assert_eq!((last.shot.size, &last.shot.props), (create.size, &create.props));
    let first = shots.create_shot(studio.user, shot(&studio, Some(1))).await.expect("added");
    assert_eq!((first.shot.number, first.shot.beat), (1, 1));
    let third = shots.create_shot(studio.user, shot(&studio, Some(4))).await.expect("added");
    assert_eq!(ids(&third.shots), [first.shot.id, old[0], old[1], third.shot.id, old[2], last.shot.id]);
    check(&studio, &third.shots).await;
    for position in [0, 8] {
        let problem = invalid(shots.create_shot(studio.user, shot(&studio, Some(position))).await);
        assert_eq!(problem, Invalid::new("position", Problem::Range { least: 1, most: 7 }));
    }
    check(&studio, &third.shots).await;
}

#[tokio::test]
async fn an_update_changes_just_what_it_names() {
    let studio = Studio::new().await;
    let shots = Shots::new(studio.world.ports());
    let id = studio.shots[2].id;
    let change = ShotChange {
        size: Some(ShotSize::CloseUp),
        movement: Some(CameraMovement::PanLeft),
        action: Some(" 灯灭了 ".to_owned()),
        ..ShotChange::default()
    };
    let edited = shots.update_shot(studio.user, id, Some(1), change).await.expect("changed");
    let expected = Shot {
        size: ShotSize::CloseUp,
        movement: CameraMovement::PanLeft,
        action: "灯灭了".to_owned(),
        version: 2,
        ..studio.shots[2].clone()
    };
    assert_eq!(edited.shot, expected, "what has no length stays measured");
    let longer = ShotChange { planned_ms: Some(12_000), ..ShotChange::default() };
    let edited = shots.update_shot(studio.user, id, Some(2), longer).await.expect("changed");
    assert_eq!((edited.shot.planned_ms, edited.shot.measured_ms), (12_000, None));
    assert_eq!(edited.shots[0].measured_ms, studio.shots[0].measured_ms, "only it is measured anew");
    check(&studio, &edited.shots).await;
    let same = ShotChange { planned_ms: Some(12_000), ..ShotChange::default() };
    let unchanged = shots.update_shot(studio.user, id, None, same).await.expect("nothing to change");
    assert_eq!(unchanged, edited, "what changes nothing counts no version");
}

#[tokio::test]
async fn a_shot_shows_only_what_its_drama_has_within_limits() {
    let studio = Studio::new().await;
    let shots = Shots::new(studio.world.ports());
    let (_, stranger, elsewhere, thing) = &studio.other;
    let none = ShotChange::default;
    let unknown = Problem::Unknown;
    let length = Problem::Length { least: 0, most: 2000, found: 2001 };
    let long = || Some("长".repeat(2001));
    for (change, field, problem) in [
        (ShotChange { scene_id: Some(elsewhere.id), ..none() }, "scene_id", unknown),
        (ShotChange { cast: Some(vec![studio.lin.id, stranger.id]), ..none() }, "cast", unknown),
        (ShotChange { props: Some(vec![thing.id]), ..none() }, "props", unknown),
        (ShotChange { cast: Some(vec![studio.lin.id; 2]), ..none() }, "cast", Problem::Repeated),
        (
            ShotChange { planned_ms: Some(1500), ..none() },
            "planned_ms",
            Problem::Range { least: 2000, most: 12_000 },
        ),
        (ShotChange { planned_ms: Some(2100), ..none() }, "planned_ms", Problem::Step { step: 500 }),
        (ShotChange { action: long(), ..none() }, "action", length),
        (ShotChange { image_prompt: long(), ..none() }, "image_prompt", length),
        (ShotChange { video_prompt: long(), ..none() }, "video_prompt", length),
    ] {
        let found = invalid(shots.update_shot(studio.user, studio.shots[0].id, None, change).await);
        assert_eq!(found, Invalid::new(field, problem));
    }
    let create = CreateShot { scene_id: elsewhere.id, ..shot(&studio, None) };
    let found = invalid(shots.create_shot(studio.user, create).await);
    assert_eq!(found, Invalid::new("scene_id", unknown));
    let many = CreateShot {
        scene_id: SceneId::from_uuid(uuid::Uuid::nil()),
        cast: vec![studio.lin.id, studio.lin.id],
        planned_ms: 1,
        action: "雪".repeat(2001),
        ..shot(&studio, Some(99))
    };
    let found = invalid(shots.create_shot(studio.user, many).await);
    let wrong: Vec<_> = found.fields().iter().map(|wrong| (wrong.field, wrong.problem.code())).collect();
    let all = [
        ("position", "range"),
        ("action", "length"),
        ("planned_ms", "range"),
        ("scene_id", "unknown"),
        ("cast", "repeated"),
    ];
    assert_eq!(wrong, all, "each wrong field is told");
    check(&studio, &studio.shots).await;
}

#[tokio::test]
async fn of_two_tabs_with_one_version_the_second_sees_what_the_first_did() {
    let studio = Studio::new().await;
    let shots = Shots::new(studio.world.ports());
    let (user, id) = (studio.user, studio.shots[0].id);
    let action = |text: &str| ShotChange { action: Some(text.to_owned()), ..ShotChange::default() };
    let first = shots.update_shot(user, id, Some(1), action("一")).await.expect("changed").shot;
    let line = first.lines[1].id;
    let stale = [
        shots.update_shot(user, id, Some(1), action("二")).await.map(drop),
        shots.delete_shot(user, id, Some(1)).await.map(drop),
        shots.split_shot(user, id, Some(1), line).await.map(drop),
        shots.merge_shots(user, id, Some(1)).await.map(drop),
        shots.delete_line(user, line, Some(1)).await.map(drop),
        shots.move_line(user, line, Some(1), 1).await.map(drop),
    ];
    for result in stale {
        match result {
            Err(EditShotsError::Stale { current }) => assert_eq!(*current, first),
            other => panic!("{other:?}"),
        }
    }
    shots.delete_shot(user, id, Some(2)).await.expect("the version that there is");
}

#[tokio::test]
async fn a_deleted_shot_leaves_no_gap() {
    let studio = Studio::new().await;
    let shots = Shots::new(studio.world.ports());
    let left = shots.delete_shot(studio.user, studio.shots[1].id, None).await.expect("deleted");
    assert_eq!(ids(&left), [studio.shots[0].id, studio.shots[2].id]);
    assert_eq!(left[0].measured_ms, None, "a transition follows it now");
    check(&studio, &left).await;
}

#[tokio::test]
async fn a_new_order_names_every_shot_once_and_loses_no_line() {
    let studio = Studio::new().await;
    let shots = Shots::new(studio.world.ports());
    let [a, b, c] = [0, 1, 2].map(|at| studio.shots[at].id);
    let foreign = studio.world.build.id();
    for order in [vec![a, b], vec![a, b, b], vec![a, b, c, c], vec![a, b, foreign], vec![]] {
        let result = shots.reorder_shots(studio.user, studio.episode.id, &order).await;
        assert_eq!(refused(result), EditRefused::NotTheSameShots);
    }
    check(&studio, &studio.shots).await;
    let ordered = shots.reorder_shots(studio.user, studio.episode.id, &[c, a, b]).await.expect("ordered");
    assert_eq!(ids(&ordered), [c, a, b]);
    assert_eq!(lines(&ordered), lines(&studio.shots));
    check(&studio, &ordered).await;
}

#[tokio::test]
async fn a_shot_split_and_merged_again_has_its_lines_and_time() {
    let studio = Studio::new().await;
    let shots = Shots::new(studio.world.ports());
    let whole = &studio.shots[0];
    let [first, second] = [whole.lines[0].id, whole.lines[1].id];
    let split = async |before| shots.split_shot(studio.user, whole.id, None, before).await;
    assert_eq!(refused(split(first).await), EditRefused::FirstLine);
    assert_eq!(refused(split(studio.shots[1].lines[0].id).await), EditRefused::NoSuchLine);
    let parts = split(second).await.expect("split");
    assert_eq!((parts.shot.id, parts.shots.len()), (whole.id, 4));
    assert_eq!(lines(&parts.shots), lines(&studio.shots));
    let (head, tail) = (&parts.shots[0], &parts.shots[1]);
    assert_eq!((head.planned_ms, tail.planned_ms), (4000, 2000), "of 6 s, none below 2 s");
    assert_eq!((&tail.cast, tail.scene_id, tail.measured_ms), (&whole.cast, whole.scene_id, None));
    check(&studio, &parts.shots).await;
    let merged = shots.merge_shots(studio.user, whole.id, Some(2)).await.expect("merged");
    let expected = Shot { measured_ms: None, version: 3, ..unmeasured(whole) };
    assert_eq!(merged.shot, expected);
    assert_eq!(ids(&merged.shots), ids(&studio.shots));
    check(&studio, &merged.shots).await;
}

fn unmeasured(shot: &Shot) -> Shot {
    let mut shot = shot.clone();
    for line in &mut shot.lines {
        (line.start_ms, line.duration_ms) = (None, None);
    }
    shot
}

#[tokio::test]
async fn shots_are_merged_within_a_scene_up_to_12_seconds() {
    let studio = Studio::new().await;
    let shots = Shots::new(studio.world.ports());
    let merge = async |at: usize| shots.merge_shots(studio.user, studio.shots[at].id, None).await;
    assert_eq!(refused(merge(2).await), EditRefused::LastShot);
    assert_eq!(refused(merge(1).await), EditRefused::OtherScene);
    let long = ShotChange { planned_ms: Some(6500), ..ShotChange::default() };
    let edited = shots.update_shot(studio.user, studio.shots[1].id, None, long).await.expect("changed");
    assert_eq!(refused(merge(0).await), EditRefused::TooLong { planned_ms: 12_500 });
    check(&studio, &edited.shots).await;
    let short = ShotChange { planned_ms: Some(6000), ..ShotChange::default() };
    shots.update_shot(studio.user, studio.shots[1].id, None, short).await.expect("changed");
    let merged = merge(0).await.expect("merged");
    assert_eq!((merged.shot.planned_ms, merged.shots.len()), (12_000, 2));
    assert_eq!(lines(&merged.shots), lines(&studio.shots));
    check(&studio, &merged.shots).await;
}

#[tokio::test]
async fn foreign_shots_are_not_there() {
    let studio = Studio::new().await;
    let shots = Shots::new(studio.world.ports());
    let (them, episode, id) = (studio.neighbour, studio.episode.id, studio.shots[0].id);
    let line = studio.shots[0].lines[1].id;
    assert!(shots.list_shots(them, episode).await.expect("read").is_none());
    assert!(shots.get_shot(them, id).await.expect("read").is_none());
    let results = [
        shots.create_shot(them, shot(&studio, None)).await.map(drop),
        shots.update_shot(them, id, Some(1), ShotChange::default()).await.map(drop),
        shots.delete_shot(them, id, None).await.map(drop),
        shots.reorder_shots(them, episode, &ids(&studio.shots)).await.map(drop),
        shots.split_shot(them, id, None, line).await.map(drop),
        shots.merge_shots(them, id, None).await.map(drop),
        shots.update_line(them, line, None, Default::default()).await.map(drop),
        shots.delete_line(them, line, None).await.map(drop),
        shots.move_line(them, line, None, 1).await.map(drop),
    ];
    for result in results {
        assert!(matches!(result, Err(EditShotsError::NotFound)), "{result:?}");
    }
    check(&studio, &studio.shots).await;
}
