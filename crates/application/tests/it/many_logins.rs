//! Many who sign in at once: those who are right do not stand in each other's way, and those who guess stop.

use crate::house::settings;
use async_trait::async_trait;
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};
use tokio::task::{JoinSet, yield_now};
use xinggen_application::{
    Accounts, Actor, CreateUser, LoginError, Ports, Reauth, ReauthError, Registration, SignedIn,
};
use xinggen_domain::{
    identity::Identity,
    ports::{HashingBusy, PasswordHasher},
    session::Device,
    user::{PasswordHash, Role},
};
use xinggen_testkit::{TestWorld, fakes::FakePasswords};

const PASSWORD: &str = "correct horse";
/// A password that is too much for the hasher.
const TOO_MUCH: &str = "too much";

/// Takes long enough for everybody else to come in the middle of it, and counts how often it is asked.
#[derive(Clone, Default)]
struct SlowPasswords(Arc<AtomicU64>);

#[async_trait]
impl PasswordHasher for SlowPasswords {
    async fn hash(&self, password: &str) -> Result<PasswordHash, HashingBusy> {
        FakePasswords.hash(password).await
    }

    async fn verify(&self, password: &str, hash: Option<&PasswordHash>) -> Result<bool, HashingBusy> {
        self.0.fetch_add(1, Ordering::Relaxed);
        for _ in 0..200 {
            yield_now().await;
        }
        if password == TOO_MUCH { Err(HashingBusy) } else { FakePasswords.verify(password, hash).await }
    }

    fn is_current(&self, hash: &PasswordHash) -> bool {
        FakePasswords.is_current(hash)
    }
}

struct Gate {
    world: TestWorld,
    passwords: SlowPasswords,
    accounts: Accounts,
}

fn email(text: &str) -> Identity {
    Identity::email(text).expect("an address")
}

impl Gate {
    async fn new() -> Self {
        let world = TestWorld::new().await;
        let passwords = SlowPasswords::default();
        let gate = Self { accounts: accounts(&world, &passwords), passwords, world };
        let lin = CreateUser {
            identity: email("lin@example.com"),
            password: Some(PASSWORD.to_owned()),
            name: None,
            role: Role::User,
        };
        gate.accounts.create_user(lin).await.expect("made");
        gate
    }

    fn tried(&self) -> u64 {
        self.passwords.0.load(Ordering::Relaxed)
    }
}

fn accounts(world: &TestWorld, passwords: &SlowPasswords) -> Accounts {
    let ports = Ports { passwords: Arc::new(passwords.clone()), ..world.ports() };
    Accounts::new(ports, settings(Registration::Open))
}

async fn login(accounts: Accounts, who: &str, password: &str) -> Result<SignedIn, LoginError> {
    accounts.login(Identity::email(who).as_ref(), password, Device::default(), None).await
}

/// As many at once as there are accounts; how many were let in, were wrong, and were refused.
async fn at_once(
    all: impl IntoIterator<Item = Accounts>,
    who: &'static str,
    password: &'static str,
) -> (usize, usize, usize) {
    let logins: JoinSet<_> = all.into_iter().map(|accounts| login(accounts, who, password)).collect();
    let answers = logins.join_all().await;
    let count = |like: fn(&Result<SignedIn, LoginError>) -> bool| {
        answers.iter().filter(|answer| like(answer)).count()
    };
    let counts = (
        count(Result::is_ok),
        count(|answer| matches!(answer, Err(LoginError::WrongCredentials))),
        count(|answer| matches!(answer, Err(LoginError::Throttled(_)))),
    );
    assert_eq!(counts.0 + counts.1 + counts.2, answers.len(), "{answers:?}");
    counts
}

#[tokio::test]
async fn all_who_are_right_come_in_however_many_there_are() {
    let gate = Gate::new().await;
    let forty = || std::iter::repeat_n(gate.accounts.clone(), 40);
    assert_eq!(at_once(forty(), "lin@example.com", PASSWORD).await, (40, 0, 0));
    for _ in 0..9 {
        login(gate.accounts.clone(), "lin@example.com", "guess").await.expect_err("wrong");
    }
    assert_eq!(at_once(forty(), "lin@example.com", PASSWORD).await, (40, 0, 0), "with one try left");
}

#[tokio::test]
async fn all_who_are_right_come_in_through_several_processes() {
    let gate = Gate::new().await;
    let processes: Vec<_> = (0..3).map(|_| accounts(&gate.world, &gate.passwords)).collect();
    let all = processes.iter().cloned().cycle().take(60);
    assert_eq!(at_once(all, "lin@example.com", PASSWORD).await, (60, 0, 0));
}

