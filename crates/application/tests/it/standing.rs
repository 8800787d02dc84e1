//! For how long somebody who was let in stays in: sessions, roles, and what administrators change.

use crate::house::settings;
use chrono::Duration;
use xinggen_application::{
    Accounts, Actor, ChangePasswordError, ChangeUserError, CreateUser, CreateUserError, LoginError,
    Operators, Reauth, ReauthError, Records, Registration, RevokeSessionError, SetPasswordError, SignedIn,
    UserChange,
};
use xinggen_domain::{
    SessionId,
    audit::AuditAct,
    identity::Identity,
    ports::{AccountDirectory as _, Page, UnitOfWork as _},
    session::Device,
    user::{PasswordHash, Role, UserFilter, UserStatus},
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

    /// The same service on another machine.
    fn another(&self) -> Accounts {
        Accounts::new(self.world.ports(), settings(Registration::Open))
    }

    async fn make(&self, email: &str, role: Role) -> SignedIn {
        let identity = Identity::email(email).expect("an address");
        let create = CreateUser { identity, password: Some(PASSWORD.to_owned()), name: None, role };
        self.accounts.create_user(create).await.expect("made");
        self.login(email).await
    }

    async fn login(&self, email: &str) -> SignedIn {
        let device = Device {
            user_agent: Some("a browser".to_owned()),
            address: Some("192.0.2.7".parse().expect("an address")),
        };
        self.accounts.login(Identity::email(email).as_ref(), PASSWORD, device, None).await.expect("signed in")
    }
}

fn actor(who: &SignedIn) -> Actor {
    Actor::new(who.user.id, who.user.role)
}

async fn lets_in(accounts: &Accounts, who: &SignedIn) -> bool {
    accounts.authenticate(&who.access_token).await.expect("read").is_some()
}

async fn session(accounts: &Accounts, who: &SignedIn) -> SessionId {
    accounts.authenticate(&who.access_token).await.expect("read").expect("in").1.session_id
}

#[tokio::test]
async fn sessions_are_listed_and_ended_one_by_one_or_all_others() {
    let door = Door::new().await;
    let first = door.make("lin@example.com", Role::User).await;
    door.world.clock.advance(Duration::seconds(1));
    let second = door.login("lin@example.com").await;
    let chen = door.make("chen@example.com", Role::User).await;
    let me = actor(&first);
    let (one, two) = (session(&door.accounts, &first).await, session(&door.accounts, &second).await);
    let listed = door.accounts.sessions(me).await.expect("read");
    assert_eq!(listed.iter().map(|session| session.id).collect::<Vec<_>>(), [two, one]);
    assert_eq!(listed[0].device.user_agent.as_deref(), Some("a browser"));
    let foreign = door.accounts.revoke_session(actor(&chen), one).await;
    assert!(matches!(foreign, Err(RevokeSessionError::NotFound)));
    door.accounts.revoke_session(me, two).await.expect("ended");
    assert!(matches!(door.accounts.revoke_session(me, two).await, Err(RevokeSessionError::NotFound)));
    assert!(!lets_in(&door.accounts, &second).await && lets_in(&door.accounts, &first).await);
    let third = door.login("lin@example.com").await;
    assert_eq!(door.accounts.revoke_other_sessions(me, one).await.expect("ended"), 1);
    assert!(!lets_in(&door.accounts, &third).await && lets_in(&door.accounts, &first).await);
    assert!(lets_in(&door.accounts, &chen).await);
}

#[tokio::test]
async fn whoever_is_shut_out_is_out_everywhere_within_a_second() {
    let door = Door::new().await;
    let admin = actor(&door.make("admin@example.com", Role::Admin).await);
    let lin = door.make("lin@example.com", Role::User).await;
    let elsewhere = door.another();
    assert!(lets_in(&elsewhere, &lin).await, "and that is remembered there");
    let disabled = UserChange { role: None, status: Some(UserStatus::Disabled) };
    door.accounts.change_user(admin, lin.user.id, disabled).await.expect("disabled");
    assert!(!lets_in(&door.accounts, &lin).await, "here at once");
    door.world.clock.advance(Duration::seconds(1));
    assert!(!lets_in(&elsewhere, &lin).await, "there a second later");
    assert!(door.accounts.refresh(&lin.refresh_token).await.is_err());
    let active = UserChange { role: None, status: Some(UserStatus::Active) };
    door.accounts.change_user(admin, lin.user.id, active).await.expect("enabled");
    assert!(!lets_in(&door.accounts, &lin).await, "the old sessions stay over");
    assert!(lets_in(&door.accounts, &door.login("lin@example.com").await).await);
}

