//! Accounts that were shut out.

use crate::house::settings;
use async_trait::async_trait;
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use xinggen_application::{Accounts, Actor, LoginError, Ports, RefreshSessionError, Registration};
use xinggen_domain::{
    identity::Identity,
    ports::{Clock as _, HashingBusy, PasswordHasher, Sessions as _, TokenIssuer as _, UnitOfWork as _},
    session::{Device, Session},
    user::{PasswordHash, User, UserStatus},
};
use xinggen_testkit::{TestWorld, fakes::FakePasswords};

#[tokio::test]
async fn a_disabled_account_is_told_so_only_behind_its_password() {
    let world = TestWorld::new().await;
    let user = User { status: UserStatus::Disabled, ..world.build.user() };
    let email = user.email.clone().expect("an e-mail");
    let mut tx = world.store.begin(user.id).await.expect("begun");
    tx.profile()
        .open(user.clone(), Some(FakePasswords.hash("correct horse").await.expect("room")))
        .await
        .expect("opened");
    tx.commit().await.expect("committed");
    let accounts = Accounts::new(world.ports(), settings(Registration::Open));
    let wrong =
        accounts.login(Identity::email(&email).as_ref(), "wrong horse", Device::default(), None).await;
    assert!(
        matches!(wrong, Err(LoginError::WrongCredentials)),
        "whether it is disabled is nobody's business"
    );
    let right =
        accounts.login(Identity::email(&email).as_ref(), "correct horse", Device::default(), None).await;
    assert!(matches!(right, Err(LoginError::Disabled)));

    // What it had from before does not let it in either.
    let now = world.clock.now();
    let token = world.tokens.new_refresh(world.build.id());
    let session = Session::new(token.session_id, user.id, token.digest, now);
    world.store.add(session).await.expect("added");
    let refreshed = accounts.refresh(&token.text).await;
    assert!(matches!(refreshed, Err(RefreshSessionError::Disabled)));
    let actor = Actor::new(user.id, user.role);
    assert_eq!(accounts.current(actor).await.expect("read"), None);
    let ticket = accounts.issue_ticket(actor).await.expect("issued");
    assert_eq!(accounts.redeem_ticket(&ticket.text).await.expect("read"), None);
}

/// Counts how often somebody had to wait for a verification.
#[derive(Default)]
struct Counting(AtomicUsize);

#[async_trait]
impl PasswordHasher for Counting {
    async fn hash(&self, password: &str) -> Result<PasswordHash, HashingBusy> {
        FakePasswords.hash(password).await
    }

    async fn verify(&self, password: &str, hash: Option<&PasswordHash>) -> Result<bool, HashingBusy> {
        self.0.fetch_add(1, Ordering::Relaxed);
        FakePasswords.verify(password, hash).await
    }

    fn is_current(&self, hash: &PasswordHash) -> bool {
        FakePasswords.is_current(hash)
    }
}

#[tokio::test]
async fn whoever_is_unknown_waits_as_long_as_whoever_is_wrong() {
    let world = TestWorld::new().await;
    let user = world.build.user();
    let email = user.email.clone().expect("an e-mail");
    let mut tx = world.store.begin(user.id).await.expect("begun");
    let known = PasswordHash("fake:another one".to_owned());
    tx.profile().open(user, Some(known)).await.expect("opened");
    tx.commit().await.expect("committed");
    let counting = Arc::new(Counting::default());
    let ports = Ports { passwords: counting.clone(), ..world.ports() };
    let accounts = Accounts::new(ports, settings(Registration::Open));
    for (at, email) in [email.as_str(), "nobody@example.com", "no e-mail"].into_iter().enumerate() {
        let refused =
            accounts.login(Identity::email(email).as_ref(), "correct horse", Device::default(), None).await;
        assert!(matches!(refused, Err(LoginError::WrongCredentials)));
        assert_eq!(counting.0.load(Ordering::Relaxed), at + 1, "{email}");
    }
}
