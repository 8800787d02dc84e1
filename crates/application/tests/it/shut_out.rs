//! Accounts that were shut out.

use crate::house::settings;
use async_trait::async_trait;
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use xinggen_application::{Accounts, Actor, LoginError, Ports, RefreshSessionError, Registration};
use xinggen_domain::{
    UserId,
    identity::Identity,
    ports::{Clock as _, HashingBusy, PasswordHasher, TokenIssuer as _, UnitOfWork as _},
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
    world.add_session(session).await;
    let refreshed = accounts.refresh(&token.text).await;
    assert!(matches!(refreshed, Err(RefreshSessionError::Disabled)));
    let actor = Actor::new(user.id, user.role);
    assert_eq!(accounts.current(actor).await.expect("read"), None);
    let ticket = accounts.issue_ticket(actor, token.session_id).await.expect("issued");
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

/// Looks at a password, and lets its owner put another in its place before it answers.
struct Slow {
    world: TestWorld,
    user: UserId,
    becomes: &'static str,
}

#[async_trait]
impl PasswordHasher for Slow {
    async fn hash(&self, password: &str) -> Result<PasswordHash, HashingBusy> {
        FakePasswords.hash(password).await
    }

    async fn verify(&self, password: &str, hash: Option<&PasswordHash>) -> Result<bool, HashingBusy> {
        let right = FakePasswords.verify(password, hash).await?;
        if hash.is_some_and(|hash| hash.0.starts_with("old:")) {
            let mut tx = self.world.store.begin(self.user).await.expect("begun");
            tx.profile().set_password(PasswordHash(self.becomes.to_owned())).await.expect("set");
            tx.sessions().end_all(None, self.world.clock.now()).await.expect("ended");
            tx.commit().await.expect("committed");
        }
        Ok(right)
    }

    fn is_current(&self, hash: &PasswordHash) -> bool {
        FakePasswords.is_current(hash)
    }
}

/// Signs in with a password that becomes another while it is looked at; how many sessions there are then.
async fn signed_in_late(becomes: &'static str) -> (Result<(), LoginError>, usize) {
    let world = TestWorld::new().await;
    let user = world.build.user();
    let email = user.email.clone().expect("an e-mail");
    let mut tx = world.store.begin(user.id).await.expect("begun");
    tx.profile().open(user.clone(), Some(PasswordHash("old:horse".to_owned()))).await.expect("opened");
    tx.commit().await.expect("committed");
    let slow = Slow { world: world.clone(), user: user.id, becomes };
    let accounts =
        Accounts::new(Ports { passwords: Arc::new(slow), ..world.ports() }, settings(Registration::Open));
    let signed_in = accounts.login(Identity::email(&email).as_ref(), "horse", Device::default(), None).await;
    let sessions = accounts.sessions(Actor::new(user.id, user.role)).await.expect("read");
    (signed_in.map(|_| ()), sessions.len())
}

#[tokio::test]
async fn no_session_outlives_the_password_that_opened_it() {
    let (late, sessions) = signed_in_late("fake:another horse").await;
    assert!(matches!(late, Err(LoginError::WrongCredentials)), "{late:?}");
    assert_eq!(sessions, 0, "whoever changed the password ended what there was");
    let (late, sessions) = signed_in_late("fake:horse").await;
    assert!(late.is_ok(), "another login only hashed it anew: {late:?}");
    assert_eq!(sessions, 1);
}