#[tokio::test]
async fn what_somebody_may_do_is_what_the_account_says_now() {
    let door = Door::new().await;
    let admin = door.make("admin@example.com", Role::Admin).await;
    let chen = door.make("chen@example.com", Role::Admin).await;
    let demoted = UserChange { role: Some(Role::User), status: None };
    door.accounts.change_user(actor(&admin), chen.user.id, demoted).await.expect("changed");
    let (current, _) = door.accounts.authenticate(&chen.access_token).await.expect("read").expect("in");
    assert_eq!(current.role, Role::User, "though the token says admin");
    let late = door.accounts.change_user(actor(&chen), admin.user.id, demoted).await;
    assert!(matches!(late, Err(ChangeUserError::NotAdmin(_))), "who was one when the request came: {late:?}");
    let refused = door.accounts.change_user(current, admin.user.id, demoted).await;
    assert!(matches!(refused, Err(ChangeUserError::NotAdmin(_))));
    let filter = UserFilter::default();
    let refused = door.accounts.users(current, &filter, Page { limit: 9, after: None }).await;
    assert!(matches!(refused, Err(ChangeUserError::NotAdmin(_))));
    let own = door.accounts.change_user(actor(&admin), admin.user.id, demoted).await;
    assert!(matches!(own, Err(ChangeUserError::OwnAccount)));
    let absent = door.accounts.change_user(actor(&admin), door.world.build.id(), demoted).await;
    assert!(matches!(absent, Err(ChangeUserError::NotFound)));
    let listed = door.accounts.users(actor(&admin), &filter, Page { limit: 9, after: None }).await;
    assert_eq!(listed.expect("listed").len(), 2);
    let taken = CreateUser {
        identity: Identity::email("chen@example.com").expect("an address"),
        password: None,
        name: None,
        role: Role::User,
    };
    assert!(matches!(door.accounts.create_user(taken).await, Err(CreateUserError::Taken(_))));
}

#[tokio::test]
async fn a_changed_password_ends_the_other_sessions() {
    let door = Door::new().await;
    let here = door.make("lin@example.com", Role::User).await;
    let there = door.login("lin@example.com").await;
    let (me, id) = (actor(&here), session(&door.accounts, &here).await);
    let wrong = Reauth::Password("wrong".to_owned());
    let refused = door.accounts.change_password(me, id, &wrong, "a new horse").await;
    assert!(matches!(refused, Err(ChangePasswordError::Reauth(ReauthError::WrongPassword))));
    let right = Reauth::Password(PASSWORD.to_owned());
    let weak = door.accounts.change_password(me, id, &right, "password1").await;
    assert!(matches!(weak, Err(ChangePasswordError::Password(_))));
    assert!(lets_in(&door.accounts, &there).await, "a refusal ends nothing");
    door.accounts.change_password(me, id, &right, "a new horse").await.expect("changed");
    assert!(lets_in(&door.accounts, &here).await && !lets_in(&door.accounts, &there).await);
    let lin = Identity::email("lin@example.com");
    let old = door.accounts.login(lin.as_ref(), PASSWORD, Device::default(), None).await;
    assert!(matches!(old, Err(LoginError::WrongCredentials)));
    for n in 0..12 {
        let guessed = door.accounts.change_password(me, id, &wrong, "another horse").await;
        let throttled = matches!(guessed, Err(ChangePasswordError::Reauth(ReauthError::Throttled(_))));
        assert_eq!(throttled, n >= 9, "{n}: one was used before");
    }
}

#[tokio::test]
async fn an_operator_sets_a_password_which_ends_all_sessions() {
    let door = Door::new().await;
    let lin = door.make("lin@example.com", Role::User).await;
    let chen = door.make("chen@example.com", Role::User).await;
    let operator = Operators::new(door.world.ports()).local().await.expect("made");
    let address = Identity::email("lin@example.com").expect("an address");
    let weak = door.accounts.set_password(operator, &address, "password1").await;
    assert!(matches!(weak, Err(SetPasswordError::Password(_))));
    assert!(lets_in(&door.accounts, &lin).await, "a refusal ends nothing");
    let unknown = Identity::email("nobody@example.com").expect("an address");
    let absent = door.accounts.set_password(operator, &unknown, "a new horse").await;
    assert!(matches!(absent, Err(SetPasswordError::NotFound)));

    let user = door.accounts.set_password(operator, &address, "a new horse").await.expect("set");
    assert_eq!(user.id, lin.user.id);
    assert!(!lets_in(&door.accounts, &lin).await && lets_in(&door.accounts, &chen).await);
    let old = door.accounts.login(Some(&address), PASSWORD, Device::default(), None).await;
    assert!(matches!(old, Err(LoginError::WrongCredentials)));
    door.accounts.login(Some(&address), "a new horse", Device::default(), None).await.expect("signed in");
    let noted = Records::new(door.world.ports()).own(actor(&lin), None, 9).await;
    let noted = noted.expect("read");
    let reset = noted.iter().find(|entry| entry.act == AuditAct::PasswordReset).expect("noted");
    assert_eq!(reset.actor_id, Some(operator.user_id));
}

#[tokio::test]
async fn a_hash_of_long_ago_is_made_anew_at_the_login() {
    let door = Door::new().await;
    let lin = door.make("lin@example.com", Role::User).await;
    let mut tx = door.world.store.begin(lin.user.id).await.expect("begun");
    tx.profile().set_password(PasswordHash(format!("old:{PASSWORD}"))).await.expect("set");
    tx.commit().await.expect("committed");
    door.login("lin@example.com").await;
    let (_, hash) = door.world.store.find_by_email("lin@example.com").await.expect("read").expect("there");
    assert!(hash == Some(PasswordHash(format!("fake:{PASSWORD}"))));
    door.login("lin@example.com").await;
}
