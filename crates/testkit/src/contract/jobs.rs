//! [`Jobs`](xinggen_domain::ports::Jobs).

use super::{House, Kit, Outcome, StoreHarness, stale, there};
use crate::start;
use chrono::Duration;
use xinggen_domain::{
    JobId, ProductionId,
    ai_config::Engine,
    error::VendorErrorClass,
    job::{Job, JobError, JobOrder, JobState, Lease, Operation},
    plan::RunningCaps,
    ports::TenantTx,
    pricing::ChargeMode,
    production::Production,
    provenance::{Digest, ModelRef},
    take::Target,
};

async fn stored(tx: &mut dyn TenantTx, id: JobId) -> Outcome<Job> {
    there(tx.jobs().get(id).await?, "such job")
}

async fn state_of(tx: &mut dyn TenantTx, job: &Job) -> Outcome<JobState> {
    Ok(stored(tx, job.id).await?.state)
}

async fn finish(tx: &mut dyn TenantTx, job: &Job, state: JobState) -> Outcome {
    let mut job = there(tx.jobs().lock(job.id).await?, "job to finish")?;
    job.finish(state, None, start());
    Ok(tx.jobs().save(&job).await?)
}

fn full(kit: &Kit<'_>, house: &House, production: &Production) -> Job {
    let order = JobOrder {
        production_id: Some(production.id),
        episode_id: Some(house.episode.id),
        inputs: Some(Digest::of("输入".as_bytes())),
        ..kit.build.order(&house.drama, Operation::Image, Target::Character(house.cast[0].id))
    };
    Job {
        max_attempts: 5,
        run_at: start() + Duration::microseconds(1),
        message: "排队中".to_owned(),
        engine: Some(Engine {
            model: ModelRef::new("someone", "pictures-1"),
            mode: ChargeMode::Byok,
            config: Some(kit.build.id()),
        }),
        ..kit.build.job(order)
    }
}

/// Every field survives, set or empty.
pub async fn comes_back_as_it_was_added(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let production = kit.build.production(&house.episode);
    let plain = kit.build.image_job(&house.drama);
    let retry = Job { retry_of: Some(plain.id), ..full(&kit, &house, &production) };
    let mut tx = kit.begin().await?;
    tx.productions().add(production).await?;
    for job in [plain, retry] {
        assert!(tx.jobs().add(job.clone(), &[]).await?);
        assert_eq!(tx.jobs().get(job.id).await?, Some(job.clone()));
        assert_eq!(tx.jobs().lock(job.id).await?, Some(job), "locked it is the same");
    }
    assert_eq!(tx.jobs().get(kit.build.id()).await?, None, "an unknown job is not there");
    assert_eq!(tx.jobs().lock(kit.build.id()).await?, None, "nor can it be locked");
    Ok(tx.commit().await?)
}

/// A save writes everything about the state of a job.
pub async fn a_save_writes_the_whole_state(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let mut job = kit.build.image_job(&house.drama);
    kit.add_job(&job).await?;
    let now = start() + Duration::hours(1);
    job.state = JobState::Running;
    job.attempt = 2;
    job.deaths = 1;
    job.run_at = now;
    job.lease = Some(Lease { token: kit.build.id(), until: now + Duration::seconds(30) });
    job.progress = 42;
    job.message = "正在画第三张".to_owned();
    job.error =
        Some(JobError { class: VendorErrorClass::RateLimit, message: "太快了，稍后再试".to_owned() });
    job.cancel_requested = true;
    job.started_at = Some(now);
    let mut steps = vec![job.clone()];
    job.requeue(now + Duration::minutes(5), None);
    steps.push(job.clone());
    job.attempt = 3;
    let error = JobError { class: VendorErrorClass::Moderation, message: "内容未通过审核".to_owned() };
    job.finish(JobState::Failed, Some(error), now + Duration::hours(2));
    steps.push(job);
    for step in steps {
        let mut tx = kit.begin().await?;
        tx.jobs().lock(step.id).await?;
        tx.jobs().save(&step).await?;
        tx.commit().await?;
        assert_eq!(kit.stored_job(&step).await?, step, "the store has what was saved");
    }
    Ok(())
}

/// A job that was never added cannot be saved.
pub async fn a_save_of_nothing_is_refused(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let job = kit.build.image_job(&house.drama);
    let mut tx = kit.begin().await?;
    stale(tx.jobs().save(&job).await, "a save of an absent job")?;
    kit.check_poisoned(tx).await?;
    assert_eq!(kit.read().await?.jobs().get(job.id).await?, None);
    Ok(())
}

