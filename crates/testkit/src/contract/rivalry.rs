//! Many at once: what must come out right whoever is first.

use super::{Kit, Outcome, StoreHarness, there};
use crate::{Build, rewrite, start};
use std::{future::Future, sync::Arc, time::Duration};
use tokio::task::JoinSet;
use xinggen_domain::{
    Credits, UserId,
    error::StoreError,
    job::{Job, JobState, Operation},
    ledger::{ChargeRule, Description, Settlement},
    ports::{TenantTx, UnitOfWork},
    pricing::Price,
    production::ProductionState,
    take::Target,
};

/// Runs as many at once as there are futures, and collects what they answer.
pub(crate) async fn at_once<T: Send + 'static>(
    all: impl IntoIterator<Item = impl Future<Output = Outcome<T>> + Send + 'static>,
) -> Outcome<Vec<T>> {
    let mut running: JoinSet<Outcome<T>> = all.into_iter().collect();
    let mut answers = Vec::new();
    while let Some(answer) = running.join_next().await {
        answers.push(answer??);
    }
    Ok(answers)
}

/// Holds the price of one image for a new job; false when there are not enough credits.
async fn hold_one(
    unit: Arc<dyn UnitOfWork>,
    build: Arc<Build>,
    owner: UserId,
    job: Job,
    price: Price,
) -> Outcome<bool> {
    let mut tx = unit.begin(owner).await?;
    let mut ledger = tx.credits().lock().await?;
    if ledger.hold(job.id, price.quote(1), start(), build.ids()).is_err() {
        return Ok(false);
    }
    let added = tx.jobs().add(job, &[]).await?;
    assert!(added, "every job has a target of its own");
    tx.credits().save(&mut ledger).await?;
    tx.commit().await?;
    Ok(true)
}

/// Of 64 holds at once on a balance that pays for 23, exactly 23 succeed, and nothing else goes wrong.
pub async fn a_balance_pays_for_just_what_it_has(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let (drama, price) = (kit.drama().await?, kit.image_price(5).await?);
    for amount in [50, 41, 28] {
        let grant = kit.build.grant(amount);
        kit.on_ledger(|ledger| ledger.grant(grant, start(), kit.build.ids())).await?;
    }
    let attempts = (0..64).map(|_| {
        let job = kit.build.image_job(&drama);
        hold_one(store.unit_of_work(), kit.build.clone(), kit.owner, job, price.clone())
    });
    let answers = at_once(attempts.collect::<Vec<_>>()).await?;
    assert_eq!(answers.iter().filter(|held| **held).count(), 23, "119 credits pay for 23 images of 5");
    let account = *kit.read().await?.credits().view().await?.account();
    assert_eq!((account.credits.get(), account.held.get()), (119, 115));
    kit.audit().await
}

/// Runs a rival that must wait until `holder` has committed, and gives what it then sees.
pub(super) async fn waits_for<T: Send + 'static>(
    holder: Box<dyn TenantTx>,
    rival: impl Future<Output = Outcome<T>> + Send + 'static,
) -> Outcome<T> {
    let mut running: JoinSet<Outcome<T>> = [rival].into_iter().collect();
    let early = tokio::time::timeout(Duration::from_millis(200), running.join_next()).await;
    assert!(early.is_err(), "the rival must wait until the lock is let go");
    holder.commit().await?;
    there(running.join_next().await, "rival")??
}

/// Who wants an account that another transaction has locked waits, and then sees what that one did.
pub async fn a_locked_account_makes_others_wait(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let mut tx = kit.begin().await?;
    let mut ledger = tx.credits().lock().await?;
    ledger.grant(kit.build.grant(50), start(), kit.build.ids());
    tx.credits().save(&mut ledger).await?;
    let (unit, owner) = (store.unit_of_work(), kit.owner);
    let seen = waits_for(tx, async move {
        let mut tx = unit.begin(owner).await?;
        Outcome::Ok(tx.credits().lock().await?.available(start()))
    });
    assert_eq!(seen.await?, Credits::new(50), "what the first one granted");
    Ok(())
}