#[tokio::test]
async fn of_those_who_guess_no_more_are_tried_than_may_fail() {
    for who in ["lin@example.com", "nobody@example.com", "no address"] {
        let gate = Gate::new().await;
        let forty = std::iter::repeat_n(gate.accounts.clone(), 40);
        assert_eq!(at_once(forty, who, "guess").await, (0, 10, 30), "{who}");
        assert_eq!(gate.tried(), 10, "{who}");
        let right = login(gate.accounts.clone(), "lin@example.com", PASSWORD).await;
        assert!(matches!(right, Err(LoginError::Throttled(_))), "{who}");
        gate.world.clock.advance(chrono::Duration::seconds(20));
        assert_eq!(at_once([gate.accounts.clone()], "lin@example.com", PASSWORD).await, (1, 0, 0));
    }
    let gate = Gate::new().await;
    let processes: Vec<_> = (0..4).map(|_| accounts(&gate.world, &gate.passwords)).collect();
    at_once(processes.iter().cloned().cycle().take(80), "lin@example.com", "guess").await;
    assert_eq!(gate.tried(), 10, "in all processes together");
}

#[tokio::test]
async fn more_than_fit_in_the_line_are_sent_away_before_anything_is_done_for_them() {
    let gate = Gate::new().await;
    let crowd = std::iter::repeat_n(gate.accounts.clone(), 400);
    let (right, wrong, refused) = at_once(crowd, "lin@example.com", PASSWORD).await;
    assert_eq!((right, wrong, refused), (3 + 150, 0, 247));
    assert_eq!(at_once([gate.accounts.clone()], "lin@example.com", PASSWORD).await, (1, 0, 0));
}

#[tokio::test]
async fn what_was_not_tried_does_not_count_and_what_was_broken_off_does() {
    let gate = Gate::new().await;
    for _ in 0..30 {
        let busy = login(gate.accounts.clone(), "lin@example.com", TOO_MUCH).await;
        assert!(matches!(busy, Err(LoginError::Busy(_))), "{busy:?}");
    }
    for _ in 0..12 {
        let mut hung_up = JoinSet::new();
        hung_up.spawn(login(gate.accounts.clone(), "lin@example.com", "guess"));
        let before = gate.tried();
        for _ in 0..500 {
            if gate.tried() > before {
                break;
            }
            yield_now().await;
        }
        hung_up.shutdown().await;
    }
    assert_eq!(gate.tried(), 30 + 10, "whoever hangs up guesses no more often");
    let right = login(gate.accounts.clone(), "lin@example.com", PASSWORD).await;
    assert!(matches!(right, Err(LoginError::Throttled(_))), "{right:?}");
}

#[tokio::test]
async fn a_clock_that_was_set_back_locks_nobody_out() {
    let gate = Gate::new().await;
    for back in [1, 100, 300, 3_600, 86_400] {
        for _ in 0..3 {
            login(gate.accounts.clone(), "lin@example.com", PASSWORD).await.expect("right");
        }
        gate.world.clock.advance(chrono::Duration::seconds(-back));
        login(gate.accounts.clone(), "lin@example.com", PASSWORD).await.expect("right");
    }
    for failed in 1..=10 {
        let gate = Gate::new().await;
        for _ in 0..failed {
            login(gate.accounts.clone(), "lin@example.com", "guess").await.expect_err("wrong");
        }
        gate.world.clock.advance(chrono::Duration::seconds(-300));
        let right = login(gate.accounts.clone(), "lin@example.com", PASSWORD).await;
        right.unwrap_or_else(|error| panic!("after {failed} failures: {error}"));
    }
}

#[tokio::test]
async fn right_proofs_at_once_are_all_believed() {
    let gate = Gate::new().await;
    let lin = login(gate.accounts.clone(), "lin@example.com", PASSWORD).await.expect("right");
    let actor = Actor::new(lin.user.id, lin.user.role);
    let proofs = |password: &'static str| -> JoinSet<Result<(), ReauthError>> {
        let all = std::iter::repeat_n(gate.accounts.clone(), 30);
        all.map(|accounts| async move {
            accounts.check_owner(actor, &Reauth::Password(password.to_owned())).await
        })
        .collect()
    };
    for proved in proofs(PASSWORD).join_all().await {
        proved.expect("right");
    }
    let wrong = proofs("guess").join_all().await;
    assert_eq!(wrong.iter().filter(|proved| matches!(proved, Err(ReauthError::WrongPassword))).count(), 10);
}
