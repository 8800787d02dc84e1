use super::super::*;
use crate::{
    Credits, HoldId, Id, IdSource, JobId, LotId, PriceId, UserId,
    engine::ChargeMode,
    operation::Operation,
    pricing::{Price, PriceUnit},
    time::Timestamp,
};
use chrono::{DateTime, Duration};
use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicU64, Ordering},
};
use uuid::Uuid;

#[derive(Default)]
pub(super) struct Counter(AtomicU64);

impl IdSource for Counter {
    fn next(&self) -> Uuid {
        Uuid::from_u128(u128::from(self.0.fetch_add(1, Ordering::Relaxed)) + 1)
    }
}

fn start() -> Timestamp {
    DateTime::UNIX_EPOCH + Duration::days(20_000)
}

/// An image for 5 credits.
pub(super) fn price() -> Price {
    Price {
        id: PriceId::from_uuid(Uuid::from_u128(1)),
        operation: Operation::Image,
        vendor: None,
        model: None,
        mode: ChargeMode::Platform,
        unit: PriceUnit::Image,
        amount: Credits::new(5),
        valid_from: start(),
    }
}

/// A ledger with a store behind it that has nothing but what the aggregate handed over.
pub(super) struct World {
    pub(super) ids: Counter,
    pub(super) now: Timestamp,
    pub(super) account: Account,
    pub(super) lots: BTreeMap<LotId, Lot>,
    pub(super) holds: BTreeMap<HoldId, Hold>,
    pub(super) entries: Vec<CreditTransaction>,
}

impl World {
    pub(super) fn new() -> Self {
        let user_id = UserId::from_uuid(Uuid::from_u128(7));
        Self {
            ids: Counter::default(),
            now: start(),
            account: Account {
                user_id,
                credits: Credits::ZERO,
                held: Credits::ZERO,
                entries: 0,
                daily_cap: None,
            },
            lots: BTreeMap::new(),
            holds: BTreeMap::new(),
            entries: vec![],
        }
    }

    /// What a store loads: the lots that have something remaining or held.
    pub(super) fn load(&self) -> CreditLedger {
        let live = |lot: &&Lot| lot.remaining.is_positive() || lot.held.is_positive();
        CreditLedger::load(self.account, self.lots.values().filter(live).cloned().collect())
    }

    /// What a store writes. Tells whether there was anything.
    pub(super) fn save(&mut self, mut ledger: CreditLedger) -> bool {
        let changes = ledger.take_changes();
        assert!(ledger.take_changes().is_empty(), "changes are handed over once");
        let changed = !changes.is_empty();
        self.account = *ledger.account();
        for lot in changes.new_lots {
            assert!(self.lots.insert(lot.id, lot).is_none(), "a new lot is new");
        }
        for lot in changes.changed_lots {
            assert!(self.lots.insert(lot.id, lot).is_some(), "a changed lot was there");
        }
        for hold in changes.new_holds {
            assert!(self.holds.insert(hold.id, hold).is_none(), "a new hold is new");
        }
        for hold in changes.changed_holds {
            assert_eq!(hold.state, HoldState::Closed, "only closing, or what comes after, changes a hold");
            assert!(self.holds.insert(hold.id, hold).is_some(), "a changed hold was there");
        }
        self.entries.extend(changes.entries);
        changed
    }

    pub(super) fn grant(&mut self, source: LotSource, amount: i64, days: Option<i64>) {
        let mut ledger = self.load();
        let grant = Grant {
            source,
            kind: TransactionKind::Recharge,
            amount: Credits::new(amount),
            expires_at: days.map(|days| self.now + Duration::days(days)),
            description: Description::Plain,
            actor_id: None,
        };
        ledger.grant(grant, self.now, &self.ids);
        self.save(ledger);
    }

