//! Terms of a membership, and the plan that holds while they do.

use crate::house::{key, settings};
use chrono::Duration;
use std::num::NonZeroU32;
use xinggen_application::{
    Accounts, Actor, ChangeUserError, GrantTerm, MembershipError, Operators, Quotas, Records, Registration,
    UserChange,
};
use xinggen_domain::{
    Id as _, UserId,
    audit::AuditAct,
    membership::{MembershipPlan, MembershipTerm, TermState, WITHOUT_END},
    plan::{Plan, PlanRow, Plans},
    ports::{Clock as _, PlanBook as _},
    time::Timestamp,
    user::Role,
};
use xinggen_testkit::TestWorld;

struct Desk {
    world: TestWorld,
    accounts: Accounts,
    admin: Actor,
    user: Actor,
}

impl Desk {
    async fn new() -> Self {
        let mut world = TestWorld::new().await;
        world.plans = plans();
        let accounts = Accounts::new(world.ports(), settings(Registration::Open));
        let admin = Actor { role: Role::Admin, ..world.user(0).await };
        Self { accounts, admin, user: world.user(0).await, world }
    }

    async fn grant(&self, name: &str, ends_at: Option<Timestamp>) -> Result<MembershipTerm, MembershipError> {
        let grant = GrantTerm { plan: MembershipPlan::Vip, ends_at, reason: "内测用户".to_owned() };
        self.accounts.grant_membership(self.admin, self.user.user_id, grant, key(name)).await
    }

    /// The user as the caller of now.
    async fn caller(&self) -> Actor {
        self.accounts.current(self.user).await.expect("read").expect("active")
    }

    fn at(&self, seconds: i64) -> Timestamp {
        self.world.clock.now() + Duration::seconds(seconds)
    }
}

fn plans() -> Plans {
    let of = |dramas| Plan { dramas: NonZeroU32::new(dramas), ..Plan::default() };
    Plans { user: of(1), vip: of(2) }
}

#[tokio::test]
async fn a_granted_plan_holds_until_its_end() {
    let desk = Desk::new().await;
    let term = desk.grant("one", Some(desk.at(60))).await.expect("granted");
    let quotas = Quotas::new(desk.world.ports());
    desk.world.clock.advance(Duration::milliseconds(59_999));
    let caller = desk.caller().await;
    assert_eq!(caller.role, Role::Vip);
    assert_eq!(quotas.standing(caller).await.expect("read").plan, plans().vip);
    let membership = desk.accounts.own_membership(caller).await.expect("read");
    assert_eq!((membership.plan, membership.ends_at), (Some(MembershipPlan::Vip), Some(term.ends_at)));
    desk.world.clock.advance(Duration::milliseconds(1));
    let caller = desk.caller().await;
    assert_eq!(caller.role, Role::User, "nothing had to be swept");
    assert_eq!(quotas.standing(caller).await.expect("read").plan, plans().user);
    let membership = desk.accounts.own_membership(caller).await.expect("read");
    assert_eq!((membership.role, membership.plan, membership.ends_at), (Role::User, None, None));
    assert_eq!(membership.terms, [term]);
}

#[tokio::test]
async fn a_term_is_granted_once_per_key_and_noted() {
    let desk = Desk::new().await;
    let one = desk.grant("one", None).await.expect("granted");
    assert_eq!((one.ends_at, one.actor_id), (WITHOUT_END, Some(desk.admin.user_id)));
    assert_eq!(desk.grant("one", None).await.expect("the same"), one);
    let shown = desk.accounts.membership_of(desk.admin, desk.user.user_id).await.expect("read");
    assert_eq!((shown.terms.len(), shown.ends_at), (1, None));
    let log = Records::new(desk.world.ports()).own(desk.user, None, 20).await.expect("a log");
    assert_eq!(log.len(), 1);
    assert_eq!((log[0].act, log[0].subject.as_str()), (AuditAct::MembershipGranted, &*one.id.to_string()));
    let past = desk.grant("two", Some(desk.at(0))).await;
    assert!(matches!(past, Err(MembershipError::Invalid(_))), "{past:?}");
}

#[tokio::test]
async fn what_is_left_after_a_revocation_counts() {
    let desk = Desk::new().await;
    let (short, long) =
        (desk.grant("short", Some(desk.at(60))).await.expect("granted"), desk.grant("long", None).await);
    let long = long.expect("granted");
    for _ in 0..2 {
        desk.accounts.revoke_membership(desk.admin, desk.user.user_id, long.id).await.expect("revoked");
    }
    let left = desk.accounts.own_membership(desk.user).await.expect("read");
    assert_eq!((left.role, left.ends_at), (Role::Vip, Some(short.ends_at)));
    let states: Vec<TermState> = left.terms.iter().map(|term| term.state).collect();
    assert_eq!(states, [TermState::Revoked, TermState::Granted]);
    assert_eq!(desk.accounts.end_membership(desk.admin, desk.user.user_id).await.expect("ended"), 1);
    assert_eq!(desk.caller().await.role, Role::User);
    let acts = Records::new(desk.world.ports()).own(desk.user, None, 20).await.expect("a log");
    let revoked = acts.iter().filter(|entry| entry.act == AuditAct::MembershipRevoked).count();
    assert_eq!(revoked, 2, "each once");
}

#[tokio::test]
async fn only_administrators_grant_and_nobody_writes_the_role() {
    let desk = Desk::new().await;
    let id = desk.user.user_id;
    let grant = GrantTerm { plan: MembershipPlan::Vip, ends_at: None, reason: "内测用户".to_owned() };
    let own = desk.accounts.grant_membership(desk.user, id, grant.clone(), key("own")).await;
    assert!(matches!(own, Err(MembershipError::NotAdmin(_))));
    let term = desk.grant("one", None).await.expect("granted");
    let own = desk.accounts.revoke_membership(desk.user, id, term.id).await;
    assert!(matches!(own, Err(MembershipError::NotAdmin(_))));
    let foreign = desk.accounts.revoke_membership(desk.admin, desk.admin.user_id, term.id).await;
    assert!(matches!(foreign, Err(MembershipError::NotFound)), "it is another user's");
    let unknown = UserId::from_uuid(uuid::Uuid::from_u128(9));
    let refused = desk.accounts.grant_membership(desk.admin, unknown, grant, key("unknown")).await;
    assert!(matches!(refused, Err(MembershipError::NotFound)));
    let change = UserChange { role: Some(Role::Vip), status: None };
    let written = desk.accounts.change_user(desk.admin, id, change).await;
    assert!(matches!(written, Err(ChangeUserError::Granted)));
}

#[tokio::test]
async fn settings_change_the_plans_that_no_administrator_has_changed() {
    let world = TestWorld::new().await;
    let operators = Operators::new(world.ports());
    assert_eq!(operators.seed_plans(plans()).await.expect("seeded"), plans());
    let none = Plans::default();
    assert_eq!(operators.seed_plans(none).await.expect("seeded"), none, "settings are the source");
    let changed = PlanRow { changed_at: Some(world.clock.now()), ..plans().rows()[1].clone() };
    world.store.seed(vec![changed]).await.expect("changed");
    let kept = operators.seed_plans(none).await.expect("seeded");
    assert_eq!(kept, Plans { user: none.user, vip: plans().vip });
}
