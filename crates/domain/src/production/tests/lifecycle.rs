//! The state machine of a production: every state with everything that can be asked of it.

use super::super::{
    CutOptions, Forecast, InvalidTransition, NewProduction, Production, ProductionQuote, ProductionRecord,
    ProductionState, QuotedStep, Terms,
};
use crate::{
    Credits, Id,
    engine::{Engine, ModelRef},
    error::StoreError,
    operation::{Operation, Target},
    pricing::JobQuote,
    time::Timestamp,
};
use chrono::{DateTime, Duration};
use proptest::prelude::*;
use uuid::Uuid;

const START: Timestamp = DateTime::UNIX_EPOCH;

fn id<T: Id>(number: u128) -> T {
    T::from_uuid(Uuid::from_u128(number))
}

fn forecast(exact: i64, ceiling: i64) -> Forecast {
    let quote = JobQuote { price_id: id(1), quantity: 1, amount: Credits::new(exact) };
    let step = QuotedStep { operation: Operation::Image, target: Target::Shot(id(2)), quote };
    let images = Engine::built_in(ModelRef::new("animatic", "frames-1"));
    Forecast { steps: vec![step], ceiling: Credits::new(ceiling), images }
}

fn planned(terms: Option<Terms>) -> Production {
    let new = NewProduction {
        id: id(1),
        drama_id: id(2),
        episode_id: id(3),
        options: CutOptions { burn_subtitles: true, label: true },
        auto_approve: false,
        terms,
    };
    Production::planned(new, START)
}

fn in_state(state: ProductionState) -> Production {
    ProductionRecord { state, ..planned(None).into_record() }.into()
}

#[derive(Debug, Clone, Copy)]
enum Act {
    Requote(i64),
    Run(i64),
    Await(i64, i64),
    Approve,
    Pause,
    Resume,
    Finish,
    Fail,
    Cancel,
    Release(i64),
    Options(bool),
}

fn apply(production: &mut Production, act: Act, now: Timestamp) -> Result<(), InvalidTransition> {
    match act {
        Act::Requote(exact) => production.requote(forecast(exact, 0).quote(), now),
        Act::Run(held) => production.run(Credits::new(held), now),
        Act::Await(exact, ceiling) => {
            production.await_approval(&forecast(exact, ceiling), "asks".to_owned(), now)
        }
        Act::Approve => {
            let exact = production.quote.unwrap_or_default().exact.get();
            production.approve(Some(Terms::agreed(&forecast(exact, 0))), now)
        }
        Act::Pause => production.pause("paused".to_owned(), now),
        Act::Resume => production.resume(now),
        Act::Finish => production.finish(now),
        Act::Fail => production.fail("failed".to_owned(), now),
        Act::Cancel => production.cancel(now),
        Act::Release(back) => {
            production.count_released(Credits::new(back), now);
            Ok(())
        }
        Act::Options(burn_subtitles) => {
            production.set_options(CutOptions { burn_subtitles, label: true }, now);
            Ok(())
        }
    }
}

/// Where an act leads from a state, as the table in the module's docs has it; none where it is refused.
fn leads(from: ProductionState, act: Act) -> Option<ProductionState> {
    use ProductionState::{AwaitingApproval, Cancelled, Done, Failed, Paused, Planning, Running};
    let moving = matches!(from, Planning | Running);
    let (allowed, to) = match act {
        Act::Requote(_) => (moving, from),
        Act::Run(_) => (moving, Running),
        Act::Await(..) => (moving || from == AwaitingApproval, AwaitingApproval),
        Act::Approve => (from == AwaitingApproval, Running),
        Act::Pause => (moving || from == AwaitingApproval, Paused),
        Act::Resume => (from == Paused, Running),
        Act::Finish => (moving, Done),
        Act::Fail => (moving, Failed),
        Act::Cancel => (!matches!(from, Done | Failed | Cancelled), Cancelled),
        Act::Release(_) | Act::Options(_) => (true, from),
    };
    allowed.then_some(to)
}

const ACTS: [Act; 11] = [
    Act::Requote(1),
    Act::Run(1),
    Act::Await(3, 2),
    Act::Approve,
    Act::Pause,
    Act::Resume,
    Act::Finish,
    Act::Fail,
    Act::Cancel,
    Act::Release(1),
    Act::Options(false),
];