/// Who wants a job that another transaction has locked waits, and then sees what that one did.
pub async fn a_locked_job_makes_others_wait(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let mut job = kit.build.image_job(&kit.drama().await?);
    kit.add_job(&job).await?;
    let mut tx = kit.begin().await?;
    assert!(tx.jobs().lock(job.id).await?.is_some());
    job.finish(JobState::Cancelled, None, start());
    tx.jobs().save(&job).await?;
    let (unit, owner, id) = (store.unit_of_work(), kit.owner, job.id);
    let seen = waits_for(tx, async move {
        let mut tx = unit.begin(owner).await?;
        Outcome::Ok(tx.jobs().lock(id).await?)
    });
    assert_eq!(seen.await?, Some(job), "as the first one left it");
    Ok(())
}

/// Who wants a production that another transaction has locked waits, and then sees what that one did.
pub async fn a_locked_production_makes_others_wait(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let mut production = kit.build.production(&kit.house().await?.episode);
    let mut tx = kit.begin().await?;
    assert!(tx.productions().add(production.clone()).await?);
    tx.commit().await?;
    let mut tx = kit.begin().await?;
    assert!(tx.productions().lock(production.id).await?.is_some());
    rewrite(&mut production, |record| record.state = ProductionState::Paused);
    tx.productions().save(&mut production).await?;
    let (unit, owner, id) = (store.unit_of_work(), kit.owner, production.id);
    let seen = waits_for(tx, async move {
        let mut tx = unit.begin(owner).await?;
        Outcome::Ok(tx.productions().lock(id).await?)
    });
    assert_eq!(seen.await?, Some(production), "as the first one left it");
    Ok(())
}

/// Who wants an episode that another transaction has locked waits, and then sees what that one did.
pub async fn a_locked_episode_makes_others_wait(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let mut episode = kit.house().await?.episode;
    let mut tx = kit.begin().await?;
    assert_eq!(tx.episodes().lock(episode.id).await?.as_ref(), Some(&episode));
    assert_eq!(tx.episodes().lock(kit.build.id()).await?, None, "an unknown id locks nothing");
    episode.title = "改过".to_owned();
    tx.episodes().save(&mut episode).await?;
    let (unit, owner, id) = (store.unit_of_work(), kit.owner, episode.id);
    let seen = waits_for(tx, async move {
        let mut tx = unit.begin(owner).await?;
        Outcome::Ok(tx.episodes().lock(id).await?)
    });
    assert_eq!(seen.await?, Some(episode), "as the first one left it");
    Ok(())
}

/// Ends a job that delivered one image, and settles its hold.
pub(super) async fn settle_one(
    unit: Arc<dyn UnitOfWork>,
    build: Arc<Build>,
    owner: UserId,
    job: Job,
    price: Price,
) -> Outcome<Credits> {
    let mut tx = unit.begin(owner).await?;
    let mut ledger = tx.credits().lock().await?;
    let hold = there(tx.credits().hold_of(job.id).await?, "hold of the job")?;
    let settlement = Settlement {
        price: &price,
        rule: ChargeRule::Delivered,
        delivered: 1,
        kind: job.operation.transaction_kind(),
        description: Description::Plain,
    };
    let charge = ledger.settle(hold, settlement, start(), build.ids());
    let mut job = there(tx.jobs().lock(job.id).await?, "such job")?;
    if !job.state.is_final() {
        job.finish(JobState::Succeeded, None, start());
        tx.jobs().save(&job).await?;
    }
    tx.credits().save(&mut ledger).await?;
    tx.commit().await?;
    Ok(charge)
}

