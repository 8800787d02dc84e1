//! Holding and settling.

use super::{
    ChargeRule, CreditLedger, Hold, HoldPart, HoldState, InsufficientCredits, Lot, LotSource, RETURNED_DAYS,
    Settlement, lot::Change,
};
use crate::{Credits, HoldId, IdSource, JobId, LotId, pricing::JobQuote, time::Timestamp};
use chrono::Duration;

impl CreditLedger {
    /// Reserves what a job was quoted. A quote of 0 opens no hold.
    ///
    /// # Errors
    /// [`InsufficientCredits`] when less is available; nothing was changed then, not even expiry.
    pub fn hold(
        &mut self,
        job_id: JobId,
        quote: JobQuote,
        now: Timestamp,
        ids: &dyn IdSource,
    ) -> Result<Option<HoldId>, InsufficientCredits> {
        self.check_available(quote.amount, now)?;
        self.expire(now, ids);
        if !quote.amount.is_positive() {
            return Ok(None);
        }
        let mut parts = Vec::new();
        for (at, amount) in self.pick(quote.amount) {
            let lot = self.change(at);
            lot.remaining -= amount;
            lot.held += amount;
            parts.push(HoldPart {
                lot_id: lot.id,
                amount,
                captured: Credits::ZERO,
                credited_back: Credits::ZERO,
            });
        }
        self.account.held += quote.amount;
        let id = ids.id();
        self.new_holds.push(Hold {
            id,
            job_id,
            amount: quote.amount,
            captured: Credits::ZERO,
            credited_back: Credits::ZERO,
            state: HoldState::Open,
            price_id: quote.price_id,
            quantity: quote.quantity,
            delivered: None,
            rule: None,
            parts,
            created_at: now,
            closed_at: None,
        });
        Ok(Some(id))
    }

    /// Ends a hold: captures the price of what was delivered, at most the hold, and returns the rest to its
    /// lots, the last one first. Returns what was captured. A hold that is closed already stays as it is.
    pub fn settle(
        &mut self,
        mut hold: Hold,
        settlement: Settlement<'_>,
        now: Timestamp,
        ids: &dyn IdSource,
    ) -> Credits {
        if hold.state == HoldState::Closed {
            return Credits::ZERO;
        }
        self.expire(now, ids);
        let charge = match settlement.rule {
            ChargeRule::Delivered => settlement.price.cost(settlement.delivered).min(hold.amount),
            ChargeRule::Nothing => Credits::ZERO,
        };
        let mut left = charge;
        for part in &mut hold.parts {
            part.captured = part.amount.min(left);
            left -= part.captured;
            self.release_part(part, now, ids);
        }
        self.account.held -= hold.amount;
        if charge.is_positive() {
            let Settlement { kind, description, .. } = settlement;
            self.post(kind, -charge, description, Some(hold.job_id), None, now, ids);
        }
        hold.captured = charge;
        hold.state = HoldState::Closed;
        hold.delivered = Some(settlement.delivered);
        hold.rule = Some(settlement.rule);
        hold.closed_at = Some(now);
        self.changed_holds.push(hold);
        charge
    }

    fn release_part(&mut self, part: &HoldPart, now: Timestamp, ids: &dyn IdSource) {
        let back = part.amount - part.captured;
        let Some(at) = self.lots.iter().position(|(lot, _)| lot.id == part.lot_id) else {
            debug_assert!(false, "a store must load every lot that has something held");
            return;
        };
        let lot = self.change(at);
        lot.held -= part.amount;
        lot.captured += part.captured;
        self.give_back(at, back, now, ids);
    }

    /// Makes an amount of a lot spendable again: in the lot itself, or in a RETURNED one when its time is over.
    pub(super) fn give_back(&mut self, at: usize, back: Credits, now: Timestamp, ids: &dyn IdSource) {
        let lot = self.change(at);
        if !lot.is_due(now) {
            lot.remaining += back;
        } else if back.is_positive() {
            lot.returned += back;
            let parent = lot.id;
            let end = now + Duration::days(RETURNED_DAYS);
            self.open_lot(LotSource::Returned, back, Some(end), Some(parent), now, ids);
        }
    }

    /// Parts of lots that make up an amount, in spending order. Due lots have nothing left: expiry went before.
    pub(super) fn pick(&self, amount: Credits) -> Vec<(usize, Credits)> {
        let mut left = amount;
        let mut parts = Vec::new();
        for (at, (lot, _)) in self.lots.iter().enumerate() {
            let part = lot.remaining.min(left);
            if part.is_positive() {
                parts.push((at, part));
                left -= part;
            }
        }
        parts
    }

    pub(super) fn change(&mut self, at: usize) -> &mut Lot {
        let (lot, change) = &mut self.lots[at];
        if *change == Change::None {
            *change = Change::Changed;
        }
        lot
    }

    pub(super) fn open_lot(
        &mut self,
        source: LotSource,
        amount: Credits,
        expires_at: Option<Timestamp>,
        parent: Option<LotId>,
        now: Timestamp,
        ids: &dyn IdSource,
    ) {
        let lot = Lot {
            id: ids.id(),
            source,
            granted: amount,
            remaining: amount,
            held: Credits::ZERO,
            captured: Credits::ZERO,
            credited_back: Credits::ZERO,
            expired: Credits::ZERO,
            refunded: Credits::ZERO,
            returned: Credits::ZERO,
            parent,
            expires_at,
            created_at: now,
        };
        self.insert(lot, Change::New);
    }

    /// Puts a lot at its place in the order of spending.
    pub(super) fn insert(&mut self, lot: Lot, change: Change) {
        let order = lot.spending_order();
        let at = self.lots.partition_point(|(other, _)| other.spending_order() < order);
        self.lots.insert(at, (lot, change));
    }
}
