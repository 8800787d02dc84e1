//! Credits as people ask for them.

use crate::house::House;
use chrono::Duration;
use std::sync::Arc;
use xinggen_application::{Actor, AdjustCreditsError, CreditBooks, Ports, Records};
use xinggen_domain::{
    Credits,
    audit::AuditAct,
    job::Operation,
    ledger::{Description, Grant, LotSource, TransactionKind},
    ports::{Clock as _, UnitOfWork as _},
    pricing::{ChargeMode, Price, PriceUnit},
    script::Language,
    spending::StatementFilter,
    user::Role,
};
use xinggen_testkit::{TestWorld, fakes::FaultyStore};

#[tokio::test]
async fn only_an_admin_adjusts_and_nobody_takes_more_than_there_is() {
    let house = House::with_credits(100).await;
    let books = CreditBooks::new(house.world.ports());
    let (user, id) = (house.user, house.user.user_id);
    let refused = books.adjust(user, id, Credits::new(1000), "给自己").await;
    assert!(matches!(refused, Err(AdjustCreditsError::Forbidden)));
    let admin = Actor { role: Role::Admin, ..user };
    let refused = books.adjust(admin, id, Credits::new(-101), "拿走").await;
    assert!(matches!(refused, Err(AdjustCreditsError::Insufficient(_))));
    assert_eq!(books.available(user).await.expect("read"), Credits::new(100));
    books.adjust(admin, id, Credits::new(-40), "更正").await.expect("adjusted");
    let stated = house.stated().await.pop().expect("an entry");
    let last = &stated.entry;
    assert_eq!(
        (last.kind, last.amount, last.balance_after),
        (TransactionKind::Adjust, Credits::new(-40), Credits::new(60))
    );
    assert_eq!((last.actor_id, stated.words(Language::Chinese).as_str()), (Some(id), "更正"));
    house.check_settled().await;
}

#[tokio::test]
async fn an_adjustment_has_a_reason_and_leaves_an_audit_entry() {
    let house = House::with_credits(100).await;
    let books = CreditBooks::new(house.world.ports());
    let (user, id) = (house.user, house.user.user_id);
    let admin = Actor { role: Role::Admin, ..house.world.user(0).await };
    for reason in ["", " \t", &"长".repeat(201)] {
        let refused = books.adjust(admin, id, Credits::new(10), reason).await;
        assert!(matches!(refused, Err(AdjustCreditsError::Invalid(_))), "{reason:?}: {refused:?}");
    }
    let nobody = house.world.build.id();
    let refused = books.adjust(admin, nobody, Credits::new(10), "更正").await;
    assert!(matches!(refused, Err(AdjustCreditsError::NotFound)), "{refused:?}");
    books.adjust(admin, id, Credits::ZERO, "更正").await.expect("nothing to do");
    let records = Records::new(house.world.ports());
    assert_eq!(records.own(user, None, 9).await.expect("read"), [], "nothing was done");
    books.adjust(admin, id, Credits::new(-40), "更正").await.expect("adjusted");
    let log = records.own(user, None, 9).await.expect("read");
    let [noted] = log.as_slice() else { panic!("{log:?}") };
    assert_eq!((noted.act, noted.actor_id), (AuditAct::CreditsAdjusted, Some(admin.user_id)));
    assert_eq!((noted.subject.as_str(), noted.reason.as_str()), ("-40", "更正"));
}

/// Gives somebody 50 credits for a day.
async fn give_for_a_day(world: &TestWorld, user: Actor) {
    let now = world.clock.now();
    let mut tx = world.store.begin(user.user_id).await.expect("begun");
    let mut ledger = tx.credits().lock().await.expect("locked");
    let gift = Grant {
        source: LotSource::Redeem,
        kind: TransactionKind::Redeem,
        amount: Credits::new(50),
        expires_at: Some(now + Duration::days(1)),
        description: Description::Plain,
        actor_id: None,
    };
    ledger.grant(gift, now, world.build.ids());
    tx.credits().save(&mut ledger).await.expect("saved");
    tx.commit().await.expect("committed");
}

#[tokio::test]
async fn the_sweep_expires_the_lots_of_idle_users() {
    let house = House::with_credits(100).await;
    let books = CreditBooks::new(house.world.ports());
    give_for_a_day(&house.world, house.user).await;
    assert_eq!(books.sweep_expired().await.expect("swept"), 0);
    house.world.clock.advance(Duration::days(1));
    assert_eq!(
        books.available(house.user).await.expect("read"),
        Credits::new(100),
        "spendable after its time"
    );
    assert_eq!(books.sweep_expired().await.expect("swept"), 1);
    assert_eq!(books.sweep_expired().await.expect("swept"), 0);
    let last = house.statement().await.pop().expect("an entry");
    assert_eq!((last.kind, last.amount), (TransactionKind::Expire, Credits::new(-50)));
    house.check_settled().await;
}

#[tokio::test]
async fn books_that_cannot_be_written_keep_no_others_waiting_however_many_there_are() {
    let world = TestWorld::new().await;
    for _ in 0..101 {
        give_for_a_day(&world, world.user(0).await).await;
    }
    world.clock.advance(Duration::days(1));
    let store = FaultyStore::new(Arc::new(world.store.clone()));
    store.fail_commits(100);
    let books = CreditBooks::new(Ports { store: Arc::new(store), ..world.ports() });
    assert_eq!(books.sweep_expired().await.expect("swept"), 1, "the one behind the first hundred");
    assert_eq!(books.sweep_expired().await.expect("swept"), 100);
    assert_eq!(world.audit().await.expect("audited"), []);
}

#[tokio::test]
async fn the_statement_pages_from_the_newest_and_prices_are_those_in_force() {
    let house = House::with_credits(100).await;
    let books = CreditBooks::new(house.world.ports());
    house.world.top_up(house.user.user_id, 20).await;
    house.world.top_up(house.user.user_id, 3).await;
    let numbers = async |before, limit| {
        let page = books.recent(house.user, StatementFilter::default(), before, limit).await.expect("read");
        page.into_iter().map(|entry| entry.entry.number).collect::<Vec<_>>()
    };
    assert_eq!(numbers(None, 2).await, [3, 2]);
    assert_eq!(numbers(Some(2), 2).await, [1]);
    let dearer =
        |valid_from| Price { valid_from, ..house.world.build.price(Operation::Image, PriceUnit::Image, 7) };
    let now = house.world.clock.now();
    let ports = house.world.ports();
    ports.prices.add(vec![dearer(now + Duration::days(1))], None).await.expect("added");
    let image = async || {
        let prices = books.prices().await.expect("read");
        assert_eq!(prices.len(), 2 * Operation::ALL.len(), "on the platform's keys and on one's own");
        let is_it =
            |price: &&Price| price.operation == Operation::Image && price.mode == ChargeMode::Platform;
        prices.iter().find(is_it).expect("a price").amount.get()
    };
    assert_eq!(image().await, 5, "not yet");
    house.world.clock.advance(Duration::days(1));
    assert_eq!(image().await, 7);
}
