//! What can be done to a ledger; the same for store and model.

use xinggen_domain::{
    Credits, JobId,
    idempotency::IdempotencyKey,
    job::Job,
    ledger::{
        ChargeRule, CreditBack, CreditLedger, Description, Grant, Hold, Lot, LotSource, RechargeRefund,
        Settlement, TransactionKind,
    },
    ports::IdSource,
    pricing::Price,
    provenance::Digest,
    redemption::{RedemptionBatch, RedemptionCode},
    time::Timestamp,
};

/// One act. Whether it was done before is known only to who does it.
pub(super) enum Act {
    Grant(Grant),
    Order(Order),
    Settle(JobId, ChargeRule, i64),
    Expire,
    Adjust(Credits),
    CreditBack(JobId, CreditBack),
    Refund(RechargeRefund),
    Redeem(Digest),
}

/// A request for a job that costs something.
pub(super) struct Order {
    /// Which request of the run it is; one with the number of an earlier one is that one, sent again.
    pub(super) number: usize,
    pub(super) job: Box<Job>,
    pub(super) images: i64,
}

impl Order {
    pub(super) fn key(&self) -> IdempotencyKey {
        let key = format!("order-{}", self.number);
        IdempotencyKey { operation: "generate".to_owned(), request: Digest::of(key.as_bytes()), key }
    }
}

/// How an act ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    Refused,
    Done,
    /// There is a job for the order.
    Ordered(JobId),
}

impl Answer {
    fn of<T, E>(result: Result<T, E>) -> Self {
        if result.is_ok() { Self::Done } else { Self::Refused }
    }
}

/// What an act needs beside the ledger.
#[derive(Default)]
pub(super) struct Papers {
    pub(super) hold: Option<Hold>,
    pub(super) lots: Vec<Lot>,
    pub(super) code: Option<(RedemptionCode, RedemptionBatch)>,
}

/// When an act is done, at which price, and where its ids come from.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    pub(super) price: &'a Price,
    pub(super) now: Timestamp,
    pub(super) ids: &'a dyn IdSource,
}

impl Act {
    /// Does it to a ledger.
    pub(super) fn apply(&self, ledger: &mut CreditLedger, papers: Papers, scene: Scene<'_>) -> Answer {
        let Scene { price, now, ids } = scene;
        match self {
            Self::Grant(grant) => {
                ledger.grant(grant.clone(), now, ids);
                Answer::Done
            }
            Self::Order(Order { job, images, .. }) => {
                let held = ledger.hold(job.id, price.quote(*images), now, ids);
                held.map_or(Answer::Refused, |_| Answer::Ordered(job.id))
            }
            Self::Settle(_, rule, delivered) => {
                let Some(hold) = papers.hold else { return Answer::Refused };
                ledger.settle(hold, settlement(price, *rule, *delivered), now, ids);
                Answer::Done
            }
            Self::Expire => {
                ledger.expire(now, ids);
                Answer::Done
            }
            Self::CreditBack(_, back) => {
                let Some(hold) = papers.hold else { return Answer::Refused };
                Answer::of(ledger.credit_back(hold, papers.lots, back.clone(), now, ids))
            }
            Self::Refund(refund) => Answer::of(ledger.refund(refund.clone(), now, ids)),
            Self::Adjust(amount) => Answer::of(ledger.adjust(*amount, Description::Plain, None, now, ids)),
            Self::Redeem(_) => redeem(ledger, papers.code, now, ids),
        }
    }
}

fn settlement(price: &Price, rule: ChargeRule, delivered: i64) -> Settlement<'_> {
    let (kind, description) = (TransactionKind::GenerateImage, Description::Plain);
    Settlement { price, rule, delivered, kind, description }
}

fn redeem(
    ledger: &mut CreditLedger,
    code: Option<(RedemptionCode, RedemptionBatch)>,
    now: Timestamp,
    ids: &dyn IdSource,
) -> Answer {
    let Some((code, batch)) = code else { return Answer::Refused };
    let Ok(expires_at) = batch.redeem(&code, now) else { return Answer::Refused };
    let grant = Grant {
        source: LotSource::Redeem,
        kind: TransactionKind::Redeem,
        amount: batch.credits,
        expires_at,
        description: Description::Redeemed(batch.id),
        actor_id: None,
    };
    ledger.grant(grant, now, ids);
    Answer::Done
}
