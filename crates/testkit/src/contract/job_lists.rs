//! Which [`Jobs`](xinggen_domain::ports::Jobs) there are: in pages, of a target, of a drama.

use super::{Kit, Outcome, StoreHarness, kit::check_pages};
use crate::start;
use xinggen_domain::{
    job::{Job, JobOrder, JobState, Operation},
    ports::JobFilter,
    take::Target,
};

/// Jobs of two dramas, of an episode and a production, of several operations and states, newest first.
async fn mixed(kit: &Kit<'_>) -> Outcome<Vec<Job>> {
    let (house, other) = (kit.house().await?, kit.drama().await?);
    let production = kit.build.production(&house.episode);
    let order = |drama, operation| kit.build.order(drama, operation, Target::Shot(kit.build.id()));
    let in_episode =
        |operation| JobOrder { episode_id: Some(house.episode.id), ..order(&house.drama, operation) };
    let produced = JobOrder { production_id: Some(production.id), ..in_episode(Operation::Video) };
    let orders = [
        order(&house.drama, Operation::Image),
        in_episode(Operation::Image),
        produced,
        order(&other, Operation::Image),
        produced_again(&produced, kit),
    ];
    let mut jobs = orders.map(|order| kit.build.job(order));
    let mut tx = kit.begin().await?;
    assert!(tx.productions().add(production).await?);
    for job in &jobs {
        assert!(tx.jobs().add(job.clone(), &[]).await?);
    }
    for (at, state) in [(0, JobState::Failed), (2, JobState::Succeeded)] {
        jobs[at].finish(state, None, start());
        tx.jobs().save(&jobs[at]).await?;
    }
    tx.commit().await?;
    jobs.reverse();
    Ok(jobs.into())
}

fn produced_again(order: &JobOrder, kit: &Kit<'_>) -> JobOrder {
    JobOrder { target: Target::Line(kit.build.id()), operation: Operation::Voice, ..*order }
}

/// Jobs are listed newest first; every part of a filter must match.
pub async fn pages_run_newest_first(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let jobs = mixed(&kit).await?;
    let all = JobFilter::default();
    let produced = jobs[0].production_id;
    type Fits = fn(&Job, &Job) -> bool;
    let filters: [(JobFilter, usize, Fits); 8] = [
        (all, 5, |_, _| true),
        (JobFilter { state: Some(JobState::Queued), ..all }, 3, |job, _| job.state == JobState::Queued),
        (JobFilter { state: Some(JobState::Failed), ..all }, 1, |job, _| job.state == JobState::Failed),
        (JobFilter { operation: Some(Operation::Image), ..all }, 3, |job, _| {
            job.operation == Operation::Image
        }),
        (JobFilter { drama: Some(jobs[0].drama_id), ..all }, 4, |job, first| job.drama_id == first.drama_id),
        (JobFilter { episode: jobs[0].episode_id, ..all }, 3, |job, first| {
            job.episode_id == first.episode_id
        }),
        (JobFilter { production: produced, ..all }, 2, |job, first| job.production_id == first.production_id),
        (JobFilter { production: produced, state: Some(JobState::Queued), ..all }, 1, |job, first| {
            job.id == first.id
        }),
    ];
    for (filter, count, fits) in filters {
        let expected: Vec<Job> = jobs.iter().filter(|job| fits(job, &jobs[0])).cloned().collect();
        assert_eq!(expected.len(), count, "{filter:?}");
        let read = async |page| Ok(kit.read().await?.jobs().list(filter, page).await?);
        check_pages(&expected, |job| job.id, read).await?;
    }
    let nobodys = JobFilter { drama: Some(kit.build.id()), ..all };
    let read = async |page| Ok(kit.read().await?.jobs().list(nobodys, page).await?);
    check_pages(&[], |job: &Job| job.id, read).await
}

/// The live job of a target and an operation is found in every state that is not final.
pub async fn a_live_one_is_found_by_its_target(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let drama = kit.drama().await?;
    let target = Target::Shot(kit.build.id());
    let before = kit.build.image_job(&drama);
    kit.add_job(&before).await?;
    let mut job = kit.build.job(kit.build.order(&drama, Operation::Image, target));
    let mut tx = kit.begin().await?;
    assert_eq!(tx.jobs().live_of(Operation::Image, target).await?, None, "not yet");
    assert!(tx.jobs().add(job.clone(), &[before.id]).await?);
    for state in [JobState::Blocked, JobState::Queued] {
        job.state = state;
        tx.jobs().save(&job).await?;
        assert_eq!(tx.jobs().live_of(Operation::Image, target).await?.as_ref(), Some(&job));
    }
    assert_eq!(tx.jobs().live_of(Operation::Video, target).await?, None, "another operation");
    let line = Target::from_parts("line", target.uuid())?;
    assert_eq!(tx.jobs().live_of(Operation::Image, line).await?, None, "another kind of target");
    for state in [JobState::Succeeded, JobState::Failed, JobState::Cancelled] {
        job.finish(state, None, start());
        tx.jobs().save(&job).await?;
        assert_eq!(tx.jobs().live_of(Operation::Image, target).await?, None, "{state} is not live");
    }
    Ok(())
}

/// The live jobs of a drama are those of no other that are not final.
pub async fn a_drama_locks_its_live_ones(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let mut jobs = mixed(&kit).await?;
    let drama = jobs[0].drama_id;
    jobs.retain(|job| job.drama_id == drama && !job.state.is_final());
    jobs.sort_by_key(|job| job.id);
    assert_eq!(jobs.len(), 2);
    let mut tx = kit.begin().await?;
    assert_eq!(tx.jobs().lock_live_of_drama(drama).await?, jobs);
    assert_eq!(tx.jobs().lock_live_of_drama(kit.build.id()).await?, [], "an unknown drama");
    Ok(())
}
