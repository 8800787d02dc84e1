use super::{
    Account, ChargeRule, CreditTransaction, Description, Hold, LedgerChanges, Lot, LotSource,
    TransactionKind, lot::Change,
};
use crate::{
    Credits, IdSource, JobId, UserId,
    pricing::{Measure, Price},
    time::Timestamp,
};

/// Less is available than was asked for; nothing was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{needed} credits are needed, {available} are available")]
pub struct InsufficientCredits {
    /// How much was asked for.
    pub needed: Credits,
    /// How much there is.
    pub available: Credits,
}

/// A grant of credits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// Where it comes from.
    pub source: LotSource,
    /// The kind of its entry.
    pub kind: TransactionKind,
    /// How much; positive.
    pub amount: Credits,
    /// When what is left of it goes.
    pub expires_at: Option<Timestamp>,
    /// What the entry says.
    pub description: Description,
    /// The admin or operator behind it.
    pub actor_id: Option<UserId>,
}

/// How a hold ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settlement<'a> {
    /// The price row of the hold.
    pub price: &'a Price,
    /// By which rule.
    pub rule: ChargeRule,
    /// What was delivered, in the price unit's own counting.
    pub delivered: i64,
    /// The kind of the entry.
    pub kind: TransactionKind,
    /// What the entry says.
    pub description: Description,
}

impl<'a> Settlement<'a> {
    /// The end of a hold of which this much was delivered.
    #[must_use]
    pub const fn of_delivered(
        price: &'a Price,
        measure: Measure,
        kind: TransactionKind,
        description: Description,
    ) -> Self {
        let delivered = price.unit.quantity(measure);
        Self { price, rule: ChargeRule::Delivered, delivered, kind, description }
    }

    /// The end of a hold that costs nothing.
    #[must_use]
    pub const fn of_nothing(price: &'a Price, kind: TransactionKind) -> Self {
        Self { price, rule: ChargeRule::Nothing, delivered: 0, kind, description: Description::Plain }
    }
}

/// One user's credits: the account, its lots that still hold or can spend something, and what was changed.
#[derive(Debug, Clone)]
pub struct CreditLedger {
    pub(super) account: Account,
    pub(super) lots: Vec<(Lot, Change)>,
    pub(super) new_holds: Vec<Hold>,
    pub(super) changed_holds: Vec<Hold>,
    pub(super) new_entries: Vec<CreditTransaction>,
}

impl CreditLedger {
    /// Takes up what a store has. `lots` must hold every lot with something remaining or held.
    #[must_use]
    pub fn load(account: Account, mut lots: Vec<Lot>) -> Self {
        lots.sort_by_key(Lot::spending_order);
        let lots = lots.into_iter().map(|lot| (lot, Change::None)).collect();
        Self { account, lots, new_holds: vec![], changed_holds: vec![], new_entries: vec![] }
    }

    /// The account as it stands after all that was done.
    #[must_use]
    pub const fn account(&self) -> &Account {
        &self.account
    }

    /// The lots as they stand.
    pub fn lots(&self) -> impl Iterator<Item = &Lot> {
        self.lots.iter().map(|(lot, _)| lot)
    }

    /// What a new hold may reserve now: the balance, less open holds, less lots that are due to expire.
    #[must_use]
    pub fn available(&self, now: Timestamp) -> Credits {
        let due: Credits = self.lots().filter(|lot| lot.is_due(now)).map(|lot| lot.remaining).sum();
        self.account.credits - self.account.held - due
    }

    /// Whether anything was changed that is not written yet.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        !(self.new_holds.is_empty() && self.changed_holds.is_empty() && self.new_entries.is_empty())
            || self.lots.iter().any(|(_, change)| *change != Change::None)
    }

    /// Hands over what was changed, for writing; the aggregate then counts as unchanged.
    pub fn take_changes(&mut self) -> LedgerChanges {
        let mut changes = LedgerChanges {
            new_holds: std::mem::take(&mut self.new_holds),
            changed_holds: std::mem::take(&mut self.changed_holds),
            entries: std::mem::take(&mut self.new_entries),
            ..LedgerChanges::default()
        };
        for (lot, change) in &mut self.lots {
            match std::mem::replace(change, Change::None) {
                Change::None => {}
                Change::New => changes.new_lots.push(lot.clone()),
                Change::Changed => changes.changed_lots.push(lot.clone()),
            }
        }
        changes
    }

    /// Posts EXPIRE for every lot that is due and has something left; what holds reserve stays reserved.
    pub fn expire(&mut self, now: Timestamp, ids: &dyn IdSource) {
        for at in 0..self.lots.len() {
            let (lot, _) = &self.lots[at];
            if !lot.is_due(now) || !lot.remaining.is_positive() {
                continue;
            }
            let amount = lot.remaining;
            let lot = self.change(at);
            lot.expired += amount;
            lot.remaining = Credits::ZERO;
            let source = lot.source;
            self.post(TransactionKind::Expire, -amount, Description::Expired(source), None, None, now, ids);
        }
    }

    /// Opens a lot and posts it. A grant of nothing changes nothing.
    pub fn grant(&mut self, grant: Grant, now: Timestamp, ids: &dyn IdSource) {
        self.expire(now, ids);
        if !grant.amount.is_positive() {
            return;
        }
        self.open_lot(grant.source, grant.amount, grant.expires_at, None, now, ids);
        self.post(grant.kind, grant.amount, grant.description, None, grant.actor_id, now, ids);
    }

    /// Sets the balance right by hand: up opens a lot, down takes from what is available in spending order.
    ///
    /// # Errors
    /// [`InsufficientCredits`] when less is available than is to be taken.
    pub fn adjust(
        &mut self,
        amount: Credits,
        description: Description,
        actor_id: Option<UserId>,
        now: Timestamp,
        ids: &dyn IdSource,
    ) -> Result<(), InsufficientCredits> {
        let (source, kind) = (LotSource::Adjust, TransactionKind::Adjust);
        if amount >= Credits::ZERO {
            self.grant(Grant { source, kind, amount, expires_at: None, description, actor_id }, now, ids);
            return Ok(());
        }
        self.check_available(-amount, now)?;
        self.expire(now, ids);
        for (at, part) in self.pick(-amount) {
            let lot = self.change(at);
            lot.remaining -= part;
            lot.captured += part;
        }
        self.post(kind, amount, description, None, actor_id, now, ids);
        Ok(())
    }

    pub(super) fn check_available(&self, needed: Credits, now: Timestamp) -> Result<(), InsufficientCredits> {
        let available = self.available(now);
        if needed > available { Err(InsufficientCredits { needed, available }) } else { Ok(()) }
    }

    #[expect(clippy::too_many_arguments, reason = "the columns of an entry, each used once")]
    pub(super) fn post(
        &mut self,
        kind: TransactionKind,
        amount: Credits,
        description: Description,
        job_id: Option<JobId>,
        actor_id: Option<UserId>,
        now: Timestamp,
        ids: &dyn IdSource,
    ) {
        self.account.credits += amount;
        self.account.entries += 1;
        self.new_entries.push(CreditTransaction {
            id: ids.id(),
            number: self.account.entries,
            kind,
            amount,
            balance_after: self.account.credits,
            description,
            job_id,
            actor_id,
            created_at: now,
        });
    }
}
