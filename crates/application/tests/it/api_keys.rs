//! API keys: how long what was looked up is believed, and what stops them.

use chrono::Duration;
use xinggen_application::{Actor, ApiKeyDesk, BELIEVED_MS, CreateApiKey};
use xinggen_domain::{
    api_key::Scope,
    ports::UnitOfWork as _,
    user::{User, UserStatus},
};
use xinggen_testkit::TestWorld;

async fn key(world: &TestWorld, desk: &ApiKeyDesk) -> (Actor, String) {
    let actor = world.user(0).await;
    let create = CreateApiKey { name: "build".into(), scopes: vec![Scope::Read], expires_at: None };
    (actor, desk.create(actor, create).await.expect("a key").text)
}

#[tokio::test]
async fn a_key_that_was_revoked_elsewhere_stops_within_a_second() {
    let world = TestWorld::new().await;
    let (here, there) = (ApiKeyDesk::new(world.ports()), ApiKeyDesk::new(world.ports()));
    let (actor, text) = key(&world, &here).await;
    let holder = here.authenticate(&text, None).await.expect("a look").expect("it lets in");
    assert!(there.authenticate(&text, None).await.expect("a look").is_some());
    assert_eq!(holder.actor, actor);
    assert!(here.still_holds(holder.key).await.expect("a look"));
    assert!(there.revoke(actor, holder.key).await.expect("revoked"));
    assert_eq!(there.authenticate(&text, None).await.expect("a look"), None, "at once where it was revoked");
    assert!(!here.still_holds(holder.key).await.expect("a look"));
    world.clock.advance(Duration::milliseconds(BELIEVED_MS));
    const { assert!(BELIEVED_MS < 1000) };
    assert_eq!(here.authenticate(&text, None).await.expect("a look"), None);
}

#[tokio::test]
async fn a_key_of_another_secret_is_refused_though_its_id_is_believed() {
    let world = TestWorld::new().await;
    let desk = ApiKeyDesk::new(world.ports());
    let (_, text) = key(&world, &desk).await;
    let holder = desk.authenticate(&text, None).await.expect("a look").expect("it lets in");
    let forged = xinggen_domain::api_key::text(holder.key, &[1; 32]);
    assert_eq!(desk.authenticate(&forged, None).await.expect("a look"), None);
    assert!(desk.authenticate(&text, None).await.expect("a look").is_some());
}

#[tokio::test]
async fn the_key_of_a_disabled_user_lets_nobody_in() {
    let world = TestWorld::new().await;
    let desk = ApiKeyDesk::new(world.ports());
    let user = User { status: UserStatus::Disabled, ..world.build.user() };
    let mut tx = world.store.begin(user.id).await.expect("begun");
    tx.profile().open(user.clone(), None).await.expect("opened");
    tx.commit().await.expect("committed");
    let create = CreateApiKey { name: "build".into(), scopes: vec![Scope::Read], expires_at: None };
    let actor = Actor::new(user.id, user.role);
    let made = desk.create(actor, create).await.expect("a key");
    assert_eq!(desk.authenticate(&made.text, None).await.expect("a look"), None);
    assert!(!desk.still_holds(made.key.id).await.expect("a look"));
}