    pub(super) fn hold(&mut self, images: i64) -> Result<Option<HoldId>, InsufficientCredits> {
        let mut ledger = self.load();
        let job = JobId::from_uuid(self.ids.next());
        let held = ledger.hold(job, price().quote(images), self.now, &self.ids);
        let changed = self.save(ledger);
        assert!(held.is_ok() || !changed, "a refused hold changes nothing");
        held
    }

    pub(super) fn settle(&mut self, id: HoldId, rule: ChargeRule, delivered: i64) -> Credits {
        let mut ledger = self.load();
        let settlement = Settlement {
            price: &price(),
            rule,
            delivered,
            kind: TransactionKind::GenerateImage,
            description: Description::Plain,
        };
        let hold = self.holds[&id].clone();
        let was_open = hold.state == HoldState::Open;
        let charge = ledger.settle(hold, settlement, self.now, &self.ids);
        let changed = self.save(ledger);
        assert_eq!(changed, was_open, "only an open hold is settled");
        charge
    }

    pub(super) fn adjust(&mut self, amount: i64) -> Result<(), InsufficientCredits> {
        let mut ledger = self.load();
        let done = ledger.adjust(Credits::new(amount), Description::Plain, None, self.now, &self.ids);
        let changed = self.save(ledger);
        assert!(done.is_ok() || !changed, "a refused adjustment changes nothing");
        done
    }

    pub(super) fn credit_back(&mut self, id: HoldId, amount: i64) -> Result<(), CreditBackError> {
        let mut ledger = self.load();
        let hold = self.holds[&id].clone();
        let lots = hold.parts.iter().map(|part| self.lots[&part.lot_id].clone()).collect();
        let back =
            CreditBack { amount: Credits::new(amount), description: Description::Plain, actor_id: None };
        let done = ledger.credit_back(hold, lots, back, self.now, &self.ids);
        let changed = self.save(ledger);
        assert_eq!(done.is_ok(), changed, "a refused credit changes nothing");
        done
    }

    pub(super) fn refund(&mut self, lot_id: LotId, amount: i64) -> Result<(), RefundError> {
        let mut ledger = self.load();
        let amount = Credits::new(amount);
        let refund = RechargeRefund { lot_id, amount, description: Description::Plain, actor_id: None };
        let done = ledger.refund(refund, self.now, &self.ids);
        let changed = self.save(ledger);
        assert_eq!(done.is_ok(), changed, "a refused refund changes nothing");
        done
    }

    pub(super) fn expire(&mut self) {
        let mut ledger = self.load();
        ledger.expire(self.now, &self.ids);
        self.save(ledger);
    }

    /// What can be spent, lot by lot, in the order the rules have: what expires first, granted before
    /// purchased, oldest first.
    pub(super) fn spendable(&self) -> Vec<&Lot> {
        let live = |lot: &&Lot| !lot.is_due(self.now) && lot.remaining.is_positive();
        let mut lots: Vec<&Lot> = self.lots.values().filter(live).collect();
        let never = DateTime::<chrono::Utc>::MAX_UTC;
        lots.sort_by_key(|lot| {
            let purchased = lot.source == LotSource::Recharge;
            (lot.expires_at.unwrap_or(never), purchased, lot.created_at, lot.id)
        });
        lots
    }

    pub(super) fn available(&self) -> Credits {
        self.spendable().iter().map(|lot| lot.remaining).sum()
    }

    /// What an amount would be made up of.
    pub(super) fn expected_parts(&self, amount: Credits) -> Vec<(LotId, Credits)> {
        let mut left = amount;
        let mut parts = vec![];
        for lot in self.spendable() {
            let part = lot.remaining.min(left);
            left -= part;
            if part.is_positive() {
                parts.push((lot.id, part));
            }
        }
        parts
    }

    pub(super) fn parts(&self, hold: HoldId) -> Vec<(LotId, Credits)> {
        let parts = self.holds[&hold].parts.iter();
        parts.map(|part| (part.lot_id, part.amount)).collect()
    }

