//! What admins do to the credits of others.

use crate::house::{House, key, key_for, story};
use xinggen_application::{
    Actor, CreditBooks, GenerationOrder, Gift, GiveCredits, GiveCreditsError, InspectCreditsError, Invalid,
    Records, RequestGenerationError, RequestProductionError, Return, StartProduction,
};
use xinggen_domain::{
    Credits, JobId, LotId,
    audit::{AuditAct, AuditEntry},
    idempotency::IdempotencyKey,
    job::Operation,
    ledger::{LotSource, TransactionKind},
    limits::Problem,
    ports::{Clock as _, LedgerAudit as _, UnitOfWork as _},
    take::Target,
    user::Role,
};

struct Desk {
    house: House,
    books: CreditBooks,
    admin: Actor,
}

impl Desk {
    async fn with_credits(credits: i64) -> Self {
        let house = House::with_credits(credits).await;
        let books = CreditBooks::new(house.world.ports());
        let admin = Actor { role: Role::Admin, ..house.world.user(0).await };
        Self { house, books, admin }
    }

    async fn give(&self, gift: Gift, amount: i64, name: &str) -> Result<(), GiveCreditsError> {
        let give = GiveCredits { gift, amount, expires_at: None, reason: "说明".to_owned() };
        self.books.give(self.admin, self.house.user.user_id, give, key(name)).await
    }

    async fn balance(&self) -> i64 {
        self.books.view(self.house.user).await.expect("a view").account().credits.get()
    }

    async fn log(&self) -> Vec<AuditEntry> {
        Records::new(self.house.world.ports()).own(self.house.user, None, 20).await.expect("a log")
    }

    async fn check(&self) {
        assert_eq!(self.house.world.store.check().await.expect("an audit"), []);
    }
}

#[tokio::test]
async fn a_gift_is_posted_and_audited_once_per_key() {
    let desk = Desk::with_credits(10).await;
    for _ in 0..2 {
        desk.give(Gift::Compensate, 30, "one").await.expect("given");
    }
    desk.give(Gift::Adjust, -15, "two").await.expect("taken");
    desk.give(Gift::Recharge, 100, "three").await.expect("given");
    assert_eq!(desk.balance().await, 125);
    let kinds: Vec<_> =
        desk.house.statement().await.iter().map(|entry| (entry.kind, entry.actor_id)).collect();
    let admin = Some(desk.admin.user_id);
    let expected = [TransactionKind::Compensation, TransactionKind::Adjust, TransactionKind::Recharge]
        .map(|kind| (kind, admin));
    assert_eq!(kinds[kinds.len() - 3..], expected);
    let log: Vec<_> =
        desk.log().await.into_iter().map(|entry| (entry.act, entry.actor_id, entry.subject)).collect();
    let acts = [
        (AuditAct::RechargeRecorded, admin, "100".to_owned()),
        (AuditAct::CreditsAdjusted, admin, "-15".to_owned()),
        (AuditAct::CreditsCompensated, admin, "30".to_owned()),
    ];
    assert_eq!(log, acts);
    desk.check().await;
}

#[tokio::test]
async fn a_key_is_its_admins_own_and_outlives_what_was_given() {
    let desk = Desk::with_credits(0).await;
    let (user, clock) = (desk.house.user.user_id, &desk.house.world.clock);
    let give = GiveCredits {
        gift: Gift::Compensate,
        amount: 30,
        expires_at: Some(clock.now() + chrono::Duration::hours(1)),
        reason: "说明".to_owned(),
    };
    let other = Actor { role: Role::Admin, ..desk.house.world.user(0).await };
    for admin in [desk.admin, other] {
        desk.books.give(admin, user, give.clone(), key("one")).await.expect("given");
    }
    assert_eq!(desk.balance().await, 60, "each of them gave");
    clock.advance(chrono::Duration::hours(2));
    desk.books.give(desk.admin, user, give.clone(), key("one")).await.expect("it was done before");
    let standing = desk.books.standing(desk.house.user).await.expect("read");
    assert_eq!(standing.spendable().count(), 0, "what was given is over");
    assert_eq!(standing.ledger.account().credits, Credits::new(60), "though nobody has posted that yet");
}

