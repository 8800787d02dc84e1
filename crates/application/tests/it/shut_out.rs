//! Accounts that were shut out.

use async_trait::async_trait;
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use xinggen_application::{Accounts, Actor, LoginError, Ports, RefreshSessionError, SignUp};
use xinggen_domain::{
    Credits,
    ports::{Clock as _, PasswordHasher, Sessions as _, TokenIssuer as _, UnitOfWork as _},
    session::Session,
    user::{PasswordHash, User, UserStatus},
};
use xinggen_testkit::{TestWorld, fakes::FakePasswords};

#[tokio::test]
async fn a_disabled_account_is_told_so_only_behind_its_password() {
    let world = TestWorld::new().await;
    let user = User { status: UserStatus::Disabled, ..world.build.user() };
    let email = user.email.clone().expect("an e-mail");
    let mut tx = world.store.begin(user.id).await.expect("begun");
    tx.profile().open(user.clone(), Some(FakePasswords.hash("correct horse").await)).await.expect("opened");
    tx.commit().await.expect("committed");
    let accounts = Accounts::new(world.ports(), SignUp { bonus: Credits::ZERO, bonus_days: None });
    let wrong = accounts.login(&email, "wrong horse").await;
    assert!(
        matches!(wrong, Err(LoginError::WrongCredentials)),
        "whether it is disabled is nobody's business"
    );
    let right = accounts.login(&email, "correct horse").await;
    assert!(matches!(right, Err(LoginError::Disabled)));

    // What it had from before does not let it in either.
    let now = world.clock.now();
    let token = world.tokens.new_refresh(world.build.id());
    let session = Session::new(token.session_id, user.id, token.digest, now);
    world.store.add(session).await.expect("added");
    let refreshed = accounts.refresh(&token.text).await;
    assert!(matches!(refreshed, Err(RefreshSessionError::Disabled)));
    let actor = Actor { user_id: user.id, role: user.role };
    assert_eq!(accounts.current(actor).await.expect("read"), None);
    let ticket = accounts.issue_ticket(actor).await.expect("issued");
    assert_eq!(accounts.redeem_ticket(&ticket.text).await.expect("read"), None);
}

/// Counts how often somebody had to wait for a verification.
#[derive(Default)]
struct Counting(AtomicUsize);

#[async_trait]
impl PasswordHasher for Counting {
    async fn hash(&self, password: &str) -> PasswordHash {
        FakePasswords.hash(password).await
    }

    async fn verify(&self, password: &str, hash: Option<&PasswordHash>) -> bool {
        self.0.fetch_add(1, Ordering::Relaxed);
        FakePasswords.verify(password, hash).await
    }
}

#[tokio::test]
async fn whoever_is_unknown_waits_as_long_as_whoever_is_wrong() {
    let world = TestWorld::new().await;
    let user = world.build.user();
    let email = user.email.clone().expect("an e-mail");
    let mut tx = world.store.begin(user.id).await.expect("begun");
    tx.profile().open(user, None).await.expect("opened");
    tx.commit().await.expect("committed");
    let counting = Arc::new(Counting::default());
    let ports = Ports { passwords: counting.clone(), ..world.ports() };
    let accounts = Accounts::new(ports, SignUp { bonus: Credits::ZERO, bonus_days: None });
    for (at, email) in [email.as_str(), "nobody@example.com", "no e-mail"].into_iter().enumerate() {
        let refused = accounts.login(email, "correct horse").await;
        assert!(matches!(refused, Err(LoginError::WrongCredentials)));
        assert_eq!(counting.0.load(Ordering::Relaxed), at + 1, "{email}");
    }
}
