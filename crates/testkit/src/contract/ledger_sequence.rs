//! Long runs of random acts, through the store and on a bare aggregate side by side: they must never differ.

use super::{
    Kit, Outcome, StoreHarness,
    ledger::{day, live_lots},
    there,
};
use crate::{SequentialIds, SplitMix};
use chrono::Duration;
use std::collections::BTreeMap;
use xinggen_domain::{
    Credits, JobId, LotId,
    drama::Drama,
    job::{Job, JobState},
    ledger::{
        Account, ChargeRule, CreditBack, CreditLedger, CreditTransaction, Grant, Hold, HoldState, Lot,
        LotSource, RechargeRefund, Settlement,
    },
    ports::IdSource,
    pricing::Price,
    time::Timestamp,
};

/// The aggregate without a store, and what it handed over for writing.
struct Model {
    ledger: CreditLedger,
    holds: BTreeMap<JobId, Hold>,
    entries: Vec<CreditTransaction>,
}

impl Model {
    fn collect(&mut self) {
        let changes = self.ledger.take_changes();
        for hold in changes.new_holds.into_iter().chain(changes.changed_holds) {
            self.holds.insert(hold.job_id, hold);
        }
        self.entries.extend(changes.entries);
    }
}

/// One act on a ledger; the same for store and model.
enum Act {
    Grant(Grant),
    Hold(Box<Job>, i64),
    Settle(JobId, ChargeRule, i64),
    Expire,
    Adjust(Credits),
    CreditBack(JobId, CreditBack),
    Refund(RechargeRefund),
}

fn choose(random: &mut SplitMix, kit: &Kit<'_>, drama: &Drama, model: &Model, now: Timestamp) -> Act {
    let open: Vec<JobId> =
        model.holds.values().filter(|hold| hold.state == HoldState::Open).map(|hold| hold.job_id).collect();
    let closed = model.holds.values().filter(|hold| hold.captured.is_positive());
    let closed: Vec<JobId> = closed.map(|hold| hold.job_id).collect();
    let lots: Vec<LotId> = model.ledger.lots().map(|lot| lot.id).collect();
    match random.below(13) {
        0..=2 => {
            let source = LotSource::ALL[random.below(6) as usize];
            let lasts = random.below(8) as i64;
            Act::Grant(Grant {
                source,
                expires_at: (lasts > 0).then(|| now + Duration::days(lasts)),
                ..kit.build.grant(random.below(60) as i64)
            })
        }
        3..=5 => Act::Hold(Box::new(kit.build.image_job(drama)), random.below(8) as i64),
        6..=7 if !open.is_empty() => {
            let job = open[random.below(open.len() as u64) as usize];
            let rule = ChargeRule::ALL[random.below(2) as usize];
            Act::Settle(job, rule, random.below(9) as i64)
        }
        10..=11 if !closed.is_empty() => {
            let job = closed[random.below(closed.len() as u64) as usize];
            let amount = Credits::new(random.below(12) as i64);
            let description = "退回".to_owned();
            Act::CreditBack(job, CreditBack { amount, description, actor_id: Some(kit.owner) })
        }
        12 if !lots.is_empty() => {
            let lot_id = lots[random.below(lots.len() as u64) as usize];
            let amount = Credits::new(random.below(30) as i64);
            let description = "退款".to_owned();
            Act::Refund(RechargeRefund { lot_id, amount, description, actor_id: Some(kit.owner) })
        }
        8 => Act::Adjust(Credits::new(random.below(40) as i64 - 20)),
        _ => Act::Expire,
    }
}

/// Does the act; tells whether it went through.
fn apply(
    act: &Act,
    ledger: &mut CreditLedger,
    hold: Option<Hold>,
    lots: Vec<Lot>,
    price: &Price,
    now: Timestamp,
    ids: &dyn IdSource,
) -> bool {
    match act {
        Act::Grant(grant) => {
            ledger.grant(grant.clone(), now, ids);
            true
        }
        Act::Hold(job, images) => ledger.hold(job.id, price.quote(*images), now, ids).is_ok(),
        Act::Settle(_, rule, delivered) => {
            let settlement = Settlement {
                price,
                rule: *rule,
                delivered: *delivered,
                kind: xinggen_domain::ledger::TransactionKind::GenerateImage,
                description: "图片".to_owned(),
            };
            hold.is_some_and(|hold| {
                ledger.settle(hold, settlement, now, ids);
                true
            })
        }
        Act::Expire => {
            ledger.expire(now, ids);
            true
        }
        Act::CreditBack(_, back) => {
            hold.is_some_and(|hold| ledger.credit_back(hold, lots, back.clone(), now, ids).is_ok())
        }
        Act::Refund(refund) => ledger.refund(refund.clone(), now, ids).is_ok(),
        Act::Adjust(amount) => ledger.adjust(*amount, "调整".to_owned(), None, now, ids).is_ok(),
    }
}

