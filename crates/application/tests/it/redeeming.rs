//! Redemption codes.

use crate::house::House;
use async_trait::async_trait;
use chrono::Duration;
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use tokio::task::{JoinSet, yield_now};
use xinggen_application::{
    Actor, CreditBooks, MakeBatch, MakeBatchError, Ports, Records, RedeemCodeError, Redeemed, RedemptionDesk,
    RevokeBatchError,
};
use xinggen_domain::{
    Credits, UserId,
    audit::AuditAct,
    error::StoreError,
    idempotency::IdempotencyKey,
    ledger::TransactionKind,
    ports::{Clock as _, LedgerAudit as _, TenantTx, UnitOfWork},
    redemption::Worthless,
    script::Language,
    user::Role,
};

struct Shop {
    house: House,
    desk: RedemptionDesk,
    admin: Actor,
}

impl Shop {
    async fn open() -> Self {
        let house = House::with_credits(0).await;
        let desk = RedemptionDesk::new(house.world.ports());
        let admin = Actor { role: Role::Admin, ..house.world.user(0).await };
        Self { house, desk, admin }
    }

    fn wanted(&self) -> MakeBatch {
        let until = self.house.world.clock.now() + Duration::days(7);
        let name = "春节活动".to_owned();
        MakeBatch { name, credits: 88, count: 3, lasts_days: Some(30), redeem_until: Some(until) }
    }

    async fn codes(&self) -> Vec<String> {
        self.desk.make(self.admin, self.wanted()).await.expect("made").1
    }
}

#[tokio::test]
async fn whoever_guesses_is_slowed_down() {
    let shop = Shop::open().await;
    let codes = shop.codes().await;
    let (user, other) = (shop.house.user, shop.house.world.user(0).await);
    for _ in 0..10 {
        let wrong = shop.desk.redeem(user, "7K3M-9QXT-04WD-BZ5R").await;
        assert!(matches!(wrong, Err(RedeemCodeError::Unknown)), "{wrong:?}");
    }
    let late = shop.desk.redeem(user, &codes[0]).await;
    assert!(matches!(late, Err(RedeemCodeError::Throttled(_))), "not even the right one: {late:?}");
    shop.desk.redeem(other, &codes[1]).await.expect("others are let");
    shop.house.world.clock.advance(Duration::minutes(1));
    shop.desk.redeem(user, &codes[0]).await.expect("a minute later it is let, and counts for nothing");
    for _ in 0..3 {
        let used = shop.desk.redeem(user, &codes[0]).await;
        assert!(
            matches!(used, Err(RedeemCodeError::Worthless(_))),
            "nor does one that was good once: {used:?}"
        );
    }
}

/// A store that takes long enough to answer for all other calls to come in the middle of it, and counts its reads.
struct Slow {
    store: Arc<dyn UnitOfWork>,
    reads: AtomicUsize,
}

impl Slow {
    async fn wait() {
        for _ in 0..200 {
            yield_now().await;
        }
    }
}

#[async_trait]
impl UnitOfWork for Slow {
    async fn begin(&self, owner: UserId) -> Result<Box<dyn TenantTx>, StoreError> {
        Self::wait().await;
        self.store.begin(owner).await
    }

    async fn begin_once(
        &self,
        owner: UserId,
        key: &IdempotencyKey,
    ) -> Result<Option<Box<dyn TenantTx>>, StoreError> {
        self.store.begin_once(owner, key).await
    }

    async fn begin_read(&self, owner: UserId) -> Result<Box<dyn TenantTx>, StoreError> {
        self.reads.fetch_add(1, Ordering::Relaxed);
        Self::wait().await;
        self.store.begin_read(owner).await
    }
}

impl Shop {
    fn slow(&self) -> (RedemptionDesk, Arc<Slow>) {
        let ports = self.house.world.ports();
        let slow = Arc::new(Slow { store: ports.store.clone(), reads: AtomicUsize::new(0) });
        (RedemptionDesk::new(Ports { store: slow.clone(), ..ports }), slow)
    }
}

