//! Erasing an account: what goes at once, what goes later, and what stays.

use crate::house::{House, key, settings, story};
use chrono::Duration;
use xinggen_application::{
    Accounts, Actor, AdjustCreditsError, ApiKeyDesk, CLEAR_MINUTES, ChangeUserError, CreateApiKey,
    CreditBooks, EraseAccountError, Gift, GiveCredits, GiveCreditsError, Housekeeping, LoginError, MakeBatch,
    Operators, Reauth, ReauthError, RedeemCodeError, RedemptionDesk, RefreshSessionError, Register,
    Registration, Return, SignedIn, UserChange,
};
use xinggen_domain::{
    Credits,
    api_key::Scope,
    audit::AuditAct,
    identity::Identity,
    job::{JobState, Operation},
    ledger::LotSource,
    ports::{AccountDirectory as _, Clock as _, UnitOfWork as _},
    session::Device,
    take::Target,
    user::{Role, UserStatus},
};

const PASSWORD: &str = "correct horse";
const EMAIL: &str = "lin@example.com";

struct Leaver {
    house: House,
    accounts: Accounts,
    lin: SignedIn,
}

async fn register(accounts: &Accounts) -> SignedIn {
    let register = Register {
        identity: Identity::email(EMAIL).expect("an address"),
        code: None,
        password: Some(PASSWORD.to_owned()),
        name: None,
    };
    accounts.register(register, Device::default()).await.expect("registered")
}

impl Leaver {
    async fn new() -> Self {
        let world = House::with_credits(0).await.world;
        let accounts = Accounts::new(world.ports(), settings(Registration::Open));
        let lin = register(&accounts).await;
        let user = Actor::new(lin.user.id, lin.user.role);
        Self { house: House::of(world, user), accounts, lin }
    }

    async fn erase(&self, password: &str, forfeit: bool) -> Result<(), EraseAccountError> {
        let proof = Reauth::Password(password.to_owned());
        self.accounts.erase_account(self.house.user, &proof, forfeit).await
    }

    async fn buy(&self, credits: i64) {
        let world = &self.house.world;
        let admin = Actor { role: Role::Admin, ..world.user(0).await };
        let give = GiveCredits {
            gift: Gift::Recharge,
            amount: credits,
            reason: "订单 1".to_owned(),
            expires_at: None,
        };
        let books = CreditBooks::new(world.ports());
        books.give(admin, self.house.user.user_id, give, crate::house::key("buy")).await.expect("bought");
    }
}

#[tokio::test]
async fn nobody_is_erased_who_did_not_want_it() {
    let leaver = Leaver::new().await;
    let wrong = leaver.erase("wrong horse", true).await;
    assert!(matches!(wrong, Err(EraseAccountError::Reauth(ReauthError::WrongPassword))), "{wrong:?}");
    leaver.buy(30).await;
    let paid = leaver.erase(PASSWORD, false).await;
    assert!(matches!(paid, Err(EraseAccountError::PaidCreditsLeft(left)) if left == Credits::new(30)));
    let mut tx = leaver.house.world.store.begin(leaver.house.user.user_id).await.expect("begun");
    let known = tx.profile().get().await.expect("read").expect("there");
    assert_eq!((known.email.as_deref(), known.status), (Some(EMAIL), UserStatus::Active));
    tx.profile().save(xinggen_domain::user::User { role: Role::Admin, ..known }).await.expect("saved");
    tx.commit().await.expect("committed");
    let admin = leaver.erase(PASSWORD, true).await;
    assert!(matches!(admin, Err(EraseAccountError::Administrator)), "{admin:?}");
    assert!(leaver.accounts.authenticate(&leaver.lin.access_token).await.expect("read").is_some());
}

#[tokio::test]
async fn every_door_is_shut_at_once_and_work_is_called_off() {
    let leaver = Leaver::new().await;
    let house = &leaver.house;
    let keys = ApiKeyDesk::new(house.world.ports());
    let wanted = CreateApiKey { name: "player".to_owned(), scopes: vec![Scope::Read], expires_at: None };
    let key = keys.create(house.user, wanted).await.expect("made").text;
    let episode = house.episode(story()).await;
    house.ask(Operation::Script, Target::Episode(episode)).await.expect("ordered");
    leaver.buy(30).await;
    let before = CreditBooks::new(house.world.ports()).view(house.user).await.expect("read");
    assert_eq!(before.account().held, Credits::new(5));
    leaver.erase(PASSWORD, true).await.expect("erased");

    let accounts = &leaver.accounts;
    assert!(accounts.authenticate(&leaver.lin.access_token).await.expect("read").is_none());
    let refreshed = accounts.refresh(&leaver.lin.refresh_token).await;
    assert!(matches!(refreshed, Err(RefreshSessionError::Disabled | RefreshSessionError::Over)));
    let again = accounts.login(Identity::email(EMAIL).as_ref(), PASSWORD, Device::default(), None).await;
    assert!(matches!(again, Err(LoginError::WrongCredentials)), "nobody has this address");
    house.world.clock.advance(Duration::seconds(1));
    assert!(keys.authenticate(&key, None).await.expect("read").is_none());
    let ledger = CreditBooks::new(house.world.ports()).view(house.user).await.expect("read");
    assert_eq!((ledger.account().held, ledger.account().credits), (Credits::ZERO, Credits::new(530)));
    assert!(house.jobs().await.iter().all(|job| job.state == JobState::Cancelled));
    assert_eq!(house.world.audit().await.expect("read"), []);
    let admin = Operators::new(house.world.ports()).local().await.expect("an administrator");
    for status in [None, Some(UserStatus::Active)] {
        let change = UserChange { role: Some(Role::User), status };
        let refused = accounts.change_user(admin, house.user.user_id, change).await;
        assert!(matches!(refused, Err(ChangeUserError::NotFound)), "{refused:?}");
    }
}

