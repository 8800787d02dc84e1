//! Lines as people add, change, move and delete them, and what that costs to make again.

use crate::{
    house::{House, story},
    studio::Studio,
};
use xinggen_application::{AddLine, EditShotsError, EditedShot, Invalid, LineChange, ShotChange, Shots};
use xinggen_domain::{job::Operation, limits::Problem, script::LineMode};

fn line(studio: &Studio, position: Option<u32>, text: &str) -> AddLine {
    AddLine {
        shot_id: studio.shots[0].id,
        position,
        speaker: Some(studio.chen.id),
        mode: LineMode::OffScreen,
        text: text.to_owned(),
    }
}

fn texts(edited: &EditedShot) -> Vec<&str> {
    edited.shot.lines.iter().map(|line| line.text.as_str()).collect()
}

fn invalid(result: Result<EditedShot, EditShotsError>) -> Invalid {
    match result {
        Err(EditShotsError::Invalid(invalid)) => invalid,
        other => panic!("{other:?}"),
    }
}

const WELCOME: &str = "你终于回来了，路上冷不冷？";
const COLD: &str = "不冷。";

#[tokio::test]
async fn a_line_is_added_where_it_is_wanted() {
    let studio = Studio::new().await;
    let shots = Shots::new(studio.world.ports());
    let last = shots.add_line(studio.user, Some(1), line(&studio, None, " 真的。 ")).await.expect("added");
    assert_eq!(texts(&last), [WELCOME, COLD, "真的。"]);
    assert_eq!(
        (last.shot.lines[2].speaker, last.shot.lines[2].mode),
        (Some(studio.chen.id), LineMode::OffScreen)
    );
    assert!(last.shot.measured_ms.is_none() && last.shot.lines[0].start_ms.is_none(), "measured anew");
    assert!(last.shots[1].measured_ms.is_some(), "other shots keep their time");
    let told =
        AddLine { speaker: None, mode: LineMode::VoiceOver, ..line(&studio, Some(1), "雪还在下。") };
    let first = shots.add_line(studio.user, None, told).await.expect("added");
    assert_eq!(texts(&first), ["雪还在下。", WELCOME, COLD, "真的。"]);
    let found = invalid(shots.add_line(studio.user, None, line(&studio, Some(6), "远")).await);
    assert_eq!(found, Invalid::new("position", Problem::Range { least: 1, most: 5 }));
    assert_eq!(studio.stored().await, first.shots);
}

#[tokio::test]
async fn words_and_speakers_have_limits() {
    let studio = Studio::new().await;
    let shots = Shots::new(studio.world.ports());
    let length = |found| Invalid::new("text", Problem::Length { least: 1, most: 500, found });
    let add = async |text: &str| invalid(shots.add_line(studio.user, None, line(&studio, None, text)).await);
    assert_eq!(add(" ").await, length(0));
    assert_eq!(add(&"话".repeat(501)).await, length(501));
    assert_eq!(add("一行\n两行").await, Invalid::new("text", Problem::Characters));
    let stranger = Some(studio.other.1.id);
    let foreign = AddLine { speaker: stranger, ..line(&studio, None, "我是谁？") };
    let unknown = Invalid::new("speaker", Problem::Unknown);
    assert_eq!(invalid(shots.add_line(studio.user, None, foreign).await), unknown);
    let id = studio.shots[0].lines[0].id;
    let change = LineChange { speaker: Some(stranger), ..LineChange::default() };
    assert_eq!(invalid(shots.update_line(studio.user, id, None, change).await), unknown);
    assert_eq!(studio.stored().await, studio.shots);
}

#[tokio::test]
async fn a_line_is_changed_moved_and_deleted() {
    let studio = Studio::new().await;
    let shots = Shots::new(studio.world.ports());
    let [first, second] = [0, 1].map(|at| studio.shots[0].lines[at].id);
    let change = LineChange { speaker: Some(None), mode: Some(LineMode::VoiceOver), text: None };
    let changed = shots.update_line(studio.user, first, Some(1), change).await.expect("changed");
    let told = &changed.shot.lines[0];
    assert_eq!((told.id, told.speaker, told.mode), (first, None, LineMode::VoiceOver));
    assert_eq!((told.text.as_str(), told.start_ms, told.duration_ms), (WELCOME, None, None));
    let moved = shots.move_line(studio.user, first, Some(2), 2).await.expect("moved");
    assert_eq!(texts(&moved), [COLD, WELCOME]);
    let found = invalid(shots.move_line(studio.user, first, None, 3).await);
    assert_eq!(found, Invalid::new("position", Problem::Range { least: 1, most: 2 }));
    let left = shots.delete_line(studio.user, second, Some(3)).await.expect("deleted");
    assert_eq!(texts(&left), [WELCOME]);
    let gone = shots.delete_line(studio.user, second, None).await;
    assert!(matches!(gone, Err(EditShotsError::NotFound)), "{gone:?}");
    assert_eq!(studio.stored().await, left.shots);
}

#[tokio::test]
async fn after_an_edit_by_hand_only_what_changed_is_made_again() {
    let house = House::with_credits(4000).await;
    let episode = house.episode(story()).await;
    house.produce(story()).await;
    let shots = Shots::new(house.world.ports());
    let board = shots.list_shots(house.user, episode).await.expect("read").expect("there");
    let id = board[1].lines[0].id;
    let text = Some("这一句是后来改的，比原来长了不少，请重新念一遍。".to_owned());
    let change = LineChange { text, ..LineChange::default() };
    shots.update_line(house.user, id, None, change).await.expect("changed");
    let view = house.produce(story()).await;
    let made = |operation| view.jobs.iter().filter(|job| job.operation == operation).count();
    assert_eq!((made(Operation::Script), made(Operation::Storyboard)), (0, 0));
    assert_eq!((made(Operation::Voice), made(Operation::Image)), (1, 0));
    assert_eq!((made(Operation::Video), made(Operation::Cut)), (1, 1));
    let after = shots.list_shots(house.user, episode).await.expect("read").expect("there");
    assert!(after.iter().all(|shot| shot.measured_ms.is_some()), "it was not measured anew");
    assert_ne!(after[1].measured_ms, board[1].measured_ms);
    house.check_settled().await;
}

#[tokio::test]
async fn a_split_keeps_every_voice() {
    let house = House::with_credits(4000).await;
    let episode = house.episode(story()).await;
    house.produce(story()).await;
    let shots = Shots::new(house.world.ports());
    let board = shots.list_shots(house.user, episode).await.expect("read").expect("there");
    let merge =
        board.windows(2).position(|pair| pair[0].scene_id == pair[1].scene_id).expect("two in a scene");
    for at in [merge, merge + 1] {
        let short = ShotChange { planned_ms: Some(4000), ..ShotChange::default() };
        shots.update_shot(house.user, board[at].id, None, short).await.expect("changed");
    }
    let merged = shots.merge_shots(house.user, board[merge].id, None).await.expect("merged");
    let before = board[merge + 1].lines[0].id;
    let parts = shots.split_shot(house.user, merged.shot.id, None, before).await.expect("split");
    assert_eq!(parts.shots.len(), board.len());
    let view = house.produce(story()).await;
    assert!(view.jobs.iter().all(|job| job.operation != Operation::Voice), "a line was spoken again");
    house.check_settled().await;
}