/// All at once; how many were redeemed, were wrong, and were refused.
async fn at_once(desk: &RedemptionDesk, user: Actor, codes: Vec<String>) -> (usize, usize, usize) {
    let calls: JoinSet<_> = codes
        .into_iter()
        .map(|code| {
            let desk = desk.clone();
            async move { desk.redeem(user, &code).await }
        })
        .collect();
    let answers = calls.join_all().await;
    let count = |like: fn(&Result<Redeemed, RedeemCodeError>) -> bool| {
        answers.iter().filter(|answer| like(answer)).count()
    };
    let counts = (
        count(Result::is_ok),
        count(|answer| matches!(answer, Err(RedeemCodeError::Unknown))),
        count(|answer| matches!(answer, Err(RedeemCodeError::Throttled(_)))),
    );
    assert_eq!(counts.0 + counts.1 + counts.2, answers.len(), "{answers:?}");
    counts
}

fn guesses(count: usize) -> Vec<String> {
    (0..count).map(|at| format!("7K3M-9QXT-04WD-{at:04}")).collect()
}

#[tokio::test]
async fn all_right_codes_at_once_are_redeemed() {
    let shop = Shop::open().await;
    let (user, (desk, _)) = (shop.house.user, shop.slow());
    let many = || async {
        let wanted = MakeBatch { count: 30, credits: 7, ..shop.wanted() };
        shop.desk.make(shop.admin, wanted).await.expect("made").1
    };
    assert_eq!(at_once(&desk, user, many().await).await, (30, 0, 0));
    assert_eq!(at_once(&desk, user, guesses(9)).await, (0, 9, 0), "right ones counted for nothing");
    assert_eq!(at_once(&desk, user, many().await).await, (30, 0, 0), "with one try left");
    assert_eq!(at_once(&desk, user, guesses(2)).await, (0, 1, 1), "which is still there");
    let available = CreditBooks::new(shop.house.world.ports()).available(user).await.expect("a view");
    assert_eq!(available, Credits::new(420));
}

#[tokio::test]
async fn guesses_at_once_are_told_no_more_often_than_one_by_one() {
    let shop = Shop::open().await;
    let codes = shop.codes().await;
    let (user, (desk, slow)) = (shop.house.user, shop.slow());
    // The right one is looked for at the same time as the wrong ones, and comes behind them.
    let mut all = guesses(40);
    all.push(codes[0].clone());
    assert_eq!(at_once(&desk, user, all).await, (0, 10, 31));
    let reads = slow.reads.load(Ordering::Relaxed);
    let late =
        vec![codes[0].clone(), codes[1].clone(), "7K3M-9QXT-04WD-BZ5R".to_owned(), "no code".to_owned()];
    assert_eq!(at_once(&desk, user, late).await, (0, 0, 4));
    assert_eq!(
        slow.reads.load(Ordering::Relaxed),
        reads,
        "nothing is looked for while the user is locked out"
    );
    assert!(shop.house.statement().await.is_empty(), "nothing was posted");
    let other = shop.house.world.user(0).await;
    assert_eq!(at_once(&desk, other, codes).await, (3, 0, 0), "no code was taken");
}

#[tokio::test]
async fn a_code_is_worth_its_credits_once() {
    let shop = Shop::open().await;
    let codes = shop.codes().await;
    assert_eq!(codes.len(), 3);
    let (user, other) = (shop.house.user, shop.house.world.user(0).await);
    let typed = format!(" {} ", codes[0].to_lowercase().replace('-', ""));
    let redeemed = shop.desk.redeem(user, &typed).await.expect("redeemed");
    let expires_at = Some(shop.house.world.clock.now() + Duration::days(30));
    assert_eq!(redeemed, Redeemed { credits: Credits::new(88), expires_at });
    for actor in [user, other] {
        let again = shop.desk.redeem(actor, &codes[0]).await;
        assert!(matches!(again, Err(RedeemCodeError::Worthless(Worthless::Redeemed))), "{again:?}");
    }
    let books = CreditBooks::new(shop.house.world.ports());
    let available = books.available(user).await.expect("a view");
    assert_eq!((available, books.available(other).await.expect("a view")), (Credits::new(88), Credits::ZERO));
    let last = shop.house.stated().await.pop().expect("an entry");
    assert_eq!(last.entry.kind, TransactionKind::Redeem);
    let words = [Language::Chinese, Language::English].map(|language| last.words(language));
    assert_eq!(words, ["兑换码：春节活动", "Redemption code: 春节活动"]);
    let trace = Records::new(shop.house.world.ports()).own(user, None, 5).await.expect("a log").remove(0);
    assert_eq!(trace.act, AuditAct::CodeRedeemed);
    assert_eq!(shop.house.world.store.check().await.expect("an audit"), []);
}

