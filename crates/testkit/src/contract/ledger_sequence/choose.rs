//! What comes next in a run.

use super::{
    act::{Act, Order},
    model::Model,
};
use crate::{SplitMix, contract::Kit};
use chrono::Duration;
use xinggen_domain::{
    Credits, JobId, LotId,
    drama::Drama,
    ledger::{ChargeRule, CreditBack, Description, Grant, Hold, HoldState, LotSource, RechargeRefund},
    provenance::Digest,
    time::Timestamp,
};

/// One of these; none when there are none.
fn one_of<T: Copy>(random: &mut SplitMix, all: &[T]) -> Option<T> {
    let count = u64::try_from(all.len()).unwrap_or_default();
    if count == 0 { None } else { all.get(usize::try_from(random.below(count)).ok()?).copied() }
}

/// A whole number below an end.
fn number(random: &mut SplitMix, end: u64) -> i64 {
    i64::try_from(random.below(end)).unwrap_or_default()
}

/// The next act: something new, or something that was done before. Where there is nothing to do it to, lots expire.
pub(super) fn choose(
    random: &mut SplitMix,
    kit: &Kit<'_>,
    drama: &Drama,
    model: &Model,
    now: Timestamp,
) -> Act {
    let jobs = |wanted: &dyn Fn(&Hold) -> bool| -> Vec<JobId> {
        model.holds.values().filter(|hold| wanted(hold)).map(|hold| hold.job_id).collect()
    };
    let act = match random.below(18) {
        0..=2 => Some(Act::Grant(grant(random, kit, now))),
        3..=5 => Some(order(random, kit, drama, model.orders.len())),
        6..=7 => settle(random, &jobs(&|hold| hold.state == HoldState::Open)),
        8 => Some(Act::Adjust(Credits::new(number(random, 40) - 20))),
        9..=10 => credit_back(random, kit, &jobs(&|hold| hold.captured.is_positive())),
        11 => refund(random, kit, model, now),
        12..=13 => {
            let codes: Vec<Digest> = model.codes.keys().copied().collect();
            one_of(random, &codes).map(Act::Redeem)
        }
        14 => settle(random, &jobs(&|hold| hold.state == HoldState::Closed)),
        15 => {
            let done: Vec<usize> = (0..model.orders.len()).collect();
            one_of(random, &done).map(|number| order(random, kit, drama, number))
        }
        _ => None,
    };
    act.unwrap_or(Act::Expire)
}

fn grant(random: &mut SplitMix, kit: &Kit<'_>, now: Timestamp) -> Grant {
    // Returned credits are never granted: they come back to a lot that is gone.
    let granted: Vec<LotSource> =
        LotSource::ALL.iter().copied().filter(|source| *source != LotSource::Returned).collect();
    let source = one_of(random, &granted).unwrap_or(LotSource::Recharge);
    let lasts = number(random, 8);
    Grant {
        source,
        expires_at: (lasts > 0).then(|| now + Duration::days(lasts)),
        ..kit.build.grant(number(random, 60))
    }
}

fn order(random: &mut SplitMix, kit: &Kit<'_>, drama: &Drama, which: usize) -> Act {
    let job = Box::new(kit.build.image_job(drama));
    Act::Order(Order { number: which, job, images: number(random, 8) })
}

fn settle(random: &mut SplitMix, jobs: &[JobId]) -> Option<Act> {
    let job = one_of(random, jobs)?;
    let rule = one_of(random, ChargeRule::ALL)?;
    Some(Act::Settle(job, rule, number(random, 9)))
}

fn credit_back(random: &mut SplitMix, kit: &Kit<'_>, jobs: &[JobId]) -> Option<Act> {
    let job = one_of(random, jobs)?;
    let (amount, description) = (Credits::new(number(random, 12)), Description::Plain);
    Some(Act::CreditBack(job, CreditBack { amount, description, actor_id: Some(kit.owner) }))
}

/// Of a lot that has something to refund, if there is one: of all lots, next to none would do.
fn refund(random: &mut SplitMix, kit: &Kit<'_>, model: &Model, now: Timestamp) -> Option<Act> {
    let bought = model.ledger.lots().filter(|lot| lot.refundable(now).is_positive());
    let bought: Vec<LotId> = bought.map(|lot| lot.id).collect();
    let all: Vec<LotId> = model.ledger.lots().map(|lot| lot.id).collect();
    let lot_id = one_of(random, &bought).or_else(|| one_of(random, &all))?;
    let (amount, description) = (Credits::new(number(random, 30)), Description::Plain);
    Some(Act::Refund(RechargeRefund { lot_id, amount, description, actor_id: Some(kit.owner) }))
}
