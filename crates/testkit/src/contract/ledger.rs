//! [`CreditAccounts`](xinggen_domain::ports::CreditAccounts) and [`LotExpiry`](xinggen_domain::ports::LotExpiry).
//! Every case ends with the audit.

use super::{Kit, Outcome, StoreHarness, conflict, there};
use crate::start;
use chrono::Duration;
use xinggen_domain::{
    Credits, JobId,
    drama::Drama,
    job::{Job, JobState},
    ledger::{
        ChargeRule, CreditLedger, Description, Grant, Hold, HoldState, Lot, LotSource, Settlement,
        TransactionKind,
    },
    pricing::Price,
    time::Timestamp,
};

pub(super) fn day(days: i64) -> Timestamp {
    start() + Duration::days(days)
}

/// What is to be spent of an account, lot by lot in spending order.
pub(super) fn live_lots(ledger: &CreditLedger) -> Vec<Lot> {
    let live = ledger.lots().filter(|lot| lot.remaining.is_positive() || lot.held.is_positive());
    live.cloned().collect()
}

/// Grants an amount that goes after this many days.
async fn grant_until(kit: &Kit<'_>, amount: i64, source: LotSource, days: Option<i64>) -> Outcome {
    let grant = Grant { source, expires_at: days.map(day), ..kit.build.grant(amount) };
    kit.on_ledger(|ledger| ledger.grant(grant, start(), kit.build.ids())).await
}

/// Holds what a new job for this many images costs, and adds the job, in one transaction.
async fn hold(kit: &Kit<'_>, drama: &Drama, price: &Price, images: i64, now: Timestamp) -> Outcome<Job> {
    let job = kit.build.image_job(drama);
    hold_for(kit, &job, price, images, now).await?;
    Ok(job)
}

/// Holds what a job for this many images costs, and adds it, in one transaction.
pub(super) async fn hold_for(
    kit: &Kit<'_>,
    job: &Job,
    price: &Price,
    images: i64,
    now: Timestamp,
) -> Outcome {
    let mut tx = kit.begin().await?;
    let mut ledger = tx.credits().lock().await?;
    ledger.hold(job.id, price.quote(images), now, kit.build.ids())?;
    assert!(tx.jobs().add(job.clone(), &[]).await?);
    tx.credits().save(&mut ledger).await?;
    Ok(tx.commit().await?)
}

/// Ends a job and settles its hold by what was delivered, in one transaction. Returns the charge.
pub(super) async fn settle(
    kit: &Kit<'_>,
    job: &Job,
    price: &Price,
    delivered: i64,
    now: Timestamp,
) -> Outcome<Credits> {
    let mut tx = kit.begin().await?;
    let mut ledger = tx.credits().lock().await?;
    let hold = there(tx.credits().hold_of(job.id).await?, "hold of the job")?;
    let settlement = Settlement {
        price,
        rule: if delivered > 0 { ChargeRule::Delivered } else { ChargeRule::Nothing },
        delivered,
        kind: job.operation.transaction_kind(),
        description: Description::Plain,
    };
    let charge = ledger.settle(hold, settlement, now, kit.build.ids());
    let mut done = there(tx.jobs().lock(job.id).await?, "job to finish")?;
    done.finish(JobState::Succeeded, None, now);
    tx.jobs().save(&done).await?;
    tx.credits().save(&mut ledger).await?;
    tx.commit().await?;
    Ok(charge)
}

async fn view(kit: &Kit<'_>) -> Outcome<CreditLedger> {
    Ok(kit.read().await?.credits().view().await?)
}

async fn hold_of(kit: &Kit<'_>, job: JobId) -> Outcome<Hold> {
    there(kit.read().await?.credits().hold_of(job).await?, "hold of the job")
}

/// Checks the balance and what holds reserve of it.
async fn check_account(kit: &Kit<'_>, credits: i64, held: i64) -> Outcome {
    let ledger = view(kit).await?;
    let account = ledger.account();
    assert_eq!((account.credits.get(), account.held.get()), (credits, held), "balance and holds");
    kit.audit().await
}