    pub(super) fn open_holds(&self) -> Vec<HoldId> {
        let open = self.holds.values().filter(|hold| hold.state == HoldState::Open);
        open.map(|hold| hold.id).collect()
    }

    pub(super) fn check(&self) {
        self.check_lots();
        self.check_holds();
        self.check_statement();
        let Account { credits, held, .. } = self.account;
        assert!(held >= Credits::ZERO && credits >= held, "0 ≤ held ≤ credits");
        assert_eq!(self.load().available(self.now), self.available(), "available");
    }

    pub(super) fn check_lots(&self) {
        for lot in self.lots.values() {
            let spent = lot.captured - lot.credited_back;
            let parts = [lot.remaining, lot.held, spent, lot.expired, lot.refunded, lot.returned];
            let positive = parts.iter().all(|part| *part >= Credits::ZERO);
            assert!(positive && lot.credited_back >= Credits::ZERO, "nothing is negative: {lot:?}");
            assert_eq!(lot.granted, parts.into_iter().sum(), "granted is the sum of its parts: {lot:?}");
            let bought = lot.source == LotSource::Recharge;
            assert!(bought || lot.refunded == Credits::ZERO, "only what was bought is refunded");
            let backs = self.holds.values().flat_map(|hold| &hold.parts).filter(|part| part.lot_id == lot.id);
            assert_eq!(lot.credited_back, backs.map(|part| part.credited_back).sum(), "as its parts say");
            let children = self.lots.values().filter(|other| other.parent == Some(lot.id));
            let moved: Credits = children.map(|child| child.granted).sum();
            assert_eq!(lot.returned, moved, "what is returned is in RETURNED lots");
            assert_eq!(lot.source == LotSource::Returned, lot.parent.is_some());
            if lot.parent.is_some() {
                assert_eq!(lot.expires_at, Some(lot.created_at + Duration::days(7)), "seven days");
            }
            let holds = self.holds.values().filter(|hold| hold.state == HoldState::Open);
            let reserved = holds.flat_map(|hold| &hold.parts).filter(|part| part.lot_id == lot.id);
            assert_eq!(lot.held, reserved.map(|part| part.amount).sum(), "a lot holds what holds reserve");
        }
        let there: Credits = self.lots.values().map(|lot| lot.remaining + lot.held).sum();
        assert_eq!(there, self.account.credits, "Σ remaining + Σ held = credits");
    }

    pub(super) fn check_holds(&self) {
        for hold in self.holds.values() {
            let amount: Credits = hold.parts.iter().map(|part| part.amount).sum();
            let captured: Credits = hold.parts.iter().map(|part| part.captured).sum();
            assert_eq!((amount, captured), (hold.amount, hold.captured), "the parts make up the hold");
            assert!(hold.parts.iter().all(|part| part.captured <= part.amount), "captured ≤ held");
            let back: Credits = hold.parts.iter().map(|part| part.credited_back).sum();
            assert_eq!(back, hold.credited_back, "the parts make up what came back");
            assert!(hold.parts.iter().all(|part| part.credited_back <= part.captured), "back ≤ captured");
            assert!(hold.amount.is_positive(), "a quote of 0 opens no hold");
            assert_eq!(hold.state == HoldState::Closed, hold.closed_at.is_some());
        }
        let open = self.open_holds();
        let held: Credits = open.iter().map(|id| self.holds[id].amount).sum();
        assert_eq!(held, self.account.held, "held = Σ open holds");
    }

    pub(super) fn check_statement(&self) {
        let mut balance = Credits::ZERO;
        for (entry, number) in self.entries.iter().zip(1..) {
            balance += entry.amount;
            assert_eq!((entry.number, entry.balance_after), (number, balance), "a chain without a gap");
            assert_ne!(entry.amount, Credits::ZERO, "an entry moves something");
        }
        assert_eq!(balance, self.account.credits, "credits = Σ transactions");
        assert_eq!(self.account.entries, self.entries.len() as i64);
    }
}
