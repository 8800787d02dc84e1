//! What a job works on is deleted while the job waits or runs.

use crate::house::{House, story};
use xinggen_application::{AddLine, Dramas, Ended, JobRunner, Shots, Worked};
use xinggen_domain::{
    Credits, EpisodeId,
    error::VendorErrorClass,
    job::{ClaimedJob, Job, JobState, Operation},
    ports::{Silent, TenantTx, UnitOfWork as _},
    scene::Scene,
    script::LineMode,
    take::Target,
};

/// A house with a produced episode, so that everything can be ordered again.
async fn produced() -> (House, EpisodeId) {
    let house = House::with_credits(2000).await;
    let episode = house.produce(story()).await.production.episode_id;
    (house, episode)
}

/// Orders something, and claims the job.
async fn order(house: &House, operation: Operation, target: Target) -> ClaimedJob {
    house.ask(operation, target).await.expect("ordered");
    house.claim().await
}

/// Does the work of a job, which is not recorded yet.
async fn work(house: &House, claimed: &ClaimedJob) -> Worked {
    JobRunner::new(house.world.ports()).work(claimed, &Silent).await
}

async fn record(house: &House, claimed: &ClaimedJob, worked: &Worked) -> Ended {
    JobRunner::new(house.world.ports()).record(claimed, worked).await.expect("recorded")
}

/// Changes the user's rows.
async fn write(house: &House, change: impl AsyncFnOnce(&mut dyn TenantTx)) {
    let mut tx = house.world.store.begin(house.user.user_id).await.expect("begun");
    change(&mut *tx).await;
    tx.commit().await.expect("committed");
}

/// It failed at once, in these words, and cost nothing.
async fn check_told(house: &House, claimed: &ClaimedJob, (zh, en): (&str, &str), spent: Credits) {
    let job: Job = house.job(claimed.job.id).await;
    let error = job.error.expect("an error");
    assert_eq!((job.state, job.attempt, job.dead), (JobState::Failed, 1, false));
    assert_eq!(error.class, VendorErrorClass::Deleted);
    assert!(error.message.contains(zh) && error.message.contains(en), "{}", error.message);
    assert!(!error.message.contains("database"), "{}", error.message);
    assert_eq!(house.spent().await, spent);
    house.check_settled().await;
}

/// Deletes a target, with what would keep it from being deleted.
async fn delete(tx: &mut dyn TenantTx, episode: EpisodeId, target: Target) {
    let mut shots = tx.shots().of_episode(episode).await.expect("read");
    shots.retain(|shot| match target {
        Target::Shot(id) => shot.id != id,
        Target::Scene(id) => shot.scene_id != id,
        _ => true,
    });
    for shot in &mut shots {
        shot.lines.retain(|line| {
            let speaker = line.speaker.map(Target::Character);
            Target::Line(line.id) != target && speaker != Some(target)
        });
        shot.cast.retain(|id| Target::Character(*id) != target);
        shot.props.retain(|id| Target::Prop(*id) != target);
    }
    tx.shots().replace(episode, shots).await.expect("replaced");
    let mut script = tx.scripts().of_episode(episode).await.expect("read").expect("a script");
    script.beats.clear();
    tx.scripts().put(script).await.expect("put");
    match target {
        Target::Episode(id) => tx.episodes().delete(id).await.expect("deleted"),
        Target::Character(id) => assert!(tx.characters().delete(id).await.expect("deleted")),
        Target::Scene(id) => assert!(tx.scenes().delete(id).await.expect("deleted")),
        Target::Prop(id) => assert!(tx.props().delete(id).await.expect("deleted")),
        Target::Shot(_) | Target::Line(_) => {}
    }
}

#[tokio::test]
async fn a_target_deleted_while_its_job_waited_is_told_and_costs_nothing() {
    each_target_is_deleted(true).await;
}

#[tokio::test]
async fn a_target_deleted_while_its_job_ran_is_told_and_costs_nothing() {
    each_target_is_deleted(false).await;
}