#[tokio::test]
async fn what_there_was_is_cleared_a_little_later_and_the_books_stay() {
    let leaver = Leaver::new().await;
    let house = &leaver.house;
    leaver.buy(2_000).await;
    house.produce(story()).await;
    let (statement, jobs) = (house.statement().await.len(), house.jobs().await.len());
    assert!(house.world.blobs.keys().len() > 10 && statement > 10);
    leaver.erase(PASSWORD, true).await.expect("erased");
    let keeping = Housekeeping::new(house.world.ports());
    house.world.clock.advance(Duration::minutes(CLEAR_MINUTES) - Duration::seconds(1));
    assert_eq!(keeping.sweep().await.expect("swept").accounts, 0, "requests may still be under way");
    // As one that was: made by somebody who was let in before.
    house.episode(story()).await;
    house.world.clock.advance(Duration::seconds(1));
    assert_eq!(keeping.sweep().await.expect("swept").accounts, 1);
    assert_eq!(house.world.blobs.keys(), [], "intermediates go, too");
    assert_eq!((house.statement().await.len(), house.jobs().await.len()), (statement, jobs));
    assert_eq!(house.world.audit().await.expect("read"), []);
    let mut tx = house.world.store.begin_read(house.user.user_id).await.expect("begun");
    let noted: Vec<_> = tx.audit().recent(None, 3).await.expect("read").iter().map(|one| one.act).collect();
    assert_eq!(noted[0], AuditAct::AccountErased);
    drop(tx);
    assert_eq!(keeping.sweep().await.expect("swept").accounts, 0, "once");

    let anew = register(&leaver.accounts).await;
    assert_ne!(anew.user.id, house.user.user_id);
    let books = CreditBooks::new(house.world.ports());
    let credits = books.available(Actor::new(anew.user.id, anew.user.role)).await.expect("read");
    assert_eq!(credits, Credits::ZERO, "the bonus was given for this address before");
    assert!(house.world.store.find_by_email(EMAIL).await.expect("read").is_some());
}

#[tokio::test]
async fn a_job_that_runs_is_waited_for() {
    let leaver = Leaver::new().await;
    let house = &leaver.house;
    let episode = house.episode(story()).await;
    house.ask(Operation::Script, Target::Episode(episode)).await.expect("ordered");
    let claim = house.claim().await;
    leaver.erase(PASSWORD, true).await.expect("erased");
    house.world.clock.advance(Duration::minutes(CLEAR_MINUTES));
    let keeping = Housekeeping::new(house.world.ports());
    assert_eq!(keeping.sweep().await.expect("swept").accounts, 0, "its worker still has it");
    let runner = xinggen_application::JobRunner::new(house.world.ports());
    runner.run(&claim, &xinggen_domain::ports::Silent).await.expect("recorded");
    assert_eq!(keeping.sweep().await.expect("swept").accounts, 1);
    assert_eq!(house.world.audit().await.expect("read"), []);
    assert!(house.world.clock.now() > claim.job.created_at);
}

#[tokio::test]
async fn nobody_moves_credits_of_an_erased_account() {
    let leaver = Leaver::new().await;
    let house = &leaver.house;
    leaver.buy(2_000).await;
    let books = CreditBooks::new(house.world.ports());
    let ledger = books.view(house.user).await.expect("read");
    let lot = ledger.lots().find(|lot| lot.source == LotSource::Recharge).expect("a purchase").id;
    let episode = house.episode(story()).await;
    let charged = house.make(Operation::Script, Target::Episode(episode)).await.id;
    let (admin, user) = (Actor { role: Role::Admin, ..house.world.user(0).await }, house.user.user_id);
    let desk = RedemptionDesk::new(house.world.ports());
    let wanted = MakeBatch {
        name: "春节活动".to_owned(),
        credits: 88,
        count: 1,
        lasts_days: None,
        redeem_until: None,
    };
    let code = desk.make(admin, wanted).await.expect("made").1.remove(0);
    leaver.erase(PASSWORD, true).await.expect("erased");
    let before = (house.statement().await, *books.view(house.user).await.expect("read").account());

    for gift in [Gift::Adjust, Gift::Compensate, Gift::Recharge] {
        let give = GiveCredits { gift, amount: 5, expires_at: None, reason: "补偿".to_owned() };
        let refused = books.give(admin, user, give, key(&format!("{gift:?}"))).await;
        assert!(matches!(refused, Err(GiveCreditsError::NotFound)), "{gift:?}: {refused:?}");
    }
    let take = GiveCredits { gift: Gift::Adjust, amount: -5, expires_at: None, reason: "更正".to_owned() };
    let part = Return { amount: 1, reason: "退回" };
    for refused in [
        books.give(admin, user, take, key("take")).await,
        books.credit_back(admin, user, charged, part, key("back")).await,
        books.refund(admin, user, lot, part, key("refund")).await,
    ] {
        assert!(matches!(refused, Err(GiveCreditsError::NotFound)), "{refused:?}");
    }
    let refused = books.adjust(admin, user, Credits::new(5), "更正").await;
    assert!(matches!(refused, Err(AdjustCreditsError::NotFound)), "{refused:?}");
    // As a request that was let in a moment before.
    let refused = desk.redeem(house.user, &code).await;
    assert!(matches!(refused, Err(RedeemCodeError::Unknown)), "{refused:?}");
    let after = (house.statement().await, *books.view(house.user).await.expect("read").account());
    assert_eq!(after, before);
    let left = desk.batches(admin, None, 9).await.expect("read");
    assert_eq!(left[0].1, 0, "the code can still be redeemed by somebody else");
}