/// While a job for a target and operation is live, no second one is added; when it is final, one is.
pub async fn one_is_live_per_target_and_operation(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let target = Target::Shot(kit.build.id());
    let new = |operation| kit.build.job(kit.build.order(&house.drama, operation, target));
    for end in [JobState::Succeeded, JobState::Failed, JobState::Cancelled] {
        let (mut first, second) = (new(Operation::Image), new(Operation::Image));
        let mut tx = kit.begin().await?;
        assert!(tx.jobs().add(first.clone(), &[]).await?, "nothing is live");
        for state in [JobState::Queued, JobState::Running, JobState::Blocked] {
            first.state = state;
            first.lease =
                (state == JobState::Running).then(|| Lease { token: kit.build.id(), until: start() });
            tx.jobs().save(&first).await?;
            assert!(!tx.jobs().add(second.clone(), &[]).await?, "one is {state}");
            assert_eq!(tx.jobs().get(second.id).await?, None, "nothing was added");
        }
        assert_eq!(tx.jobs().get(first.id).await?, Some(first.clone()), "the first stays as it is");
        finish(tx.as_mut(), &first, end).await?;
        tx.commit().await?;
    }
    let mut tx = kit.begin().await?;
    assert!(tx.jobs().add(new(Operation::Image), &[]).await?, "all are final");
    assert!(tx.jobs().add(new(Operation::Video), &[]).await?, "another operation is another matter");
    Ok(tx.commit().await?)
}

/// A refused job leaves nothing to wait for: it blocks nobody and is nobody's dependent.
pub async fn a_refused_job_leaves_no_trace(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let first = kit.build.image_job(&house.drama);
    let live = kit.build.image_job(&house.drama);
    let again = Job { id: kit.build.id(), ..live.clone() };
    let mut tx = kit.begin().await?;
    assert!(tx.jobs().add(first.clone(), &[]).await?);
    assert!(tx.jobs().add(live, &[]).await?);
    assert!(!tx.jobs().add(again, &[first.id]).await?, "its target is taken");
    assert_eq!(tx.jobs().lock_dependents(first.id).await?, [], "nothing waits");
    assert_eq!(tx.jobs().unblock_after(first.id).await?, [], "nothing is let go");
    Ok(tx.commit().await?)
}

/// A job is blocked just when one of those it comes after is live.
pub async fn a_job_waits_only_for_live_ones(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let new = || kit.build.image_job(&house.drama);
    let (done, live, free, waiting) = (new(), new(), new(), new());
    let mut tx = kit.begin().await?;
    tx.jobs().add(done.clone(), &[]).await?;
    tx.jobs().add(live.clone(), &[]).await?;
    finish(tx.as_mut(), &done, JobState::Succeeded).await?;
    let hopeful = Job { state: JobState::Blocked, ..free.clone() };
    tx.jobs().add(hopeful, &[done.id]).await?;
    assert_eq!(state_of(tx.as_mut(), &free).await?, JobState::Queued, "what it comes after is done");
    tx.jobs().add(waiting.clone(), &[done.id, live.id]).await?;
    assert_eq!(state_of(tx.as_mut(), &waiting).await?, JobState::Blocked, "one is live");
    finish(tx.as_mut(), &live, JobState::Succeeded).await?;
    assert_eq!(tx.jobs().unblock_after(live.id).await?, [waiting.id], "it waits for the live one only");
    assert_eq!(state_of(tx.as_mut(), &waiting).await?, JobState::Queued);
    Ok(tx.commit().await?)
}

/// The end of a job lets go of just those that wait for nothing else, and each only once.
pub async fn the_last_one_waited_for_lets_go(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let new = || kit.build.image_job(&house.drama);
    let (one, two, both, single, far) = (new(), new(), new(), new(), new());
    let mut tx = kit.begin().await?;
    tx.jobs().add(one.clone(), &[]).await?;
    tx.jobs().add(two.clone(), &[]).await?;
    tx.jobs().add(both.clone(), &[one.id, two.id]).await?;
    tx.jobs().add(single.clone(), &[one.id]).await?;
    tx.jobs().add(far.clone(), &[both.id]).await?;
    tx.commit().await?;

    let mut tx = kit.begin().await?;
    finish(tx.as_mut(), &one, JobState::Succeeded).await?;
    assert_eq!(tx.jobs().unblock_after(one.id).await?, [single.id], "both still waits");
    assert_eq!(tx.jobs().unblock_after(one.id).await?, [], "nothing is let go twice");
    finish(tx.as_mut(), &two, JobState::Succeeded).await?;
    assert_eq!(tx.jobs().unblock_after(two.id).await?, [both.id]);
    tx.commit().await?;

    let mut tx = kit.read().await?;
    assert_eq!(state_of(tx.as_mut(), &single).await?, JobState::Queued);
    assert_eq!(state_of(tx.as_mut(), &both).await?, JobState::Queued);
    assert_eq!(state_of(tx.as_mut(), &far).await?, JobState::Blocked, "it waits for a live one");
    Ok(())
}

