//! Who comes in, and for how long.

use crate::house::settings;
use chrono::Duration;
use xinggen_application::{
    Accounts, Actor, CreditBooks, Invalid, LoginError, PasswordFault, RefreshSessionError, Register,
    RegisterError, Registration, SignedIn,
};
use xinggen_domain::{
    Credits, UserId,
    identity::{Identity, IdentityKind},
    ledger::{LotSource, TransactionKind},
    ports::{AccessClaims, AccountDirectory as _, TokenIssuer as _},
    session::{Device, GRACE_SECONDS},
    spending::StatementFilter,
    user::Role,
};
use xinggen_testkit::TestWorld;

const PASSWORD: &str = "correct horse";

struct Door {
    world: TestWorld,
    accounts: Accounts,
}

impl Door {
    async fn new() -> Self {
        let world = TestWorld::new().await;
        Self { accounts: Accounts::new(world.ports(), settings(Registration::Open)), world }
    }

    async fn register(&self, email: &str, password: &str) -> Result<SignedIn, RegisterError> {
        self.accounts.register(somebody(email, password, None), Device::default()).await
    }

    async fn login(&self, email: &str, password: &str) -> Result<SignedIn, LoginError> {
        self.accounts.login(Identity::email(email).as_ref(), password, Device::default(), None).await
    }

    /// Who a token says it is, if it lets in.
    async fn let_in(&self, token: &str) -> Option<(Actor, AccessClaims)> {
        self.accounts.authenticate(token).await.expect("read")
    }

    async fn lin(&self) -> SignedIn {
        self.register("lin@example.com", PASSWORD).await.expect("registered")
    }

    async fn claims(&self, signed_in: &SignedIn) -> AccessClaims {
        self.let_in(&signed_in.access_token).await.expect("valid").1
    }

    fn actor(&self, signed_in: &SignedIn) -> Actor {
        Actor::new(signed_in.user.id, signed_in.user.role)
    }
}

fn somebody(email: &str, password: &str, name: Option<&str>) -> Register {
    Register {
        identity: Identity::email(email).expect("an address"),
        code: None,
        password: Some(password.to_owned()),
        name: name.map(str::to_owned),
    }
}

#[tokio::test]
async fn a_new_account_begins_with_its_bonus() {
    let door = Door::new().await;
    let lin = door.register(" Lin@Example.COM ", PASSWORD).await.expect("registered");
    assert_eq!(lin.user.email.as_deref(), Some("lin@example.com"));
    assert_eq!((lin.user.name.as_str(), lin.user.role), ("lin", Role::User));
    let actor = door.actor(&lin);
    assert_eq!(door.accounts.me(actor).await.expect("read"), Some(lin.user.clone()));
    let books = CreditBooks::new(door.world.ports());
    let recent = books.recent(actor, StatementFilter::default(), None, 10).await.expect("read");
    assert_eq!((recent.len(), recent[0].entry.kind), (1, TransactionKind::SignupBonus));
    let ledger = books.view(actor).await.expect("read");
    let lot = ledger.lots().next().expect("a lot");
    assert_eq!((lot.source, lot.granted), (LotSource::SignupBonus, Credits::new(500)));
    door.world.clock.advance(Duration::days(30));
    assert_eq!(books.available(actor).await.expect("read"), Credits::ZERO, "the bonus has no end");
    assert_eq!(door.world.audit().await.expect("read"), []);
}

#[tokio::test]
async fn what_will_not_do_is_refused_and_leaves_nothing() {
    let door = Door::new().await;
    for (password, fault) in [
        ("seven77", PasswordFault::Length),
        (&"x".repeat(257), PasswordFault::Length),
        (" LIN@example.com", PasswordFault::IsIdentity),
        ("my password", PasswordFault::Weak),
    ] {
        let refused = door.register("lin@example.com", password).await;
        let expected = Invalid::new("password", fault.problem(password));
        assert!(matches!(refused, Err(RegisterError::Invalid(found)) if found == expected), "{password}");
    }
    for name in [String::new(), "  ".to_owned(), "林".repeat(61), "a\nb".to_owned()] {
        let register = somebody("lin@example.com", PASSWORD, Some(&name));
        let refused = door.accounts.register(register, Device::default()).await;
        let Err(RegisterError::Invalid(invalid)) = refused else { panic!("{name:?} is taken") };
        assert_eq!(invalid.fields().iter().map(|wrong| wrong.field).collect::<Vec<_>>(), ["name"]);
    }
    let both =
        door.accounts.register(somebody("lin@example.com", "seven77", Some(" ")), Device::default()).await;
    let Err(RegisterError::Invalid(invalid)) = both else { panic!("taken") };
    let wrong: Vec<_> = invalid.fields().iter().map(|wrong| (wrong.field, wrong.problem.code())).collect();
    assert_eq!(wrong, [("name", "length"), ("password", "length")], "each wrong field is told");
    assert!(door.world.store.find_by_email("lin@example.com").await.expect("read").is_none());
    door.register("lin@example.com", "十二个字也是八个以上的字").await.expect("characters count, not bytes");
}

#[tokio::test]
async fn an_email_is_taken_once_however_it_is_typed() {
    let door = Door::new().await;
    let lin = door.lin().await;
    let refused = door.register("LIN@example.com", "another horse").await;
    assert!(matches!(refused, Err(RegisterError::Taken(IdentityKind::Email))));
    door.login("lin@example.com", PASSWORD).await.expect("the first password still holds");
    let recent = CreditBooks::new(door.world.ports())
        .recent(door.actor(&lin), StatementFilter::default(), None, 10)
        .await
        .expect("read");
    assert_eq!(recent.len(), 1, "one bonus");
}

