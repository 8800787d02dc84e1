//! What a job is quoted and what it is charged come from one rule.

use super::super::{Step, quote_step};
use super::studio::Studio;
use crate::{
    Credits, Id, IdSource, PriceId,
    engine::ChargeMode,
    ledger::{Account, CreditLedger, Description, Grant, Hold, LotSource, Settlement, TransactionKind},
    operation::{Operation, Stage, Target},
    pricing::{JobQuote, Measure, Price, PriceList, PriceUnit},
    time::Timestamp,
};
use chrono::DateTime;
use proptest::prelude::*;
use std::sync::atomic::{AtomicU64, Ordering};
use uuid::Uuid;

const NOW: Timestamp = DateTime::UNIX_EPOCH;

fn id<T: Id>(number: u128) -> T {
    T::from_uuid(Uuid::from_u128(number))
}

#[derive(Default)]
struct Counter(AtomicU64);

impl IdSource for Counter {
    fn next(&self) -> Uuid {
        Uuid::from_u128(u128::from(self.0.fetch_add(1, Ordering::Relaxed)) + 1)
    }
}

fn price(operation: Operation, unit: PriceUnit, amount: i64) -> Price {
    Price {
        id: id::<PriceId>(1),
        operation,
        vendor: None,
        model: None,
        mode: ChargeMode::Platform,
        unit,
        amount: Credits::new(amount),
        valid_from: NOW,
    }
}

fn quoted(price: &Price, size: Measure) -> JobQuote {
    let (operation, target) = (price.operation, Target::Episode(id(2)));
    let step = Step { stage: Stage::Script, operation, target, size, inputs: None, after: vec![] };
    quote_step(&step, &Studio::empty().models, &PriceList(vec![price.clone()]), NOW).expect("it has a price")
}

/// Holds the quote and settles the hold by what was delivered. Returns the closed hold; none when the quote is 0.
fn charged(price: &Price, quote: JobQuote, delivered: Measure) -> Option<Hold> {
    let ids = Counter::default();
    let account =
        Account { user_id: id(7), credits: Credits::ZERO, held: Credits::ZERO, entries: 0, daily_cap: None };
    let mut ledger = CreditLedger::load(account, vec![]);
    let (source, kind) = (LotSource::Adjust, TransactionKind::Adjust);
    let amount = quote.amount + Credits::new(1);
    let description = Description::Plain;
    let grant = Grant { source, kind, amount, expires_at: None, description, actor_id: None };
    ledger.grant(grant, NOW, &ids);
    ledger.hold(id(8), quote, NOW, &ids).expect("there is enough");
    let hold = ledger.take_changes().new_holds.pop()?;
    let kind = price.operation.transaction_kind();
    ledger.settle(hold, Settlement::of_delivered(price, delivered, kind, Description::Plain), NOW, &ids);
    ledger.take_changes().changed_holds.pop()
}

#[test]
fn each_unit_counts_its_own() {
    let measure = Measure { ms: 2_500, ..Measure::of_characters(40) };
    for (unit, quantity) in [
        (PriceUnit::Run, 1),
        (PriceUnit::Image, 1),
        (PriceUnit::Second, 2_500),
        (PriceUnit::ThousandCharacters, 40),
    ] {
        assert_eq!(unit.quantity(measure), quantity, "{unit}");
        assert_eq!(unit.quantity(measure.within_one_job(Measure::ONE)), quantity, "{unit}");
    }
    assert_eq!(PriceUnit::Run.quantity(Measure::jobs(3)), 3);
    assert_eq!(PriceUnit::Image.quantity(Measure::jobs(3)), 3);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn a_measure_is_charged_as_it_is_quoted(
        ms in 0..100_000_000_i64,
        characters in 0..1_000_000_i64,
        amount in 0..10_000_i64,
        operation in prop::sample::select(Operation::ALL),
        unit in prop::sample::select(PriceUnit::ALL),
    ) {
        let measure = Measure { ms, ..Measure::of_characters(characters) };
        let price = price(operation, unit, amount);
        let quote = quoted(&price, measure);
        let quantity = match unit {
            PriceUnit::Run | PriceUnit::Image => 1,
            PriceUnit::Second => ms,
            PriceUnit::ThousandCharacters => characters,
        };
        prop_assert_eq!((quote.quantity, quote.amount), (quantity, price.cost(quantity)));
        match charged(&price, quote, measure) {
            Some(hold) => {
                prop_assert_eq!((hold.delivered, hold.captured), (Some(quote.quantity), quote.amount));
            }
            None => prop_assert_eq!(quote.amount, Credits::ZERO),
        }
    }
}
