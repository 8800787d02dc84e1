//! What a login writes, and that it writes all of it or nothing.

use crate::house::settings;
use chrono::Duration;
use std::sync::Arc;
use tokio::task::JoinSet;
use xinggen_application::{
    Accounts, Actor, CreateUser, LoginError, Ports, ProveError, Records, Registration, SignedIn, TwoFactor,
};
use xinggen_domain::{
    audit::AuditAct,
    identity::Identity,
    ports::{Clock as _, UnitOfWork as _},
    second_factor::{ATTEMPTS, STEP_SECONDS, SecondFactor},
    session::Device,
    user::Role,
};
use xinggen_testkit::{Tally, TestWorld, fakes::FaultyStore};

const PASSWORD: &str = "correct horse";

struct Desk {
    world: TestWorld,
    accounts: Accounts,
    store: FaultyStore,
    lin: Actor,
}

impl Desk {
    /// An account, signed in once: what is made at the first login is there.
    async fn new() -> Self {
        let world = TestWorld::new().await;
        let store = FaultyStore::new(Arc::new(world.store.clone()));
        let ports = Ports { store: Arc::new(store.clone()), ..world.ports() };
        let accounts = Accounts::new(ports, settings(Registration::Open));
        let create = CreateUser {
            identity: Identity::email("lin@example.com").expect("an address"),
            password: Some(PASSWORD.to_owned()),
            name: None,
            role: Role::User,
        };
        let user = accounts.create_user(create).await.expect("made");
        Self { world, accounts, store, lin: Actor::new(user.id, user.role) }
    }

    /// The same, with a second factor in force whose first code is used.
    async fn with_second_factor() -> Self {
        let desk = Self::new().await;
        let factors = TwoFactor::new(desk.world.ports(), false);
        factors.enrol(desk.lin).await.expect("enrolled");
        desk.login(None).await.expect("it is not in force yet");
        let session = desk.accounts.sessions(desk.lin).await.expect("read")[0].id;
        factors.confirm(desk.lin, session, &desk.code()).await.expect("in force");
        desk.world.clock.advance(Duration::minutes(1));
        desk
    }

    /// The code that an app shows now.
    fn code(&self) -> String {
        format!("{:06}", self.world.clock.now().timestamp() / STEP_SECONDS % 1_000_000)
    }

    async fn login(&self, second: Option<&str>) -> Result<SignedIn, LoginError> {
        let lin = Identity::email("lin@example.com");
        self.accounts.login(lin.as_ref(), PASSWORD, Device::default(), second).await
    }

    /// What a login makes the store do.
    async fn counted(&self, second: Option<&str>) -> Tally {
        let before = self.world.store.tally();
        self.login(second).await.expect("signed in");
        let after = self.world.store.tally();
        Tally { writes: after.writes - before.writes, statements: after.statements - before.statements }
    }

    async fn factor(&self) -> SecondFactor {
        let mut tx = self.world.store.begin_read(self.lin.user_id).await.expect("begun");
        tx.second_factors().get().await.expect("read").expect("there")
    }

    /// How many sessions live, and how many logins and failed logins are noted.
    async fn seen(&self) -> [usize; 3] {
        let sessions = self.accounts.sessions(self.lin).await.expect("read");
        let noted = Records::new(self.world.ports()).own(self.lin, None, 99).await.expect("read");
        let count = |act| noted.iter().filter(|entry| entry.act == act).count();
        [sessions.len(), count(AuditAct::SignedIn), count(AuditAct::SignInFailed)]
    }
}

/// One write takes from both allowances, one gives back, and the third is the tenant's transaction: it locks the account
/// and the second factor and adds session and audit entry.
#[tokio::test]
async fn a_login_is_three_write_transactions() {
    let desk = Desk::new().await;
    assert_eq!(desk.counted(None).await, Tally { writes: 3, statements: 7 });
}

/// A second factor adds two statements, its use and its proof, and no transaction.
#[tokio::test]
async fn a_second_factor_adds_no_transaction() {
    let desk = Desk::with_second_factor().await;
    let code = desk.code();
    assert_eq!(desk.counted(Some(&code)).await, Tally { writes: 3, statements: 9 });
}

#[tokio::test]
async fn of_many_who_show_one_code_one_comes_in() {
    let desk = Arc::new(Desk::with_second_factor().await);
    let (code, [sessions, ..]) = (desk.code(), desk.seen().await);
    let mut logins = JoinSet::new();
    for _ in 0..ATTEMPTS {
        let (desk, code) = (Arc::clone(&desk), code.clone());
        logins.spawn(async move { desk.login(Some(&code)).await });
    }
    let answers = logins.join_all().await;
    let wrong = |answer: &Result<SignedIn, LoginError>| {
        matches!(answer, Err(LoginError::SecondFactor(ProveError::Wrong)))
    };
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1, "{answers:?}");
    assert_eq!(answers.iter().filter(|answer| wrong(answer)).count(), ATTEMPTS as usize - 1);
    assert_eq!(desk.seen().await[0], sessions + 1);
}

#[tokio::test]
async fn a_login_that_is_not_committed_leaves_nothing_and_uses_no_code() {
    let desk = Desk::with_second_factor().await;
    let (code, before, factor) = (desk.code(), desk.seen().await, desk.factor().await);
    desk.store.fail_commits(1);
    let failed = desk.login(Some(&code)).await;
    assert!(matches!(failed, Err(LoginError::Store(_))), "{failed:?}");
    assert!(desk.store.is_spent());
    assert_eq!((desk.seen().await, desk.factor().await), (before, factor));
    let signed_in = desk.login(Some(&code)).await.expect("the same code");
    let claims = desk.accounts.authenticate(&signed_in.access_token).await.expect("read").expect("in").1;
    assert!(
        TwoFactor::new(desk.world.ports(), false).may_act(desk.lin, claims.session_id).await.expect("read"),
        "the code counts as a proof in the new session"
    );
}

#[tokio::test]
async fn wrong_codes_count_and_are_noted_and_open_nothing() {
    let desk = Desk::with_second_factor().await;
    let [sessions, signed_in, _] = desk.seen().await;
    for failures in 1..=ATTEMPTS {
        let wrong = desk.login(Some("no code")).await;
        assert!(matches!(wrong, Err(LoginError::SecondFactor(ProveError::Wrong))), "{wrong:?}");
        assert_eq!(desk.factor().await.failures, failures);
    }
    let paused = desk.login(Some(&desk.code())).await;
    assert!(matches!(paused, Err(LoginError::SecondFactor(ProveError::Paused { .. }))), "{paused:?}");
    assert_eq!(desk.seen().await, [sessions, signed_in, ATTEMPTS as usize]);
}
