use crate::{
    Credits, JobId,
    error::StoreError,
    ledger::{CreditLedger, CreditTransaction, Hold, Lot, StatementNames, TransactionKind},
    spending::StatementFilter,
};
use async_trait::async_trait;

type Result<T> = std::result::Result<T, StoreError>;

/// The tenant's credits.
#[async_trait]
pub trait CreditAccounts: Send {
    /// Locks the account until the end of the transaction and loads it with every lot that has something
    /// remaining or held. The first lock that a transaction takes.
    async fn lock(&mut self) -> Result<CreditLedger>;

    /// Writes what the aggregate changed, and leaves it unchanged.
    async fn save(&mut self, ledger: &mut CreditLedger) -> Result<()>;

    /// The account and its lots, to look at only.
    async fn view(&mut self) -> Result<CreditLedger>;

    /// The hold of a job, with its parts.
    async fn hold_of(&mut self, job: JobId) -> Result<Option<Hold>>;

    /// Every open hold, oldest first.
    async fn open_holds(&mut self) -> Result<Vec<Hold>>;

    /// The lots that a hold took from, used up or not.
    async fn lots_of(&mut self, hold: &Hold) -> Result<Vec<Lot>>;

    /// Entries of the statement with numbers above `after`, in order, at most `limit`.
    async fn statement(&mut self, after: i64, limit: u32) -> Result<Vec<CreditTransaction>>;

    /// Entries of the statement that match, with numbers below `before` (none: from the last), newest first, at most
    /// `limit`.
    async fn recent(
        &mut self,
        filter: StatementFilter,
        before: Option<i64>,
        limit: u32,
    ) -> Result<Vec<CreditTransaction>>;

    /// The names, as they are now, of what these entries speak of.
    async fn names(&mut self, entries: &[CreditTransaction]) -> Result<StatementNames>;

    /// The sum of all entries of these kinds.
    async fn sum_of(&mut self, kinds: &[TransactionKind]) -> Result<Credits>;
}