/// A grant is a lot and an entry; every field of both survives, however large.
pub async fn a_grant_comes_back(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let large = i64::MAX / 4;
    let grant = Grant {
        source: LotSource::Compensation,
        kind: TransactionKind::Compensation,
        amount: Credits::new(large),
        expires_at: Some(day(30)),
        description: Description::Act(kit.build.id()),
        actor_id: Some(kit.owner),
    };
    let mut tx = kit.begin().await?;
    let mut ledger = tx.credits().lock().await?;
    ledger.grant(grant, start(), kit.build.ids());
    ledger.grant(kit.build.grant(7), start(), kit.build.ids());
    let expected = (*ledger.account(), live_lots(&ledger));
    let entries = ledger.clone().take_changes().entries;
    tx.credits().save(&mut ledger).await?;
    assert!(ledger.take_changes().is_empty(), "a save leaves the aggregate unchanged");
    tx.commit().await?;

    let stored = view(&kit).await?;
    assert_eq!((*stored.account(), live_lots(&stored)), expected);
    let mut tx = kit.begin().await?;
    let locked = tx.credits().lock().await?;
    assert_eq!((*locked.account(), live_lots(&locked)), expected, "locked it is the same");
    assert_eq!(tx.credits().statement(0, 10).await?, entries);
    drop(tx);
    check_account(&kit, large + 7, 0).await
}

/// A hold comes back with its parts in the order of spending, over lots of every kind.
pub async fn a_hold_comes_back_with_its_parts(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let (drama, price) = (kit.drama().await?, kit.image_price(5).await?);
    grant_until(&kit, 20, LotSource::Recharge, None).await?;
    grant_until(&kit, 8, LotSource::SignupBonus, None).await?;
    grant_until(&kit, 4, LotSource::MembershipGrant, Some(9)).await?;
    grant_until(&kit, 2, LotSource::Redeem, Some(3)).await?;
    let job = hold(&kit, &drama, &price, 4, start()).await?;
    let hold = hold_of(&kit, job.id).await?;
    let amounts: Vec<i64> = hold.parts.iter().map(|part| part.amount.get()).collect();
    assert_eq!(amounts, [2, 4, 8, 6], "what expires first, granted before purchased");
    assert_eq!((hold.job_id, hold.price_id, hold.quantity), (job.id, price.id, 4));
    assert_eq!((hold.amount.get(), hold.captured.get(), hold.state), (20, 0, HoldState::Open));
    assert_eq!((hold.delivered, hold.rule, hold.closed_at), (None, None, None));
    assert_eq!(hold.created_at, start());
    assert_eq!(kit.read().await?.credits().hold_of(kit.build.id()).await?, None, "no such job");
    check_account(&kit, 34, 20).await
}

/// A settlement closes the hold, charges what was delivered and gives the rest back to its lots.
pub async fn a_settlement_comes_back(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let (drama, price) = (kit.drama().await?, kit.image_price(5).await?);
    grant_until(&kit, 7, LotSource::SignupBonus, Some(9)).await?;
    grant_until(&kit, 20, LotSource::Recharge, None).await?;
    let job = hold(&kit, &drama, &price, 4, start()).await?;
    assert_eq!(settle(&kit, &job, &price, 2, day(1)).await?, Credits::new(10));
    let hold = hold_of(&kit, job.id).await?;
    let captured: Vec<i64> = hold.parts.iter().map(|part| part.captured.get()).collect();
    assert_eq!(captured, [7, 3]);
    assert_eq!((hold.captured.get(), hold.state), (10, HoldState::Closed));
    assert_eq!((hold.delivered, hold.rule), (Some(2), Some(ChargeRule::Delivered)));
    assert_eq!(hold.closed_at, Some(day(1)));
    let remaining: Vec<i64> = live_lots(&view(&kit).await?).iter().map(|lot| lot.remaining.get()).collect();
    assert_eq!(remaining, [17], "the first lot is used up");
    let entries = kit.read().await?.credits().statement(2, 10).await?;
    assert_eq!(entries.len(), 1, "one entry for the charge");
    let entry = &entries[0];
    assert_eq!((entry.kind, entry.job_id), (TransactionKind::GenerateImage, Some(job.id)));
    assert_eq!((entry.amount.get(), entry.balance_after.get()), (-10, 17));
    assert_eq!((entry.description, entry.created_at), (Description::Plain, day(1)));
    check_account(&kit, 17, 0).await
}

