//! The rules of the ledger: examples of the order of spending, and random runs in which every invariant is
//! looked at after every act.

mod world;

use super::*;
use crate::{Credits, HoldId, LotId};
use chrono::Duration;
use proptest::prelude::*;
use world::{World, price};

#[derive(Debug, Clone)]
enum Act {
    Grant(LotSource, i64, Option<i64>),
    Hold(i64),
    Settle(prop::sample::Index, ChargeRule, i64),
    SettleAgain(prop::sample::Index),
    Adjust(i64),
    CreditBack(prop::sample::Index, i64),
    Refund(prop::sample::Index, i64),
    Expire,
    Wait(i64),
}

fn act() -> impl Strategy<Value = Act> {
    let source = prop::sample::select(&LotSource::ALL[..6]);
    let rule = prop::sample::select(ChargeRule::ALL);
    let index = any::<prop::sample::Index>();
    prop_oneof![
        3 => (source, -2..60_i64, prop::option::of(1..9_i64)).prop_map(|(s, a, d)| Act::Grant(s, a, d)),
        4 => (0..8_i64).prop_map(Act::Hold),
        4 => (index, rule, -1..9_i64).prop_map(|(i, r, d)| Act::Settle(i, r, d)),
        1 => any::<prop::sample::Index>().prop_map(Act::SettleAgain),
        2 => (-40..20_i64).prop_map(Act::Adjust),
        2 => (any::<prop::sample::Index>(), 0..12_i64).prop_map(|(i, a)| Act::CreditBack(i, a)),
        2 => (any::<prop::sample::Index>(), 0..30_i64).prop_map(|(i, a)| Act::Refund(i, a)),
        1 => Just(Act::Expire),
        4 => (1..60_i64).prop_map(Act::Wait),
    ]
}

fn run_hold(world: &mut World, images: i64) {
    let quote = price().quote(images);
    let (available, expected) = (world.available(), world.expected_parts(quote.amount));
    match world.hold(images) {
        Ok(Some(id)) => assert_eq!(world.parts(id), expected, "in the order of spending"),
        Ok(None) => assert_eq!(quote.amount, Credits::ZERO, "only a quote of 0 opens no hold"),
        Err(refused) => {
            assert!(quote.amount > available, "refused although there is enough");
            let needed = quote.amount;
            assert_eq!(refused, InsufficientCredits { needed, available });
        }
    }
}

fn run_settle(world: &mut World, id: HoldId, rule: ChargeRule, delivered: i64) {
    let hold = world.holds[&id].clone();
    let credits = world.account.credits;
    let due: Credits = world.lots.values().filter(|lot| lot.is_due(world.now)).map(|lot| lot.remaining).sum();
    let charge = world.settle(id, rule, delivered);
    let expected = match rule {
        ChargeRule::Delivered => price().cost(delivered).min(hold.amount),
        ChargeRule::Nothing => Credits::ZERO,
    };
    assert_eq!(charge, expected, "the price of what was delivered, at most the hold");
    assert_eq!(world.account.credits, credits - due - charge, "only expiry and the charge are posted");
    let mut left = charge;
    for part in &world.holds[&id].parts {
        assert_eq!(part.captured, part.amount.min(left), "charged in the order of spending");
        left -= part.captured;
    }
}

fn closed(world: &World) -> Vec<HoldId> {
    let closed = world.holds.values().filter(|hold| hold.state == HoldState::Closed);
    closed.map(|hold| hold.id).collect()
}

/// Whether it was refused.
fn run_credit_back(world: &mut World, id: HoldId, amount: i64) -> bool {
    let before = world.holds[&id].clone();
    let left = before.captured - before.credited_back;
    let done = world.credit_back(id, amount);
    let amount = Credits::new(amount);
    if !amount.is_positive() || amount > left {
        assert_eq!(done, Err(CreditBackError::OutOfRange { left }), "at most what was charged, once");
        return true;
    }
    assert_eq!(done, Ok(()));
    let mut owed = amount;
    for (part, before) in world.holds[&id].parts.iter().zip(&before.parts).rev() {
        let back = (before.captured - before.credited_back).min(owed);
        assert_eq!(part.credited_back - before.credited_back, back, "what was spent last comes back first");
        owed -= back;
    }
    let entry = world.entries.last().map(|entry| (entry.kind, entry.amount));
    assert_eq!(entry, Some((TransactionKind::CreditBack, amount)));
    false
}