#[tokio::test]
async fn a_gift_that_cannot_be_changes_nothing() {
    let desk = Desk::with_credits(10).await;
    let field = |done: Result<(), GiveCreditsError>| match done {
        Err(GiveCreditsError::Invalid(invalid)) => invalid.fields()[0].field,
        other => panic!("{other:?}"),
    };
    for (gift, amount) in [
        (Gift::Adjust, 0),
        (Gift::Compensate, -1),
        (Gift::Recharge, -5),
        (Gift::Adjust, i64::MIN),
        (Gift::Adjust, 100_000_001),
    ] {
        assert_eq!(field(desk.give(gift, amount, "x").await), "amount", "{gift:?} {amount}");
    }
    let user = desk.house.user.user_id;
    let now = desk.house.world.clock.now();
    let give =
        GiveCredits { gift: Gift::Compensate, amount: 5, expires_at: Some(now), reason: "x".to_owned() };
    let blank = GiveCredits { reason: " ".to_owned(), expires_at: None, ..give.clone() };
    let past = desk.books.give(desk.admin, user, give.clone(), key("x")).await;
    assert!(
        matches!(&past, Err(GiveCreditsError::Invalid(invalid)) if *invalid == Invalid::new("expires_at", Problem::Past))
    );
    assert_eq!(field(past), "expires_at");
    assert_eq!(field(desk.books.give(desk.admin, user, blank, key("x")).await), "reason");
    assert!(matches!(desk.give(Gift::Adjust, -11, "x").await, Err(GiveCreditsError::Insufficient(_))));
    let give = GiveCredits { expires_at: None, ..give };
    let by_user = desk.books.give(desk.house.user, user, give.clone(), key("x")).await;
    assert!(matches!(by_user, Err(GiveCreditsError::Forbidden)));
    let nobody = desk.house.world.build.id();
    let to_nobody = desk.books.give(desk.admin, nobody, give.clone(), key("x")).await;
    assert!(matches!(to_nobody, Err(GiveCreditsError::NotFound)));
    assert_eq!((desk.balance().await, desk.log().await), (10, vec![]));

    desk.books.give(desk.admin, user, give.clone(), key_for("y", "{1}")).await.expect("given");
    let other = desk.books.give(desk.admin, user, give, key_for("y", "{2}")).await;
    assert!(matches!(other, Err(GiveCreditsError::KeyReused)));
    desk.check().await;
}

async fn charged_job(desk: &Desk) -> (JobId, i64) {
    desk.house.produce(story()).await;
    let mut tx = desk.house.world.store.begin_read(desk.house.user.user_id).await.expect("begun");
    let entries = tx.credits().statement(0, 1000).await.expect("a statement");
    let charge =
        entries.iter().find(|entry| entry.kind == TransactionKind::GenerateStoryboard).expect("a charge");
    (charge.job_id.expect("a job"), -charge.amount.get())
}

#[tokio::test]
async fn a_charge_comes_back_at_most_once() {
    let desk = Desk::with_credits(500).await;
    let (job, charge) = charged_job(&desk).await;
    let (before, user) = (desk.balance().await, desk.house.user.user_id);
    let back = |amount, name: &'static str| {
        desk.books.credit_back(desk.admin, user, job, Return { amount, reason: "画面有误" }, key(name))
    };
    for _ in 0..2 {
        back(charge - 1, "a").await.expect("credited back");
    }
    assert_eq!(desk.balance().await, before + charge - 1);
    assert!(matches!(back(2, "b").await, Err(GiveCreditsError::CreditBack(_))));
    back(1, "c").await.expect("the rest");
    assert!(matches!(back(1, "d").await, Err(GiveCreditsError::CreditBack(_))));
    let unknown = desk.house.world.build.id();
    let give = Return { amount: 1, reason: "x" };
    let nothing = desk.books.credit_back(desk.admin, user, unknown, give, key("e")).await;
    assert!(matches!(nothing, Err(GiveCreditsError::NotFound)));
    let by_user = desk.books.credit_back(desk.house.user, user, job, give, key("f")).await;
    assert!(matches!(by_user, Err(GiveCreditsError::Forbidden)));
    let last = desk.log().await.remove(0);
    assert_eq!((last.act, last.subject), (AuditAct::ChargeCreditedBack, job.to_string()));
    let spent = desk.books.standing(desk.house.user).await.expect("a standing").spent;
    assert_eq!(spent, Credits::new(500 - desk.balance().await), "what came back was not spent");
    desk.check().await;
}