/// A job that was called off while it waited stays so when what it waited for ends.
pub async fn a_final_job_is_not_let_go(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let [first, waiting] = [(); 2].map(|()| kit.build.image_job(&house.drama));
    let mut tx = kit.begin().await?;
    tx.jobs().add(first.clone(), &[]).await?;
    tx.jobs().add(waiting.clone(), &[first.id]).await?;
    finish(tx.as_mut(), &waiting, JobState::Cancelled).await?;
    finish(tx.as_mut(), &first, JobState::Succeeded).await?;
    assert_eq!(tx.jobs().unblock_after(first.id).await?, []);
    assert_eq!(state_of(tx.as_mut(), &waiting).await?, JobState::Cancelled);
    Ok(tx.commit().await?)
}

/// Dependents are the blocked jobs that wait directly or through others, each once, and no others.
pub async fn dependents_are_found_through_others(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let new = || kit.build.image_job(&house.drama);
    let (root, left, right, leaf, stranger, gone) = (new(), new(), new(), new(), new(), new());
    let mut tx = kit.begin().await?;
    tx.jobs().add(root.clone(), &[]).await?;
    tx.jobs().add(stranger.clone(), &[]).await?;
    tx.jobs().add(left.clone(), &[root.id]).await?;
    tx.jobs().add(right.clone(), &[root.id, stranger.id]).await?;
    tx.jobs().add(leaf.clone(), &[left.id, right.id]).await?;
    tx.jobs().add(gone.clone(), &[root.id]).await?;
    finish(tx.as_mut(), &gone, JobState::Cancelled).await?;
    let mut ids: Vec<JobId> = tx.jobs().lock_dependents(root.id).await?.iter().map(|job| job.id).collect();
    ids.sort();
    assert_eq!(ids, [left.id, right.id, leaf.id], "all that waits for the root");
    let through: Vec<Job> = tx.jobs().lock_dependents(right.id).await?;
    assert_eq!(through, [stored(tx.as_mut(), leaf.id).await?], "whole jobs");
    assert_eq!(tx.jobs().lock_dependents(leaf.id).await?, [], "nothing waits for the leaf");
    Ok(tx.commit().await?)
}

/// A claimed job is locked only under the token of its claim.
pub async fn a_claim_is_locked_by_its_token(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let job = kit.build.image_job(&house.drama);
    kit.add_job(&job).await?;
    let (token, other) = (kit.build.id(), kit.build.id());
    let mut tx = kit.begin().await?;
    assert_eq!(tx.jobs().lock_claimed(job.id, token).await?, None, "nobody claimed it yet");
    drop(tx);
    let until = start() + Duration::minutes(1);
    kit.store.queue().claim(&[token], RunningCaps::NONE, start() + Duration::seconds(5), until).await?;
    let mut tx = kit.begin().await?;
    assert_eq!(tx.jobs().lock_claimed(job.id, other).await?, None, "another token");
    let mut claimed = there(tx.jobs().lock_claimed(job.id, token).await?, "job under this token")?;
    assert_eq!(claimed.lease, Some(Lease { token, until }));
    claimed.finish(JobState::Succeeded, None, until);
    tx.jobs().save(&claimed).await?;
    assert_eq!(tx.jobs().lock_claimed(job.id, token).await?, None, "it is final");
    Ok(tx.commit().await?)
}

async fn of_production(kit: &Kit<'_>, house: &House, production: ProductionId) -> Vec<Job> {
    let order = |production_id| JobOrder {
        production_id,
        episode_id: Some(house.episode.id),
        ..kit.build.order(&house.drama, Operation::Image, Target::Shot(kit.build.id()))
    };
    let mine = (0..4).map(|_| kit.build.job(order(Some(production))));
    mine.chain([kit.build.job(order(None))]).collect()
}

/// The jobs of a production come in the order of their ids, all of them or the live ones.
pub async fn a_production_lists_its_own(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let production = kit.build.production(&house.episode);
    let jobs = of_production(&kit, &house, production.id).await;
    let mut tx = kit.begin().await?;
    tx.productions().add(production.clone()).await?;
    for at in [2, 0, 3, 1, 4] {
        let after: &[JobId] = if at == 1 { &[jobs[0].id] } else { &[] };
        tx.jobs().add(jobs[at].clone(), after).await?;
    }
    finish(tx.as_mut(), &jobs[2], JobState::Failed).await?;
    let ids = |jobs: Vec<Job>| -> Vec<JobId> { jobs.iter().map(|job| job.id).collect() };
    let live = ids(tx.jobs().lock_live(production.id).await?);
    assert_eq!(live, [jobs[0].id, jobs[1].id, jobs[3].id], "blocked and queued ones are live");
    let all = ids(tx.jobs().of_production(production.id).await?);
    assert_eq!(all, [jobs[0].id, jobs[1].id, jobs[2].id, jobs[3].id]);
    assert_eq!(tx.jobs().of_production(kit.build.id()).await?, [], "an unknown production has none");
    Ok(tx.commit().await?)
}
