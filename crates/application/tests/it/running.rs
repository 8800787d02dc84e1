//! A production from story to cut.

use crate::house::{House, story};
use xinggen_domain::{
    job::{Job, JobState, Operation},
    ledger::TransactionKind,
    production::ProductionState,
    shot::Line,
    subtitle::SpeechMark,
    take::Target,
};

#[tokio::test]
async fn a_story_becomes_a_cut() {
    let house = House::with_credits(2000).await;
    let view = house.produce(story()).await;
    let state = house.productions.episode(house.user, &view.production).await.expect("read").expect("there");
    let cut = state.cut.as_ref().expect("a cut");
    assert!(view.jobs.iter().all(|job| job.state == JobState::Succeeded && job.progress == 100));
    assert!(state.shots.iter().all(|shot| shot.measured_ms.is_some()));
    assert!(state.characters.iter().all(|one| one.voice.is_some()));
    assert_ne!(state.characters[0].voice, state.characters[1].voice);
    let whole: u32 = state.shots.iter().filter_map(|shot| shot.measured_ms).sum();
    assert_eq!(cut.duration_ms, whole, "one scene has no transitions");
    for asset in [cut.video, cut.srt, cut.ass, cut.poster] {
        let mut tx = house.world.ports().store.begin_read(house.user.user_id).await.expect("read");
        let asset = tx.assets().get(asset).await.expect("read").expect("there");
        assert!(asset.key.as_str().starts_with(&format!("u/{}/", house.user.user_id)));
        assert!(house.world.blobs.keys().contains(&asset.key));
    }
}

#[tokio::test]
async fn jobs_come_in_order_and_everything_is_labelled() {
    let house = House::with_credits(2000).await;
    let view = house.produce(story()).await;
    let at = |operation| {
        let of = |job: &&Job| job.operation == operation;
        let first = view.jobs.iter().position(|job| of(&job)).expect("a job");
        (first, view.jobs.iter().rposition(|job| of(&job)).expect("a job"))
    };
    assert!(at(Operation::Script).1 < at(Operation::Storyboard).0);
    assert!(at(Operation::Storyboard).1 < at(Operation::Voice).0);
    assert!(at(Operation::Voice).1 < at(Operation::Video).0, "clips are ordered when durations are known");
    assert_eq!(at(Operation::Cut).0, view.jobs.len() - 1);
    let labelled = house.world.labeller.calls.count();
    let made = |operation| view.jobs.iter().filter(|job| job.operation == operation).count();
    assert_eq!(labelled, made(Operation::Voice) + made(Operation::Image) + 1, "voices, pictures, the poster");
    let requests = house.world.camera.calls.requests();
    assert!(requests.iter().all(|request| request.label.is_some()));
    assert_eq!(requests.iter().filter(|request| request.mark_ms.is_some()).count(), 1);
}

#[tokio::test]
async fn an_equal_take_is_used_again_and_costs_nothing() {
    let house = House::with_credits(2000).await;
    // The same person says the same twice: one voice is made, charged once, and stands twice.
    let twice = "林晚：这句话我会说两遍，请你一定要记住它。";
    let narrated: String =
        (1..=8).map(|at| format!("这是第{at}段旁白，雪一直下，路上的脚印很快就看不见了。\n")).collect();
    let view = house.produce(format!("{twice}\n{narrated}{twice}")).await;
    let spoken = house.world.voices.calls.requests();
    let made = spoken.iter().filter(|request| request.text.contains("两遍")).count();
    let state = house.productions.episode(house.user, &view.production).await.expect("read").expect("there");
    let lines = state.lines().filter(|line| line.text.contains("两遍")).count();
    assert_eq!((lines, made), (2, 1));
    let twins: Vec<&Line> = state.lines().filter(|line| line.text.contains("两遍")).collect();
    let file = |line: &Line| state.file(Operation::Voice, Target::Line(line.id)).map(|file| file.id);
    assert!(file(twins[0]).is_some() && file(twins[0]) == file(twins[1]), "both have the same take");
    let voices = view.jobs.iter().filter(|job| job.operation == Operation::Voice).count();
    let charges = house.statement().await.into_iter();
    let charges = charges.filter(|entry| entry.kind == TransactionKind::GenerateVoice).count();
    assert_eq!((voices, charges), (state.lines().count() - 1, state.lines().count() - 1));
    let marks: Vec<Vec<SpeechMark>> = state.marks().into_values().collect();
    assert_eq!(marks.len(), state.lines().count());
    // In a second episode-long run after the storyboard was lost, nothing is made again.
    let again = house.produce(format!("{narrated}{twice}")).await;
    assert!(again.jobs.iter().all(|job| job.operation != Operation::Voice), "a known voice was made again");
    assert_eq!(again.production.state, ProductionState::Done);
    house.check_settled().await;
}