/// Whether it was refused.
fn run_refund(world: &mut World, lot: LotId, amount: i64) -> bool {
    let before = world.lots[&lot].clone();
    let bought = before.source == LotSource::Recharge && !before.is_due(world.now);
    let left = if bought { before.remaining } else { Credits::ZERO };
    let done = world.refund(lot, amount);
    let amount = Credits::new(amount);
    if !amount.is_positive() || amount > left {
        assert_eq!(done, Err(RefundError { left }), "only what is left, unheld, of what was bought");
        return true;
    }
    assert_eq!((done, world.lots[&lot].remaining), (Ok(()), left - amount));
    let entry = world.entries.last().map(|entry| (entry.kind, entry.amount));
    assert_eq!(entry, Some((TransactionKind::RechargeRefund, -amount)));
    false
}

fn run(world: &mut World, act: Act) {
    let acts = !matches!(act, Act::Wait(_) | Act::SettleAgain(_));
    let mut refused = false;
    match act {
        Act::Grant(source, amount, days) => world.grant(source, amount, days),
        Act::Hold(images) => {
            let before = world.account;
            run_hold(world, images);
            refused = before == world.account;
        }
        Act::Settle(index, rule, delivered) => {
            let open = world.open_holds();
            if open.is_empty() {
                return;
            }
            run_settle(world, *index.get(&open), rule, delivered);
        }
        Act::SettleAgain(index) => {
            let closed = closed(world);
            if !closed.is_empty() {
                let charge = world.settle(*index.get(&closed), ChargeRule::Delivered, 99);
                assert_eq!(charge, Credits::ZERO, "settling twice is harmless");
            }
        }
        Act::Adjust(amount) => {
            let available = world.available();
            let done = world.adjust(amount);
            assert_eq!(done.is_err(), Credits::new(-amount) > available, "down only to nothing");
            refused = done.is_err();
        }
        Act::CreditBack(index, amount) => {
            let closed = closed(world);
            if closed.is_empty() {
                return;
            }
            refused = run_credit_back(world, *index.get(&closed), amount);
        }
        Act::Refund(index, amount) => {
            let lots: Vec<LotId> = world.lots.keys().copied().collect();
            if lots.is_empty() {
                return;
            }
            refused = run_refund(world, *index.get(&lots), amount);
        }
        Act::Expire => world.expire(),
        Act::Wait(hours) => world.now += Duration::hours(hours),
    }
    if acts && !refused {
        let forgotten = world.lots.values().find(|lot| lot.is_due(world.now) && lot.remaining.is_positive());
        assert_eq!(forgotten, None, "every act of money first expires what is due");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn every_invariant_holds_after_every_act(acts in prop::collection::vec(act(), 1..60)) {
        let mut world = World::new();
        for act in acts {
            run(&mut world, act);
            world.check();
        }
        // Whatever is still held can be given back.
        for id in world.open_holds() {
            world.settle(id, ChargeRule::Nothing, 0);
            world.check();
        }
        assert_eq!(world.account.held, Credits::ZERO);
    }
}

fn spent(world: &World, hold: HoldId) -> Vec<(LotSource, i64)> {
    let parts = world.parts(hold);
    parts.iter().map(|(lot, part)| (world.lots[lot].source, part.get())).collect()
}

#[test]
fn what_expires_first_is_spent_first() {
    let mut world = World::new();
    world.grant(LotSource::Redeem, 5, None);
    world.grant(LotSource::Recharge, 5, Some(3));
    world.grant(LotSource::MembershipGrant, 5, Some(30));
    let hold = world.hold(3).unwrap().unwrap();
    let expected = [(LotSource::Recharge, 5), (LotSource::MembershipGrant, 5), (LotSource::Redeem, 5)];
    assert_eq!(spent(&world, hold), expected);
}

#[test]
fn granted_is_spent_before_purchased_and_old_before_new() {
    let mut world = World::new();
    world.grant(LotSource::Recharge, 6, None);
    world.now += Duration::days(1);
    world.grant(LotSource::Compensation, 4, None);
    world.now += Duration::days(1);
    world.grant(LotSource::Redeem, 3, None);
    let hold = world.hold(2).unwrap().unwrap();
    let expected = [(LotSource::Compensation, 4), (LotSource::Redeem, 3), (LotSource::Recharge, 3)];
    assert_eq!(spent(&world, hold), expected);
}

#[test]
fn what_is_not_charged_returns_to_the_lots_spent_last() {
    let mut world = World::new();
    world.grant(LotSource::SignupBonus, 7, Some(3));
    world.grant(LotSource::Recharge, 20, None);
    let hold = world.hold(4).unwrap().unwrap();
    assert_eq!(world.settle(hold, ChargeRule::Delivered, 2), Credits::new(10));
    let remaining: Vec<i64> = world.lots.values().map(|lot| lot.remaining.get()).collect();
    assert_eq!(remaining, [0, 17]);
    world.check();
}

#[test]
fn a_due_lot_pays_for_nothing_even_before_it_is_swept() {
    let mut world = World::new();
    world.grant(LotSource::SignupBonus, 20, Some(2));
    world.grant(LotSource::Recharge, 4, None);
    world.now += Duration::days(2);
    let refused = world.hold(1).unwrap_err();
    assert_eq!((refused.needed, refused.available), (Credits::new(5), Credits::new(4)));
    assert_eq!(world.entries.len(), 2, "not even expiry was posted");
    world.grant(LotSource::Recharge, 1, None);
    let kinds: Vec<TransactionKind> = world.entries[2..].iter().map(|entry| entry.kind).collect();
    assert_eq!(kinds, [TransactionKind::Expire, TransactionKind::Recharge], "expiry goes first");
}

#[test]
fn a_hold_protects_its_part_and_what_returns_lives_seven_days() {
    let mut world = World::new();
    world.grant(LotSource::SignupBonus, 12, Some(2));
    let hold = world.hold(2).unwrap().unwrap();
    world.now += Duration::days(5);
    world.expire();
    assert_eq!((world.account.credits, world.account.held), (Credits::new(10), Credits::new(10)));
    assert_eq!(world.settle(hold, ChargeRule::Delivered, 1), Credits::new(5));
    let returned = world.lots.values().find(|lot| lot.parent.is_some()).unwrap();
    assert_eq!((returned.source, returned.granted), (LotSource::Returned, Credits::new(5)));
    assert_eq!(returned.expires_at, Some(world.now + Duration::days(7)));
    world.now += Duration::days(7);
    world.expire();
    assert_eq!(world.account.credits, Credits::ZERO);
    world.check();
}

#[test]
fn a_charge_comes_back_to_where_it_came_from() {
    let mut world = World::new();
    world.grant(LotSource::SignupBonus, 7, Some(3));
    world.grant(LotSource::Recharge, 20, None);
    let hold = world.hold(4).unwrap().unwrap();
    world.settle(hold, ChargeRule::Delivered, 4);
    world.now += Duration::days(4);
    world.credit_back(hold, 15).unwrap();
    let remaining = |world: &World| -> Vec<(LotSource, i64)> {
        world.lots.values().map(|lot| (lot.source, lot.remaining.get())).collect()
    };
    let expected = [(LotSource::SignupBonus, 0), (LotSource::Recharge, 20), (LotSource::Returned, 2)];
    assert_eq!(
        remaining(&world),
        expected,
        "13 of the purchase first, then 2 of the bonus, whose time is over"
    );
    let left = Credits::new(5);
    assert_eq!(world.credit_back(hold, 6), Err(CreditBackError::OutOfRange { left }));
    world.check();
}

#[test]
fn a_charge_is_not_credited_back_to_lots_that_nobody_loaded() {
    let mut world = World::new();
    world.grant(LotSource::SignupBonus, 5, None);
    let hold = world.hold(1).unwrap().unwrap();
    world.settle(hold, ChargeRule::Delivered, 1);
    let back = CreditBack { amount: Credits::new(5), description: Description::Plain, actor_id: None };
    let mut ledger = world.load();
    let lot = *world.lots.keys().next().unwrap();
    let refused = ledger.credit_back(world.holds[&hold].clone(), vec![], back, world.now, &world.ids);
    assert_eq!(refused, Err(CreditBackError::LotUnknown(lot)));
    assert!(!ledger.is_changed());
}

#[test]
fn a_quote_of_nothing_opens_no_hold_and_writes_no_entry() {
    let mut world = World::new();
    assert_eq!(world.hold(0), Ok(None));
    assert!(world.holds.is_empty() && world.entries.is_empty());
}
