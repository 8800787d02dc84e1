//! Spending caps: how they stand, setting them, and holding to them.

use crate::{Actor, CreditBooks, Invalid};
use xinggen_domain::{
    Credits, DramaId,
    error::StoreError,
    ledger::CreditLedger,
    limits::Problem,
    ports::TenantTx,
    spending::{CapReached, MOST_CAP, Spending, SpendingBy, SpendingCap, SpendingFilter},
    time::Timestamp,
};

/// How a user stands with the daily cap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DailyCap {
    /// The cap; none for none.
    pub limit: Option<Credits>,
    /// What counts today.
    pub today: Spending,
    /// When the next day begins.
    pub resets_at: Timestamp,
}

/// Why no cap was set; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum SetCapError {
    /// It is below nothing or beyond bounds.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl CreditBooks {
    /// How the actor stands with the daily cap.
    ///
    /// # Errors
    /// The database failed.
    pub async fn daily_cap(&self, actor: Actor) -> Result<DailyCap, StoreError> {
        let mut tx = self.ports.store.begin_read(actor.user_id).await?;
        let limit = tx.credits().view().await?.account().daily_cap;
        self.standing_of(&mut *tx, limit).await
    }

    /// Sets the cap on what the actor spends in a day, or takes it away. What is held already stays held.
    ///
    /// # Errors
    /// See [`SetCapError`].
    pub async fn set_daily_cap(&self, actor: Actor, limit: Option<Credits>) -> Result<DailyCap, SetCapError> {
        check_cap("daily", limit)?;
        let mut tx = self.ports.store.begin(actor.user_id).await?;
        tx.credits().lock().await?;
        tx.spending().set_daily_cap(limit).await?;
        let standing = self.standing_of(&mut *tx, limit).await?;
        tx.commit().await?;
        Ok(standing)
    }

    async fn standing_of(
        &self,
        tx: &mut dyn TenantTx,
        limit: Option<Credits>,
    ) -> Result<DailyCap, StoreError> {
        let now = self.ports.clock.now();
        let today = SpendingCap::of_day(limit.unwrap_or_default(), now);
        let resets_at = today.resets_at().unwrap_or(now);
        Ok(DailyCap { limit, today: spending(tx, today.counts).await?, resets_at })
    }
}

/// Refuses a cap that nobody can mean.
pub(crate) fn check_cap(field: &'static str, cap: Option<Credits>) -> Result<(), Invalid> {
    let within = cap.is_none_or(|cap| (0..=i64::from(MOST_CAP)).contains(&cap.get()));
    if within { Ok(()) } else { Err(Invalid::new(field, Problem::Range { least: 0, most: MOST_CAP })) }
}

/// Which cap does not allow so much more, under the account's lock; none when all do. Where there is no cap, nothing is
/// asked of the database.
pub(crate) async fn cap_reached(
    tx: &mut dyn TenantTx,
    ledger: &CreditLedger,
    (drama, cap): (DramaId, Option<Credits>),
    needed: Credits,
    now: Timestamp,
) -> Result<Option<CapReached>, StoreError> {
    let of_drama = cap.map(|limit| SpendingCap::of_drama(limit, drama));
    let of_day = ledger.account().daily_cap.map(|limit| SpendingCap::of_day(limit, now));
    for cap in of_drama.into_iter().chain(of_day) {
        let counted = spending(tx, cap.counts).await?;
        if let Err(reached) = cap.allow(needed, counted) {
            return Ok(Some(reached));
        }
    }
    Ok(None)
}

async fn spending(tx: &mut dyn TenantTx, filter: SpendingFilter) -> Result<Spending, StoreError> {
    let totals = tx.spending().totals(SpendingBy::Operation, filter).await?;
    Ok(totals.into_iter().fold(Spending::default(), |sum, total| sum.plus(total.spending)))
}