/// Every operation on every kind of target, which is deleted before the work, or between the work and its end.
async fn each_target_is_deleted(before_work: bool) {
    let (character, scene) =
        (("角色已被删除", "character was deleted"), ("场景已被删除", "scene was deleted"));
    let (prop, shot) = (("道具已被删除", "prop was deleted"), ("镜头已被删除", "shot was deleted"));
    let (line, episode_gone) =
        (("台词已被删除", "line was deleted"), ("本集已被删除", "episode was deleted"));
    for at in 0..10 {
        let (house, episode) = produced().await;
        let state = house.look(episode).await;
        let of_shot = Target::Shot(state.shots[0].id);
        let first_line = state.lines().next().expect("a line").id;
        let (operation, target, words) = [
            (Operation::Image, Target::Character(state.characters[0].id), character),
            (Operation::Image, Target::Scene(state.scenes[0].id), scene),
            (Operation::Image, Target::Prop(state.props[0].id), prop),
            (Operation::Image, of_shot, shot),
            (Operation::Video, of_shot, shot),
            (Operation::Voice, of_shot, shot),
            (Operation::Voice, Target::Line(first_line), line),
            (Operation::Script, Target::Episode(episode), episode_gone),
            (Operation::Storyboard, Target::Episode(episode), episode_gone),
            (Operation::Cut, Target::Episode(episode), episode_gone),
        ][at];
        let before = house.spent().await;
        let claimed = order(&house, operation, target).await;
        let deletes = async || write(&house, async |tx| delete(tx, episode, target).await).await;
        if before_work {
            deletes().await;
        }
        let worked = work(&house, &claimed).await;
        if !before_work {
            deletes().await;
        }
        assert_eq!(record(&house, &claimed, &worked).await, Ended::Failed, "{operation} of {target:?}");
        check_told(&house, &claimed, words, before).await;
    }
}

#[tokio::test]
async fn voices_of_a_shot_that_lost_a_line_are_made_again_for_the_lines_that_are_there() {
    let (house, episode) = produced().await;
    let shot = house.look(episode).await.shots.into_iter().find(|shot| !shot.lines.is_empty());
    let shot = shot.expect("a shot with a line");
    let text = "雪还在下。".to_owned();
    let line = AddLine { shot_id: shot.id, position: None, speaker: None, mode: LineMode::VoiceOver, text };
    Shots::new(house.world.ports()).add_line(house.user, None, line).await.expect("added");
    let claimed = order(&house, Operation::Voice, Target::Shot(shot.id)).await;
    let worked = work(&house, &claimed).await;
    write(&house, async |tx| delete(tx, episode, Target::Line(shot.lines[0].id)).await).await;
    assert_eq!(record(&house, &claimed, &worked).await, Ended::Requeued);
    let message = house.job(claimed.job.id).await.error.expect("a reason").message;
    assert!(message.contains("有改动"), "{message}");
    house.world.work().await;
    assert_eq!(house.job(claimed.job.id).await.state, JobState::Succeeded);
    house.check_settled().await;
}

/// Its drama can be restored: what was made for it in between is there then.
#[tokio::test]
async fn a_result_for_a_drama_in_the_trash_is_recorded() {
    for operation in [Operation::Image, Operation::Cut] {
        let (house, episode) = produced().await;
        let state = house.look(episode).await;
        let target = match operation {
            Operation::Cut => Target::Episode(episode),
            _ => Target::Shot(state.shots[0].id),
        };
        let before = house.spent().await;
        let claimed = order(&house, operation, target).await;
        let worked = work(&house, &claimed).await;
        let dramas = Dramas::new(house.world.ports());
        dramas.trash_drama(house.user, state.drama.id, None).await.expect("trashed");
        assert_eq!(record(&house, &claimed, &worked).await, Ended::Succeeded);
        assert!(house.spent().await > before, "{operation}");
        house.check_settled().await;
    }
}

#[tokio::test]
async fn a_scene_deleted_while_its_storyboard_was_drawn_is_told_and_costs_nothing() {
    let house = House::with_credits(2000).await;
    let episode = house.episode(story()).await;
    house.make(Operation::Script, Target::Episode(episode)).await;
    let before = house.spent().await;
    house.ask(Operation::Storyboard, Target::Episode(episode)).await.expect("ordered");
    let (claimed, runner) = (house.claim().await, JobRunner::new(house.world.ports()));
    let worked = runner.work(&claimed, &Silent).await;
    // Another script plays elsewhere, so that the scene can be deleted.
    let state = house.look(episode).await;
    let (old, mut script) = (state.scenes[0].clone(), state.script.expect("a script"));
    let other = Scene { id: house.world.build.id(), place: "渡口".to_owned(), ..old.clone() };
    script.beats.iter_mut().for_each(|beat| beat.scene_id = other.id);
    let mut tx = house.world.store.begin(house.user.user_id).await.expect("begun");
    tx.scenes().add(other).await.expect("added");
    tx.scripts().put(script).await.expect("put");
    assert!(tx.scenes().delete(old.id).await.expect("deleted"));
    tx.commit().await.expect("committed");
    assert_eq!(runner.record(&claimed, &worked).await.expect("recorded"), Ended::Failed, "not tried again");
    let job = house.job(claimed.job.id).await;
    let error = job.error.expect("an error");
    assert_eq!((job.attempt, job.dead, error.class), (1, false, VendorErrorClass::Deleted));
    assert!(
        error.message.contains("场景已被删除") && error.message.contains("scene of a shot was deleted"),
        "{error:?}"
    );
    assert_eq!(house.spent().await, before);
    house.check_settled().await;
}