#[tokio::test]
async fn one_of_many_at_once_gets_the_credits() {
    let shop = Shop::open().await;
    let code = shop.codes().await.remove(0);
    let mut rivals = tokio::task::JoinSet::new();
    for _ in 0..16 {
        let (desk, code, actor) = (shop.desk.clone(), code.clone(), shop.house.world.user(0).await);
        rivals.spawn(async move { desk.redeem(actor, &code).await.is_ok() });
    }
    let lucky = rivals.join_all().await.into_iter().filter(|redeemed| *redeemed).count();
    assert_eq!(lucky, 1);
}

#[tokio::test]
async fn what_is_no_code_or_too_late_is_worth_nothing() {
    let shop = Shop::open().await;
    let codes = shop.codes().await;
    for typed in ["", "abc", "0000-0000-0000-0000", "兑换码"] {
        let refused = shop.desk.redeem(shop.house.user, typed).await;
        assert!(matches!(refused, Err(RedeemCodeError::Unknown)), "{typed:?}");
    }
    let (batch, fresh) = shop.desk.make(shop.admin, shop.wanted()).await.expect("made");
    shop.desk.revoke(shop.admin, batch.id).await.expect("revoked");
    let refused = shop.desk.redeem(shop.house.user, &fresh[0]).await;
    assert!(matches!(refused, Err(RedeemCodeError::Worthless(Worthless::Revoked))));
    shop.house.world.clock.advance(Duration::days(7));
    let refused = shop.desk.redeem(shop.house.user, &codes[0]).await;
    assert!(matches!(refused, Err(RedeemCodeError::Worthless(Worthless::Over(_)))));
    assert!(shop.house.statement().await.is_empty(), "nothing was posted");
}

#[tokio::test]
async fn only_admins_make_see_and_revoke_codes() {
    let shop = Shop::open().await;
    let user = shop.house.user;
    assert!(matches!(shop.desk.make(user, shop.wanted()).await, Err(MakeBatchError::Forbidden)));
    assert!(matches!(shop.desk.batches(user, None, 9).await, Err(RevokeBatchError::Forbidden)));
    let (batch, codes) = shop.desk.make(shop.admin, shop.wanted()).await.expect("made");
    assert!(matches!(shop.desk.revoke(user, batch.id).await, Err(RevokeBatchError::Forbidden)));
    shop.desk.redeem(user, &codes[1]).await.expect("redeemed");
    assert_eq!(shop.desk.batches(shop.admin, None, 9).await.expect("a list"), [(batch, 1)]);
    let unknown = shop.house.world.build.id();
    assert!(matches!(shop.desk.revoke(shop.admin, unknown).await, Err(RevokeBatchError::NotFound)));
    for (wanted, field) in [
        (MakeBatch { count: 0, ..shop.wanted() }, "count"),
        (MakeBatch { credits: 0, ..shop.wanted() }, "credits"),
        (MakeBatch { name: " ".to_owned(), ..shop.wanted() }, "name"),
        (MakeBatch { redeem_until: Some(shop.house.world.clock.now()), ..shop.wanted() }, "redeem_until"),
    ] {
        match shop.desk.make(shop.admin, wanted).await {
            Err(MakeBatchError::Invalid(invalid)) => assert_eq!(invalid.fields()[0].field, field),
            other => panic!("{field}: {other:?}"),
        }
    }
}