#[test]
fn every_state_allows_what_the_table_says_and_refuses_the_rest() {
    for state in ProductionState::ALL {
        for act in ACTS {
            let before = in_state(*state);
            let mut production = before.clone();
            let done = apply(&mut production, act, START + Duration::seconds(1));
            match leads(*state, act) {
                Some(to) => assert_eq!((done, production.state), (Ok(()), to), "{state} {act:?}"),
                None => {
                    assert_eq!(done.map_err(|refused| refused.from), Err(*state), "{state} {act:?}");
                    assert_eq!(production, before, "a refused act changes nothing");
                }
            }
        }
    }
}

#[test]
fn approval_is_counted_down_by_holds_and_up_by_what_is_given_back() {
    let mut production = planned(Some(Terms::agreed(&forecast(10, 7))));
    production.await_approval(&forecast(10, 0), String::new(), START).expect("it was planning");
    let terms = production.terms.as_ref().expect("it asks");
    assert_eq!((terms.left, production.approved), (None, Credits::ZERO), "what was agreed holds no more");
    production.approve(Some(Terms::agreed(&forecast(10, 0))), START).expect("it waits");
    let counts = |production: &Production| {
        let left = production.terms.as_ref().and_then(|terms| terms.left);
        (production.approved.get(), left.map(Credits::get))
    };
    assert_eq!(counts(&production), (10, Some(10)));
    production.run(Credits::new(4), START).expect("it runs");
    assert_eq!(counts(&production), (6, Some(6)));
    production.count_released(Credits::new(3), START);
    assert_eq!(counts(&production), (9, Some(9)));
    production.run(Credits::new(20), START).expect("it runs");
    assert_eq!(counts(&production), (0, Some(0)), "never below nothing");
}

#[test]
fn only_a_change_is_dated() {
    let later = START + Duration::hours(1);
    let mut production = in_state(ProductionState::Running);
    production.run(Credits::ZERO, later).expect("it runs");
    production.set_options(production.options, later);
    assert_eq!(production.updated_at, START, "it ran before, and nothing was held");
    production.requote(ProductionQuote::default(), later).expect("it runs");
    assert_eq!(production.updated_at, later);
    production.pause(String::new(), START).expect("it runs");
    assert_eq!(production.updated_at, later, "the time never goes back");
}

#[test]
fn an_impossible_transition_is_told_in_words() {
    let refused = in_state(ProductionState::Done).resume(START).expect_err("it is over");
    assert_eq!(refused.to_string(), "a production that is done cannot become running");
    assert!(matches!(StoreError::from(refused), StoreError::Corrupt(_)));
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        (0..100_i64).prop_map(Act::Requote),
        (0..100_i64).prop_map(Act::Run),
        (0..100_i64, 0..100_i64).prop_map(|(exact, ceiling)| Act::Await(exact, ceiling)),
        Just(Act::Approve),
        Just(Act::Pause),
        Just(Act::Resume),
        Just(Act::Finish),
        Just(Act::Fail),
        Just(Act::Cancel),
        (0..100_i64).prop_map(Act::Release),
        any::<bool>().prop_map(Act::Options),
    ]
}

/// What is true in a state, however a production came there.
fn check(production: &Production) {
    use ProductionState::{AwaitingApproval, Cancelled, Done, Failed, Paused, Planning, Running};
    let message = production.message.as_str();
    let left = production.terms.as_ref().and_then(|terms| terms.left);
    assert!(production.approved >= Credits::ZERO && left.is_none_or(|left| left >= Credits::ZERO));
    match production.state {
        Planning | Running => assert_eq!(message, ""),
        AwaitingApproval => {
            assert_eq!(message, "asks");
            assert!(production.quote.is_some() && production.terms.is_some() && left.is_none());
        }
        Paused => assert_eq!(message, "paused"),
        Done => assert_eq!((message, production.quote), ("", Some(ProductionQuote::default()))),
        Failed => assert_eq!(message, "failed"),
        Cancelled => assert_ne!(message, "failed"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn whatever_is_asked_a_production_keeps_its_rules(acts in prop::collection::vec((act(), 0..3_i64), 1..60)) {
        let mut production = planned(None);
        let mut now = START;
        for (act, minutes) in acts {
            now += Duration::minutes(minutes);
            let before = production.clone();
            let done = apply(&mut production, act, now);
            match leads(before.state, act) {
                Some(to) => prop_assert_eq!((done, production.state), (Ok(()), to)),
                None => {
                    prop_assert!(done.is_err());
                    prop_assert_eq!(&production, &before);
                }
            }
            check(&production);
            let changed = production != before;
            let dated = if changed { now } else { before.updated_at };
            prop_assert_eq!(production.updated_at, dated);
            let kept = |of: &Production| (of.id, of.drama_id, of.episode_id, of.version, of.created_at);
            prop_assert_eq!(kept(&production), kept(&before));
        }
    }
}