/// A job that delivered nothing costs nothing and makes no entry.
pub async fn a_hold_can_be_given_back_whole(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let (drama, price) = (kit.drama().await?, kit.image_price(5).await?);
    grant_until(&kit, 20, LotSource::Recharge, None).await?;
    let job = hold(&kit, &drama, &price, 4, start()).await?;
    check_account(&kit, 20, 20).await?;
    assert_eq!(settle(&kit, &job, &price, 0, day(1)).await?, Credits::ZERO);
    assert_eq!(hold_of(&kit, job.id).await?.rule, Some(ChargeRule::Nothing));
    assert_eq!(kit.read().await?.credits().statement(1, 10).await?, [], "no entry for nothing");
    check_account(&kit, 20, 0).await
}

/// What returns to a lot that expired meanwhile opens a lot RETURNED that knows its parent.
pub async fn what_returns_too_late_opens_a_lot(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let (drama, price) = (kit.drama().await?, kit.image_price(5).await?);
    grant_until(&kit, 12, LotSource::SignupBonus, Some(2)).await?;
    let parent = live_lots(&view(&kit).await?)[0].id;
    let job = hold(&kit, &drama, &price, 2, start()).await?;
    settle(&kit, &job, &price, 1, day(3)).await?;
    let lots = live_lots(&view(&kit).await?);
    assert_eq!(lots.len(), 1, "the old lot has nothing left");
    assert_eq!((lots[0].source, lots[0].parent), (LotSource::Returned, Some(parent)));
    assert_eq!((lots[0].granted.get(), lots[0].expires_at), (5, Some(day(10))));
    check_account(&kit, 5, 0).await
}

/// Expiry is written: what is due goes, what holds protect stays.
pub async fn expiry_takes_what_is_due(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let (drama, price) = (kit.drama().await?, kit.image_price(5).await?);
    grant_until(&kit, 12, LotSource::SignupBonus, Some(2)).await?;
    grant_until(&kit, 30, LotSource::Recharge, None).await?;
    let job = hold(&kit, &drama, &price, 1, start()).await?;
    kit.on_ledger(|ledger| ledger.expire(day(2), kit.build.ids())).await?;
    check_account(&kit, 35, 5).await?;
    let entries = kit.read().await?.credits().statement(2, 10).await?;
    assert_eq!(entries.len(), 1);
    assert_eq!((entries[0].kind, entries[0].amount.get()), (TransactionKind::Expire, -7));
    kit.on_ledger(|ledger| ledger.expire(day(2), kit.build.ids())).await?;
    check_account(&kit, 35, 5).await?;
    settle(&kit, &job, &price, 1, day(2)).await?;
    check_account(&kit, 30, 0).await
}

/// Setting right by hand is written, up and down, with the one behind it.
pub async fn an_adjustment_comes_back(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    for (amount, expected) in [(50, 50), (-20, 30), (5, 35)] {
        let done = kit
            .on_ledger(|ledger| {
                let actor = Some(kit.owner);
                ledger.adjust(Credits::new(amount), Description::Plain, actor, start(), kit.build.ids())
            })
            .await?;
        done?;
        check_account(&kit, expected, 0).await?;
    }
    let entries = kit.read().await?.credits().statement(0, 10).await?;
    let amounts: Vec<i64> = entries.iter().map(|entry| entry.amount.get()).collect();
    assert_eq!(amounts, [50, -20, 5]);
    assert!(entries.iter().all(|entry| entry.actor_id == Some(kit.owner)));
    assert!(entries.iter().all(|entry| entry.kind == TransactionKind::Adjust && entry.job_id.is_none()));
    Ok(())
}

/// The statement is numbered without gaps and read in pages.
pub async fn the_statement_is_read_in_pages(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    for amount in 1..=7 {
        grant_until(&kit, amount, LotSource::Recharge, None).await?;
    }
    let mut tx = kit.read().await?;
    let mut seen = Vec::new();
    for expected in [3, 3, 1, 0] {
        let after = seen.len() as i64;
        let page = tx.credits().statement(after, 3).await?;
        assert_eq!(page.len(), expected, "the length of the page behind {after}");
        seen.extend(page);
    }
    let numbers: Vec<i64> = seen.iter().map(|entry| entry.number).collect();
    assert_eq!(numbers, [1, 2, 3, 4, 5, 6, 7]);
    let balances: Vec<i64> = seen.iter().map(|entry| entry.balance_after.get()).collect();
    assert_eq!(balances, [1, 3, 6, 10, 15, 21, 28], "each entry has the balance after it");
    drop(tx);
    check_account(&kit, 28, 0).await
}

