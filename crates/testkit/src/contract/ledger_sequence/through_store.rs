//! Acts through a store, each in one transaction with what belongs to it.

use super::act::{Act, Answer, Papers, Scene};
use crate::contract::{Kit, Outcome, there};
use xinggen_domain::{
    Id as _, JobId,
    idempotency::{DoneRequest, MadeKind},
    job::JobState,
    ports::TenantTx,
    time::Timestamp,
};

/// Does an act as if it were new: that it was done before, only the store can say.
pub(super) async fn through_store(kit: &Kit<'_>, act: &Act, scene: Scene<'_>) -> Outcome<Answer> {
    let mut tx = begin(kit, act).await?;
    let mut ledger = tx.credits().lock().await?;
    if let Some(job) = ordered_before(&mut *tx, act).await? {
        return Ok(Answer::Ordered(job));
    }
    let papers = papers(&mut *tx, act).await?;
    let redeemed = papers.code.as_ref().is_some_and(|(code, _)| code.redeemed.is_some());
    let answer = act.apply(&mut ledger, papers, scene);
    if answer == Answer::Refused {
        if let (Act::Redeem(code), true) = (act, redeemed) {
            let taken = tx.redemptions().take(*code, scene.now).await?;
            assert!(
                !taken,
                "a code that was redeemed is taken by nobody, whether or not it is looked at first"
            );
        }
        return Ok(answer);
    }
    write_along(&mut *tx, act, scene.now).await?;
    if ledger.is_changed() {
        tx.credits().save(&mut ledger).await?;
    }
    tx.commit().await?;
    Ok(answer)
}

async fn begin(kit: &Kit<'_>, act: &Act) -> Outcome<Box<dyn TenantTx>> {
    match act {
        Act::Order(order) => {
            let begun = kit.store.unit_of_work().begin_once(kit.owner, &order.key()).await?;
            there(begun, "transaction, though no rival is in flight")
        }
        _ => kit.begin().await,
    }
}

/// The job that the same order made before.
async fn ordered_before(tx: &mut dyn TenantTx, act: &Act) -> Outcome<Option<JobId>> {
    let Act::Order(order) = act else { return Ok(None) };
    let Some(done) = tx.requests().find(&order.key()).await? else { return Ok(None) };
    assert_eq!((done.made, &done.key), (MadeKind::Job, &order.key()), "what the key stands for");
    let job = there(tx.jobs().get(JobId::from_uuid(done.made_id)).await?, "job of the order")?;
    Ok(Some(job.id))
}

async fn papers(tx: &mut dyn TenantTx, act: &Act) -> Outcome<Papers> {
    let mut papers = Papers::default();
    match act {
        Act::Settle(job, ..) | Act::CreditBack(job, _) => papers.hold = tx.credits().hold_of(*job).await?,
        Act::Redeem(code) => papers.code = tx.redemptions().find(*code).await?,
        _ => {}
    }
    if let Some(hold) = &papers.hold {
        papers.lots = tx.credits().lots_of(hold).await?;
    }
    Ok(papers)
}

/// What is written beside the ledger.
async fn write_along(tx: &mut dyn TenantTx, act: &Act, now: Timestamp) -> Outcome {
    match act {
        Act::Order(order) => {
            assert!(tx.jobs().add((*order.job).clone(), &[]).await?, "every order has a target of its own");
            let (key, made_id) = (order.key(), order.job.id.as_uuid());
            let done = DoneRequest { key, made: MadeKind::Job, made_id, created_at: now };
            assert!(tx.requests().add(done).await?, "the key is free");
        }
        Act::Settle(job, ..) => {
            let mut job = there(tx.jobs().lock(*job).await?, "job to finish")?;
            if !job.state.is_final() {
                job.finish(JobState::Succeeded, None, now);
                tx.jobs().save(&job).await?;
            }
        }
        Act::Redeem(code) => assert!(tx.redemptions().take(*code, now).await?, "the code is free"),
        _ => {}
    }
    Ok(())
}
