use crate::{Credits, HoldId, JobId, LotId, PriceId, code::coded, time::Timestamp};

coded! {
    /// Whether a hold still reserves anything.
    pub enum HoldState {
        /// It reserves its amount.
        Open = "open",
        /// It was settled.
        Closed = "closed",
    }
}

coded! {
    /// By which rule a hold was settled.
    pub enum ChargeRule {
        /// Price × what was delivered, at most the hold.
        Delivered = "delivered",
        /// Nothing: it failed, was refused, timed out or was cancelled before the submit.
        Nothing = "nothing",
    }
}

/// What a hold reserves of one lot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoldPart {
    /// The lot.
    pub lot_id: LotId,
    /// How much of it.
    pub amount: Credits,
    /// How much of that was spent.
    pub captured: Credits,
    /// How much of what was spent came back later.
    pub credited_back: Credits,
}

/// An amount reserved for one job, and how it was quoted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// Its id.
    pub id: HoldId,
    /// The job; unique.
    pub job_id: JobId,
    /// What is reserved; positive.
    pub amount: Credits,
    /// What was spent of it.
    pub captured: Credits,
    /// What of that came back later.
    pub credited_back: Credits,
    /// Open or closed.
    pub state: HoldState,
    /// The price row it was quoted from.
    pub price_id: PriceId,
    /// The quantity it was quoted for.
    pub quantity: i64,
    /// The quantity that was delivered, once settled.
    pub delivered: Option<i64>,
    /// By which rule it was settled.
    pub rule: Option<ChargeRule>,
    /// What it reserves of which lot, in the order of spending.
    pub parts: Vec<HoldPart>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was settled.
    pub closed_at: Option<Timestamp>,
}