/// Of eight that settle one hold at once, one charges; the others find it closed.
pub async fn a_hold_is_charged_once(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let (drama, price) = (kit.drama().await?, kit.image_price(5).await?);
    let grant = kit.build.grant(50);
    kit.on_ledger(|ledger| ledger.grant(grant, start(), kit.build.ids())).await?;
    let job = kit.build.image_job(&drama);
    let unit = store.unit_of_work();
    assert!(hold_one(unit, kit.build.clone(), kit.owner, job.clone(), price.clone()).await?);
    let rivals = (0..8)
        .map(|_| settle_one(store.unit_of_work(), kit.build.clone(), kit.owner, job.clone(), price.clone()));
    let mut charges = at_once(rivals.collect::<Vec<_>>()).await?;
    charges.sort();
    assert_eq!(charges.iter().copied().sum::<Credits>(), Credits::new(5), "charged once: {charges:?}");
    assert_eq!(kit.credits().await?, Credits::new(45));
    kit.audit().await
}

/// Of sixteen jobs for one target and operation at once, one is added and no one sees an error.
pub async fn one_job_for_a_target_wins(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let drama = kit.drama().await?;
    let target = Target::Shot(kit.build.id());
    let rivals = (0..16).map(|_| {
        let job = kit.build.job(kit.build.order(&drama, Operation::Image, target));
        let (unit, owner) = (store.unit_of_work(), kit.owner);
        async move {
            let mut tx = unit.begin(owner).await?;
            let added = tx.jobs().add(job, &[]).await?;
            tx.commit().await?;
            Outcome::Ok(added)
        }
    });
    let answers = at_once(rivals.collect::<Vec<_>>()).await?;
    assert_eq!(answers.iter().filter(|added| **added).count(), 1, "one is added");
    Ok(())
}

/// Of sixteen productions of one episode at once, one is added and no one sees an error.
pub async fn one_production_of_an_episode_wins(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let rivals = (0..16).map(|_| {
        let production = kit.build.production(&house.episode);
        let (unit, owner) = (store.unit_of_work(), kit.owner);
        async move {
            let mut tx = unit.begin(owner).await?;
            let added = tx.productions().add(production).await?;
            tx.commit().await?;
            Outcome::Ok(added)
        }
    });
    let answers = at_once(rivals.collect::<Vec<_>>()).await?;
    assert_eq!(answers.iter().filter(|added| **added).count(), 1, "one is added");
    Ok(())
}

/// Of eight saves of the same version at once, one goes through; the others are stale, and nothing is lost.
pub async fn one_save_of_a_version_wins(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let drama = kit.drama().await?;
    let rivals = (0..8).map(|number| {
        let mut drama = drama.clone();
        drama.title = format!("第{number}稿");
        let (unit, owner) = (store.unit_of_work(), kit.owner);
        async move {
            let mut tx = unit.begin(owner).await?;
            let saved = tx.dramas().save(&mut drama).await;
            let saved = match saved {
                Ok(()) => {
                    tx.commit().await?;
                    Some(drama)
                }
                Err(StoreError::Stale(_)) => None,
                Err(other) => return Err(other.into()),
            };
            Outcome::Ok(saved)
        }
    });
    let answers = at_once(rivals.collect::<Vec<_>>()).await?;
    let saved: Vec<_> = answers.into_iter().flatten().collect();
    assert_eq!(saved.len(), 1, "one save goes through");
    assert_eq!(kit.read().await?.dramas().get(drama.id).await?.as_ref(), saved.first());
    Ok(())
}

/// Users do not wait for each other's balances to come out right: each has just what was granted to them.
pub async fn users_at_once_do_not_mix(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let mut users = Vec::new();
    for _ in 0..8 {
        users.push(kit.neighbour().await?);
    }
    let grants = users.iter().enumerate().flat_map(|(at, user)| {
        (0..5).map(move |_| {
            let (unit, build, owner) = (store.unit_of_work(), user.build.clone(), user.owner);
            async move {
                let mut tx = unit.begin(owner).await?;
                let mut ledger = tx.credits().lock().await?;
                ledger.grant(build.grant(at as i64 + 1), start(), build.ids());
                tx.credits().save(&mut ledger).await?;
                Outcome::Ok(tx.commit().await?)
            }
        })
    });
    at_once(grants.collect::<Vec<_>>()).await?;
    for (at, user) in users.iter().enumerate() {
        assert_eq!(user.credits().await?, Credits::new(5 * (at as i64 + 1)));
    }
    kit.audit().await
}