#[tokio::test]
async fn signing_in_takes_the_right_password_of_an_account_that_may() {
    let door = Door::new().await;
    let lin = door.lin().await;
    let again = door.login("Lin@example.com", PASSWORD).await.expect("signed in");
    assert_ne!(door.claims(&lin).await.session_id, door.claims(&again).await.session_id);
    for (email, password) in [("lin@example.com", "wrong"), ("chen@example.com", PASSWORD), ("", PASSWORD)] {
        let refused = door.login(email, password).await;
        assert!(matches!(refused, Err(LoginError::WrongCredentials)), "{email} {password}");
    }
}

#[tokio::test]
async fn an_access_token_holds_for_its_time_and_as_it_was_signed() {
    let door = Door::new().await;
    let lin = door.lin().await;
    assert_eq!(door.claims(&lin).await.user_id, lin.user.id);
    assert!(door.let_in(&format!("x{}", lin.access_token)).await.is_none());
    assert!(door.let_in(&lin.refresh_token).await.is_none());
    door.world.clock.advance(Duration::seconds(i64::from(lin.expires_in)));
    assert!(door.let_in(&lin.access_token).await.is_none());
}

#[tokio::test]
async fn a_refresh_token_is_used_once_and_answered_again_for_a_moment() {
    let door = Door::new().await;
    let first = door.lin().await.refresh_token;
    let next = door.accounts.refresh(&first).await.expect("refreshed");
    let session = door.claims(&next).await.session_id;
    let again = door.accounts.refresh(&first).await.expect("the answer may have been lost");
    assert_eq!(again.refresh_token, next.refresh_token);
    let third = door.accounts.refresh(&next.refresh_token).await.expect("refreshed");
    assert_eq!(door.claims(&third).await.session_id, session, "one login is one session");
    door.world.clock.advance(Duration::seconds(GRACE_SECONDS));
    assert!(door.let_in(&third.access_token).await.is_some(), "seen a moment ago");
    let reused = door.accounts.refresh(&next.refresh_token).await;
    assert!(matches!(reused, Err(RefreshSessionError::Reused)));
    assert!(door.let_in(&third.access_token).await.is_none(), "here at once");
    let over = door.accounts.refresh(&third.refresh_token).await;
    assert!(matches!(over, Err(RefreshSessionError::Over)), "the thief or the owner: both are out");
    door.login("lin@example.com", PASSWORD).await.expect("with the password they come in again");
}

#[tokio::test(flavor = "multi_thread")]
async fn tabs_that_refresh_at_once_get_the_same_token() {
    let door = Door::new().await;
    let first = door.lin().await.refresh_token;
    let mut tabs = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let (accounts, first) = (door.accounts.clone(), first.clone());
        tabs.spawn(async move { accounts.refresh(&first).await.expect("refreshed").refresh_token });
    }
    let tokens = tabs.join_all().await;
    assert!(tokens.iter().all(|token| *token == tokens[0]) && tokens[0] != first);
    let user = door.world.store.find_by_email("lin@example.com").await.expect("read").expect("there").0;
    let live = door.accounts.sessions(Actor::new(user.id, user.role)).await.expect("read");
    assert_eq!(live.len(), 1, "one session lives");
}

#[tokio::test]
async fn signing_out_ends_the_session_and_no_other() {
    let door = Door::new().await;
    let (here, there) = (door.lin().await, door.login("lin@example.com", PASSWORD).await.expect("in"));
    let session = door.claims(&here).await.session_id;
    let lin = door.actor(&here);
    door.accounts.sign_out(lin, session).await.expect("out");
    door.accounts.sign_out(lin, session).await.expect("out");
    let over = door.accounts.refresh(&here.refresh_token).await;
    assert!(matches!(over, Err(RefreshSessionError::Over)));
    door.accounts.refresh(&there.refresh_token).await.expect("another session");
    for token in ["", "nonsense", &door.world.tokens.new_refresh(door.world.build.id()).text] {
        let unknown = door.accounts.refresh(token).await;
        assert!(matches!(unknown, Err(RefreshSessionError::Over)), "{token}");
    }
}

#[tokio::test]
async fn a_ticket_lets_its_owner_in_once_and_soon() {
    let door = Door::new().await;
    let lin = door.lin().await;
    let (actor, session) = (door.actor(&lin), door.claims(&lin).await.session_id);
    let issue = || door.accounts.issue_ticket(actor, session);
    let ticket = issue().await.expect("issued");
    assert_eq!(ticket.expires_in, 60);
    assert_eq!(door.accounts.redeem_ticket(&ticket.text).await.expect("read"), Some((actor, session)));
    assert_eq!(door.accounts.redeem_ticket(&ticket.text).await.expect("read"), None, "twice");
    let late = issue().await.expect("issued");
    door.world.clock.advance(Duration::seconds(60));
    assert_eq!(door.accounts.redeem_ticket(&late.text).await.expect("read"), None, "late");
    assert_eq!(door.accounts.redeem_ticket("made up").await.expect("read"), None);
    let orphan = issue().await.expect("issued");
    door.accounts.sign_out(actor, session).await.expect("out");
    assert_eq!(door.accounts.redeem_ticket(&orphan.text).await.expect("read"), None, "its session is over");
}

#[tokio::test]
async fn the_current_role_is_the_accounts_and_not_the_tokens() {
    let door = Door::new().await;
    let actor = door.actor(&door.lin().await);
    let claimed = Actor { role: Role::Admin, ..actor };
    assert_eq!(door.accounts.current(claimed).await.expect("read"), Some(actor));
    let gone = Actor { user_id: door.world.build.id::<UserId>(), ..actor };
    assert_eq!(door.accounts.current(gone).await.expect("read"), None);
}