#[tokio::test]
async fn a_refund_takes_what_is_left_of_a_purchase() {
    let desk = Desk::with_credits(10).await;
    desk.give(Gift::Compensate, 50, "gift").await.expect("given");
    desk.give(Gift::Recharge, 100, "bought").await.expect("given");
    let ledger = desk.books.view(desk.house.user).await.expect("a view");
    let lot = |source| -> LotId { ledger.lots().find(|lot| lot.source == source).expect("a lot").id };
    let refund = |lot, amount, name: &'static str| {
        let give = Return { amount, reason: "退款 2026-11" };
        desk.books.refund(desk.admin, desk.house.user.user_id, lot, give, key(name))
    };
    let (bought, gift) = (lot(LotSource::Recharge), lot(LotSource::Compensation));
    for _ in 0..2 {
        refund(bought, 60, "a").await.expect("refunded");
    }
    assert!(
        matches!(refund(bought, 41, "b").await, Err(GiveCreditsError::Refund(error)) if error.left.get() == 40)
    );
    assert!(
        matches!(refund(gift, 1, "c").await, Err(GiveCreditsError::Refund(error)) if error.left.get() == 0)
    );
    assert_eq!(desk.balance().await, 100);
    let last = desk.log().await.remove(0);
    assert_eq!((last.act, last.subject), (AuditAct::RechargeRefunded, bought.to_string()));
    desk.check().await;
}

#[tokio::test]
async fn an_admin_sees_how_a_user_stands_and_leaves_a_trace() {
    let desk = Desk::with_credits(500).await;
    let episode = desk.house.episode(story()).await;
    desk.house.start(episode, true).await;
    let user = desk.house.user.user_id;
    let seen = desk.books.inspect(desk.admin, user, None, 5).await.expect("seen");
    assert_eq!(seen.standing.ledger.account().credits.get(), 500);
    let held: i64 = seen.holds.iter().map(|hold| hold.amount.get()).sum();
    assert!(held > 0 && held == seen.standing.ledger.account().held.get(), "{held}");
    assert_eq!(seen.entries.len(), 1);
    let traces = desk.log().await;
    assert_eq!(traces.iter().map(|entry| entry.act).collect::<Vec<_>>(), [AuditAct::CreditsViewed]);
    let by_user = desk.books.inspect(desk.house.user, user, None, 5).await;
    assert!(matches!(by_user, Err(InspectCreditsError::Forbidden)));
    let nobody = desk.books.inspect(desk.admin, desk.house.world.build.id(), None, 5).await;
    assert!(matches!(nobody, Err(InspectCreditsError::NotFound)));
}

/// Every use case that is sent under a key waits for a rival and gives way to it; what was refused can be asked for again.
#[tokio::test]
async fn a_request_whose_rival_is_in_flight_is_refused_and_changes_nothing() {
    let desk = Desk::with_credits(2000).await;
    let (house, admin) = (&desk.house, desk.admin.user_id);
    let episode_id = house.episode(story()).await;
    let before = house.trace().await;
    let begin = async |key| house.world.store.begin_once(house.user.user_id, &key).await.expect("begun");

    let rival = begin(key("order")).await.expect("the first");
    let start = StartProduction { episode_id, auto_approve: true, burn_subtitles: true };
    let order = GenerationOrder { operation: Operation::Script, target: Target::Episode(episode_id) };
    let generations = house.generations();
    let (production, job) = tokio::join!(
        house.productions.request(house.user, start, key("order")),
        generations.request(house.user, order, key("order")),
    );
    assert!(matches!(production, Err(RequestProductionError::InFlight)), "{production:?}");
    assert!(matches!(job, Err(RequestGenerationError::InFlight)), "{job:?}");
    drop(rival);

    let operation = format!("{} by {admin}", key("gift").operation);
    let rival = begin(IdempotencyKey { operation, ..key("gift") }).await.expect("the first");
    let gift = desk.give(Gift::Compensate, 30, "gift").await;
    assert!(matches!(gift, Err(GiveCreditsError::InFlight)), "{gift:?}");
    drop(rival);

    assert_eq!(house.trace().await, before);
    desk.give(Gift::Compensate, 30, "gift").await.expect("given");
    generations.request(house.user, order, key("order")).await.expect("ordered");
    desk.check().await;
}