/// A hold and its job are there together, or neither is.
pub async fn a_hold_and_its_job_roll_back_together(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let (drama, price) = (kit.drama().await?, kit.image_price(5).await?);
    grant_until(&kit, 20, LotSource::Recharge, None).await?;
    let job = kit.build.image_job(&drama);
    let mut tx = kit.begin().await?;
    let mut ledger = tx.credits().lock().await?;
    ledger.hold(job.id, price.quote(2), start(), kit.build.ids())?;
    assert!(tx.jobs().add(job.clone(), &[]).await?);
    tx.credits().save(&mut ledger).await?;
    assert!(tx.credits().hold_of(job.id).await?.is_some(), "the transaction sees its hold");
    drop(tx);
    let mut tx = kit.read().await?;
    assert_eq!(tx.credits().hold_of(job.id).await?, None);
    assert_eq!(tx.jobs().get(job.id).await?, None);
    drop(tx);
    check_account(&kit, 20, 0).await
}

/// A job has at most one hold.
pub async fn a_second_hold_of_a_job_is_refused(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let (drama, price) = (kit.drama().await?, kit.image_price(5).await?);
    grant_until(&kit, 20, LotSource::Recharge, None).await?;
    let job = hold(&kit, &drama, &price, 1, start()).await?;
    let mut tx = kit.begin().await?;
    let mut ledger = tx.credits().lock().await?;
    ledger.hold(job.id, price.quote(1), start(), kit.build.ids())?;
    conflict(tx.credits().save(&mut ledger).await, "a second hold of a job")?;
    kit.check_poisoned(tx).await?;
    check_account(&kit, 20, 5).await
}

/// A hold for a job that is not there is refused.
pub async fn a_hold_needs_its_job(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let price = kit.image_price(5).await?;
    grant_until(&kit, 20, LotSource::Recharge, None).await?;
    let mut tx = kit.begin().await?;
    let mut ledger = tx.credits().lock().await?;
    ledger.hold(kit.build.id(), price.quote(1), start(), kit.build.ids())?;
    let saved = tx.credits().save(&mut ledger).await;
    let written = match saved {
        Ok(()) => tx.commit().await,
        refused => refused,
    };
    assert!(written.is_err(), "at the save or at the commit");
    check_account(&kit, 20, 0).await
}

/// A hold can be written before its job, as long as both are there at the commit.
pub async fn a_hold_can_be_written_before_its_job(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let (drama, price) = (kit.drama().await?, kit.image_price(5).await?);
    grant_until(&kit, 20, LotSource::Recharge, None).await?;
    let job = kit.build.image_job(&drama);
    let mut tx = kit.begin().await?;
    let mut ledger = tx.credits().lock().await?;
    ledger.hold(job.id, price.quote(1), start(), kit.build.ids())?;
    tx.credits().save(&mut ledger).await?;
    assert!(tx.jobs().add(job, &[]).await?);
    tx.commit().await?;
    check_account(&kit, 20, 5).await
}

/// Users with a lot that is due and has something left are listed; nobody else is.
pub async fn owners_of_due_lots_are_listed(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let price = kit.image_price(5).await?;
    grant_until(&kit, 5, LotSource::SignupBonus, Some(2)).await?;
    grant_until(&kit, 5, LotSource::Redeem, Some(1)).await?;
    let later = kit.neighbour().await?;
    grant_until(&later, 5, LotSource::SignupBonus, Some(4)).await?;
    grant_until(&later, 5, LotSource::Recharge, None).await?;
    let held = kit.neighbour().await?;
    grant_until(&held, 5, LotSource::SignupBonus, Some(2)).await?;
    hold(&held, &held.drama().await?, &price, 1, start()).await?;
    let expiry = store.expiry();
    assert_eq!(expiry.owners(day(1) - Duration::microseconds(1), None, 9).await?, []);
    assert_eq!(expiry.owners(day(2), None, 9).await?, [kit.owner], "once, however many lots are due");
    let mut due = [kit.owner, later.owner];
    due.sort();
    assert_eq!(expiry.owners(day(4), None, 9).await?, due, "what a hold reserves is not due");
    assert_eq!(expiry.owners(day(4), None, 1).await?, due[..1], "at most as many as asked for");
    assert_eq!(expiry.owners(day(4), Some(due[0]), 9).await?, due[1..], "behind the one that was seen");
    kit.on_ledger(|ledger| ledger.expire(day(2), kit.build.ids())).await?;
    assert_eq!(expiry.owners(day(4), None, 9).await?, [later.owner], "swept users are not listed again");
    kit.audit().await
}
