//! The bare aggregate, and books of what was done.

use super::act::{Act, Answer, Papers, Scene};
use crate::contract::Kit;
use chrono::Duration;
use std::collections::BTreeMap;
use xinggen_domain::{
    Credits, JobId,
    ledger::{Account, CreditLedger, CreditTransaction, Hold, HoldState, LedgerChanges},
    provenance::Digest,
    redemption::{RedemptionBatch, RedemptionCode},
    time::Timestamp,
};

/// What a step came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Deed {
    Jump,
    Grant,
    Hold,
    Capture,
    Release,
    Expire,
    Adjust,
    CreditBack,
    Refund,
    Redeem,
    /// An order that was sent again found its job.
    OrderAgain,
    /// A hold that was closed was settled again.
    SettleAgain,
    /// A code that was redeemed was refused.
    RedeemAgain,
}

impl Deed {
    pub(super) const ALL: [Self; 13] = [
        Self::Jump,
        Self::Grant,
        Self::Hold,
        Self::Capture,
        Self::Release,
        Self::Expire,
        Self::Adjust,
        Self::CreditBack,
        Self::Refund,
        Self::Redeem,
        Self::OrderAgain,
        Self::SettleAgain,
        Self::RedeemAgain,
    ];
}

/// How often what happened.
pub(super) type Tally = BTreeMap<Deed, usize>;

/// The aggregate without a store, and what it handed over for writing.
pub(super) struct Model {
    pub(super) ledger: CreditLedger,
    pub(super) holds: BTreeMap<JobId, Hold>,
    pub(super) entries: Vec<CreditTransaction>,
    /// The jobs of the orders that were taken, by their numbers. The number of a refused one is given again.
    pub(super) orders: Vec<JobId>,
    pub(super) codes: BTreeMap<Digest, (RedemptionCode, RedemptionBatch)>,
}

impl Model {
    /// An account with nothing in it, and codes of these batches.
    pub(super) fn new(kit: &Kit<'_>, batches: &[(RedemptionBatch, Vec<Digest>)]) -> Self {
        let zero = Credits::ZERO;
        let account = Account { user_id: kit.owner, credits: zero, held: zero, entries: 0, daily_cap: None };
        let of_batch = |(batch, digests): &(RedemptionBatch, Vec<Digest>)| {
            let (batch, digests) = (batch.clone(), digests.clone());
            digests.into_iter().map(move |digest| {
                (digest, (RedemptionCode { digest, batch_id: batch.id, redeemed: None }, batch.clone()))
            })
        };
        Self {
            ledger: CreditLedger::load(account, vec![]),
            holds: BTreeMap::new(),
            entries: vec![],
            orders: vec![],
            codes: batches.iter().flat_map(of_batch).collect(),
        }
    }

    /// Does an act, unless it was done before: nothing happens twice. How it ends, and what it came to, if anything.
    pub(super) fn perform(&mut self, act: &Act, scene: Scene<'_>) -> (Answer, Option<Deed>) {
        if let Some((answer, deed)) = self.done_before(act) {
            return (answer, Some(deed));
        }
        let papers = self.papers(act);
        let answer = act.apply(&mut self.ledger, papers, scene);
        let changes = self.ledger.take_changes();
        let deed = came_to(act, &changes);
        self.write_down(act, answer, scene.now);
        for hold in changes.new_holds.into_iter().chain(changes.changed_holds) {
            self.holds.insert(hold.job_id, hold);
        }
        self.entries.extend(changes.entries);
        (answer, deed)
    }

    fn done_before(&self, act: &Act) -> Option<(Answer, Deed)> {
        match act {
            Act::Order(order) => {
                let job = self.orders.get(order.number)?;
                Some((Answer::Ordered(*job), Deed::OrderAgain))
            }
            Act::Settle(job, ..) => {
                let hold = self.holds.get(job)?;
                (hold.state == HoldState::Closed).then_some((Answer::Done, Deed::SettleAgain))
            }
            Act::Redeem(digest) => {
                let (code, _) = self.codes.get(digest)?;
                code.redeemed.map(|_| (Answer::Refused, Deed::RedeemAgain))
            }
            _ => None,
        }
    }

    /// The bare aggregate never lets go of a lot, so it needs none to be loaded.
    fn papers(&self, act: &Act) -> Papers {
        match act {
            Act::Settle(job, ..) | Act::CreditBack(job, _) => {
                Papers { hold: self.holds.get(job).cloned(), ..Papers::default() }
            }
            Act::Redeem(digest) => Papers { code: self.codes.get(digest).cloned(), ..Papers::default() },
            _ => Papers::default(),
        }
    }

    fn write_down(&mut self, act: &Act, answer: Answer, now: Timestamp) {
        match (act, answer) {
            (_, Answer::Ordered(job)) => self.orders.push(job),
            (Act::Redeem(digest), Answer::Done) => {
                if let Some((code, _)) = self.codes.get_mut(digest) {
                    code.redeemed = Some((self.ledger.account().user_id, now));
                }
            }
            _ => {}
        }
    }
}

/// What an act came to that changed this; nothing, when it changed nothing.
fn came_to(act: &Act, changes: &LedgerChanges) -> Option<Deed> {
    if changes.is_empty() {
        return None;
    }
    match act {
        Act::Grant(_) => Some(Deed::Grant),
        Act::Order(_) => (!changes.new_holds.is_empty()).then_some(Deed::Hold),
        Act::Settle(..) => {
            let captured = changes.changed_holds.iter().any(|hold| hold.captured.is_positive());
            Some(if captured { Deed::Capture } else { Deed::Release })
        }
        Act::Expire => Some(Deed::Expire),
        Act::Adjust(_) => Some(Deed::Adjust),
        Act::CreditBack(..) => Some(Deed::CreditBack),
        Act::Refund(_) => Some(Deed::Refund),
        Act::Redeem(_) => Some(Deed::Redeem),
    }
}

/// Codes whose credits last for ever, and codes that are over before the run is, with credits that expire in it.
pub(super) fn batches(kit: &Kit<'_>, seed: u64, begin: Timestamp) -> [(RedemptionBatch, Vec<Digest>); 2] {
    let of = |name: &str, credits: i64, lasts_days: Option<u32>, redeem_until: Option<Timestamp>| {
        let codes = (0..8).map(|at| Digest::of(format!("{seed} {name} {at}").as_bytes()));
        let batch = RedemptionBatch {
            id: kit.build.id(),
            name: name.to_owned(),
            credits: Credits::new(credits),
            count: 8,
            lasts_days,
            redeem_until,
            made_by: kit.owner,
            created_at: begin,
            revoked_at: None,
        };
        (batch, codes.collect())
    };
    [of("长期", 11, None, None), of("短期", 17, Some(4), Some(begin + Duration::days(30)))]
}