/// The act through the store, in one transaction with what belongs to it.
async fn through_store(
    kit: &Kit<'_>,
    act: &Act,
    price: &Price,
    now: Timestamp,
    ids: &dyn IdSource,
) -> Outcome<bool> {
    let mut tx = kit.begin().await?;
    let mut ledger = tx.credits().lock().await?;
    let hold = match act {
        Act::Settle(job, ..) | Act::CreditBack(job, _) => tx.credits().hold_of(*job).await?,
        _ => None,
    };
    let lots = match &hold {
        Some(hold) => tx.credits().lots_of(hold).await?,
        None => vec![],
    };
    let done = apply(act, &mut ledger, hold, lots, price, now, ids);
    if !done {
        return Ok(false);
    }
    match act {
        Act::Hold(job, _) => assert!(tx.jobs().add(*job.clone(), &[]).await?),
        Act::Settle(job, ..) => {
            let mut job = there(tx.jobs().lock(*job).await?, "job to finish")?;
            job.finish(JobState::Succeeded, None, now);
            tx.jobs().save(&job).await?;
        }
        _ => {}
    }
    tx.credits().save(&mut ledger).await?;
    tx.commit().await?;
    Ok(true)
}

async fn compare(kit: &Kit<'_>, model: &Model, step: usize) -> Outcome {
    let stored = kit.read().await?.credits().view().await?;
    assert_eq!(stored.account(), model.ledger.account(), "the account after step {step}");
    assert_eq!(live_lots(&stored), live_lots(&model.ledger), "the lots after step {step}");
    Ok(())
}

async fn compare_holds(kit: &Kit<'_>, model: &Model) -> Outcome {
    let mut tx = kit.read().await?;
    for (job, hold) in &model.holds {
        assert_eq!(tx.credits().hold_of(*job).await?.as_ref(), Some(hold));
    }
    Ok(())
}

/// 200 acts with jumps of the clock leave store and bare aggregate alike after every one.
pub async fn a_random_run_agrees_with_the_bare_aggregate(store: &dyn StoreHarness) -> Outcome {
    for seed in [1, 2026] {
        run(store, seed).await?;
    }
    store_is_sound(store).await
}

async fn run(store: &dyn StoreHarness, seed: u64) -> Outcome {
    let kit = Kit::seeded(store, seed).await?;
    let (drama, price) = (kit.drama().await?, kit.image_price(5).await?);
    let mut random = SplitMix::new(seed);
    // Two sources in step, so that what both sides make is equal to the last id.
    let [mine, theirs] = [(); 2].map(|()| SequentialIds::starting_at((seed << 24) + (1 << 20)));
    let account = Account {
        user_id: kit.owner,
        credits: Credits::ZERO,
        held: Credits::ZERO,
        entries: 0,
        daily_cap: None,
    };
    let mut model =
        Model { ledger: CreditLedger::load(account, vec![]), holds: BTreeMap::new(), entries: vec![] };
    let mut now = day(0);
    for step in 0..200 {
        if random.below(3) == 0 {
            now += Duration::hours(random.below(40) as i64);
        }
        let act = choose(&mut random, &kit, &drama, &model, now);
        let hold = match &act {
            Act::Settle(job, ..) | Act::CreditBack(job, _) => model.holds.get(job).cloned(),
            _ => None,
        };
        // The bare aggregate never lets go of a lot, so it needs none to be loaded.
        let expected = apply(&act, &mut model.ledger, hold, vec![], &price, now, &mine);
        model.collect();
        let done = through_store(&kit, &act, &price, now, &theirs).await?;
        assert_eq!(done, expected, "whether step {step} of run {seed} goes through");
        compare(&kit, &model, step).await?;
        if step % 25 == 0 {
            compare_holds(&kit, &model).await?;
        }
    }
    compare_holds(&kit, &model).await?;
    let statement = kit.read().await?.credits().statement(0, 1000).await?;
    assert_eq!(statement, model.entries, "the whole statement of run {seed}");
    Ok(())
}

async fn store_is_sound(store: &dyn StoreHarness) -> Outcome {
    assert_eq!(store.audit().check().await?, [], "the ledger keeps every invariant");
    Ok(())
}
