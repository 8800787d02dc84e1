use super::{CreditTransaction, Hold, Lot};
use crate::{Credits, UserId};

/// The credit columns of a user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Account {
    /// The user.
    pub user_id: UserId,
    /// The posted balance: the sum of the statement.
    pub credits: Credits,
    /// The sum of open holds; never above `credits`.
    pub held: Credits,
    /// How many entries the statement has.
    pub entries: i64,
    /// How much may be spent in a day; none for as much as there is. The aggregate does not look at it.
    pub daily_cap: Option<Credits>,
}

/// What an aggregate changed, to be written in one batch and once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LedgerChanges {
    /// Lots to insert.
    pub new_lots: Vec<Lot>,
    /// Lots to update.
    pub changed_lots: Vec<Lot>,
    /// Holds to insert, with their parts.
    pub new_holds: Vec<Hold>,
    /// Holds to update, with what was captured and credited back of each part: closed ones.
    pub changed_holds: Vec<Hold>,
    /// Entries to append.
    pub entries: Vec<CreditTransaction>,
}

impl LedgerChanges {
    /// Whether there is nothing to write.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
