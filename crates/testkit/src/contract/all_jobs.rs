//! [`AllJobs`](xinggen_domain::ports::AllJobs).

use super::{Kit, Outcome, StoreHarness, kit::check_pages};
use crate::start;
use xinggen_domain::{
    UserId,
    job::{Job, JobState, Operation, OwnedJob},
    ports::AllJobsFilter,
    take::Target,
};

/// Jobs of two users in several states, newest first.
async fn of_two(kit: &Kit<'_>, other: &Kit<'_>) -> Outcome<Vec<OwnedJob>> {
    let mut all = Vec::new();
    for (kit, operation, state, attempt) in [
        (kit, Operation::Image, None, 0),
        (other, Operation::Image, Some(JobState::Failed), 3),
        (kit, Operation::Video, Some(JobState::Failed), 1),
        (kit, Operation::Image, Some(JobState::Succeeded), 1),
        (other, Operation::Video, None, 0),
    ] {
        let drama = kit.drama().await?;
        let order = kit.build.order(&drama, operation, Target::Shot(kit.build.id()));
        let mut job = Job { attempt, ..kit.build.job(order) };
        let mut tx = kit.begin().await?;
        assert!(tx.jobs().add(job.clone(), &[]).await?);
        if let Some(state) = state {
            job.finish(state, None, start());
            tx.jobs().save(&job).await?;
        }
        tx.commit().await?;
        all.push(OwnedJob { user_id: kit.owner, job });
    }
    all.reverse();
    Ok(all)
}

/// Jobs of all users are listed newest first, with their users; every part of a filter must match.
pub async fn pages_run_newest_first(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let other = kit.neighbour().await?;
    let jobs = of_two(&kit, &other).await?;
    type Fits = fn(&OwnedJob, UserId) -> bool;
    let all = AllJobsFilter::default();
    let failed = AllJobsFilter { state: Some(JobState::Failed), ..all };
    let cases: [(AllJobsFilter, usize, Fits); 8] = [
        (all, 5, |_, _| true),
        (AllJobsFilter { user: Some(kit.owner), ..all }, 3, |one, user| one.user_id == user),
        (AllJobsFilter { state: Some(JobState::Queued), ..all }, 2, |one, _| {
            one.job.state == JobState::Queued
        }),
        (failed, 2, |one, _| one.job.state == JobState::Failed),
        (AllJobsFilter { operation: Some(Operation::Video), ..all }, 2, |one, _| {
            one.job.operation == Operation::Video
        }),
        (AllJobsFilter { dead: Some(true), ..all }, 1, |one, _| one.job.dead),
        (AllJobsFilter { dead: Some(false), ..failed }, 1, |one, _| {
            one.job.state == JobState::Failed && !one.job.dead
        }),
        (AllJobsFilter { dead: Some(true), state: Some(JobState::Queued), ..all }, 0, |_, _| false),
    ];
    for (filter, count, fits) in cases {
        let expected: Vec<OwnedJob> = jobs.iter().filter(|one| fits(one, kit.owner)).cloned().collect();
        assert_eq!(expected.len(), count, "{filter:?}");
        let read = async |page| Ok(store.all_jobs().list(filter, page).await?);
        check_pages(&expected, |one| one.job.id, read).await?;
    }
    Ok(())
}

/// A job is found by its id alone, with its user.
pub async fn one_is_found_with_its_user(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let other = kit.neighbour().await?;
    for owned in of_two(&kit, &other).await? {
        assert_eq!(store.all_jobs().find(owned.job.id).await?, Some(owned));
    }
    assert_eq!(store.all_jobs().find(kit.build.id()).await?, None);
    Ok(())
}
