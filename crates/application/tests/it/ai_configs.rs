//! Addresses and keys of vendors.

use xinggen_application::{
    Actor, AiConfigChange, AiConfigOwner, AiConfigs, CreateAiConfig, CreateAiConfigError, Invalid,
    PlatformAiConfigError, TestAiConfigError, UpdateError,
};
use xinggen_domain::{
    ai_config::{AiConfig, MOST_CONFIGS},
    limits::Problem,
    ports::{
        OpenSecretError, Page, PlatformAiConfigs as _, PlatformAuditLog, SecretBox as _, UnitOfWork as _,
    },
    sealed::SecretLabel,
    user::Role,
    vendor::{AccessFault, AddressFault, ServiceKind, TrialError, VendorKey},
};
use xinggen_testkit::TestWorld;

pub(crate) const SECRET: &str = "sk-secret-0123456789";

pub(crate) fn pictures(name: &str) -> CreateAiConfig {
    CreateAiConfig {
        kind: ServiceKind::Image,
        vendor: "someone".to_owned(),
        model: "pictures-1".to_owned(),
        name: name.to_owned(),
        base_url: "https://api.example.com/v1".to_owned(),
        key: VendorKey::new(SECRET),
        active: true,
        priority: 0,
    }
}

pub(crate) async fn admin(world: &TestWorld) -> Actor {
    Actor { role: Role::Admin, ..world.user(0).await }
}

async fn house() -> (TestWorld, AiConfigs, Actor, AiConfig) {
    let world = TestWorld::new().await;
    let (configs, user) = (AiConfigs::new(world.ports()), world.user(0).await);
    let config = configs.create(user, pictures("我的")).await.expect("made");
    (world, configs, user, config)
}

fn shows_no_key(what: &impl std::fmt::Debug) {
    let shown = format!("{what:?}");
    assert!(!shown.contains("secret-0123"), "{shown}");
}

#[tokio::test]
async fn a_key_goes_in_and_comes_out_only_for_its_vendor() {
    let (world, configs, user, config) = house().await;
    assert_eq!((config.hint.as_str(), config.version), ("6789", 1));
    shows_no_key(&config);
    shows_no_key(&pictures("x"));
    assert_eq!(configs.get(user, config.id).await.expect("read"), Some(config.clone()));
    let label = SecretLabel::ai_config(user.user_id, config.id);
    assert_eq!(world.secret_box.open(label, &config.key).expect("opened"), SECRET.as_bytes());
    let others = SecretLabel::ai_config(world.user(0).await.user_id, config.id);
    assert_eq!(world.secret_box.open(others, &config.key), Err(OpenSecretError::Broken));
    configs.test(user, config.id).await.expect("works");
    let reached = world.connector.reached();
    assert_eq!((reached.len(), reached[0].key.reveal()), (1, SECRET));
    shows_no_key(&reached);
    let log = world
        .store
        .begin_read(user.user_id)
        .await
        .expect("begun")
        .audit()
        .recent(None, 9)
        .await
        .expect("read");
    assert_eq!(
        (log.len(), log[0].act.code(), &log[0].subject),
        (1, "ai_config_made", &config.id.to_string())
    );
    shows_no_key(&log);
}

#[tokio::test]
async fn what_cannot_be_is_refused_and_nothing_is_written() {
    let (_, configs, user, _) = house().await;
    let refused = async |make: CreateAiConfig| match configs.create(user, make).await {
        Err(CreateAiConfigError::Invalid(Invalid { field, problem })) => (field, problem),
        other => panic!("{other:?}"),
    };
    let address = CreateAiConfig { base_url: "http://api.example.com".to_owned(), ..pictures("x") };
    assert_eq!(refused(address).await, ("base_url", Problem::Address(AddressFault::NotHttps)));
    let built_in = CreateAiConfig { vendor: "fake".to_owned(), ..pictures("x") };
    assert_eq!(
        refused(built_in).await,
        ("vendor", Problem::Taken),
        "what this house makes can be told apart"
    );
    let upper = CreateAiConfig { vendor: "OpenAI".to_owned(), ..pictures("x") };
    assert_eq!(refused(upper).await, ("vendor", Problem::Characters));
    let key = CreateAiConfig { key: VendorKey::new("sk-0123 456789"), ..pictures("x") };
    assert_eq!(refused(key).await, ("key", Problem::Characters));
    let priority = CreateAiConfig { priority: 1001, ..pictures("x") };
    assert_eq!(refused(priority).await.0, "priority");
    let speech = CreateAiConfig { kind: ServiceKind::Speech, ..pictures("x") };
    let refused = configs.create(user, speech).await;
    assert!(matches!(refused, Err(CreateAiConfigError::UnusableKind([ServiceKind::Image]))), "{refused:?}");
    let page = Page { limit: 9, after: None };
    assert_eq!(configs.list(user, page).await.expect("read").len(), 1);
    for at in 1..MOST_CONFIGS {
        configs.create(user, pictures(&at.to_string())).await.expect("made");
    }
    assert!(matches!(configs.create(user, pictures("x")).await, Err(CreateAiConfigError::TooMany)));
}

#[tokio::test]
async fn another_address_wants_the_key_again() {
    let (world, configs, user, config) = house().await;
    let moved =
        AiConfigChange { base_url: Some("https://evil.example/v1".to_owned()), ..AiConfigChange::default() };
    let refused = configs.update(user, config.id, Some(1), moved.clone()).await;
    let Err(UpdateError::Invalid(invalid)) = refused else { panic!("{refused:?}") };
    assert_eq!((invalid.field, invalid.problem), ("key", Problem::NeededAgain));
    assert_eq!(configs.get(user, config.id).await.expect("read"), Some(config.clone()));
    let key = Some(VendorKey::new("sk-other-abcdefgh"));
    let updated =
        configs.update(user, config.id, Some(1), AiConfigChange { key, ..moved }).await.expect("moved");
    assert_eq!((updated.hint.as_str(), updated.version), ("efgh", 2));
    let label = SecretLabel::ai_config(user.user_id, config.id);
    assert_eq!(world.secret_box.open(label, &updated.key).expect("opened"), b"sk-other-abcdefgh");
    let stale = configs.update(user, config.id, Some(1), AiConfigChange::default()).await;
    assert!(matches!(stale, Err(UpdateError::Stale { current }) if current.version == 2));
    let renamed = AiConfigChange { name: Some("备用".to_owned()), ..AiConfigChange::default() };
    let renamed = configs.update(user, config.id, None, renamed).await.expect("renamed");
    assert_eq!((renamed.key, renamed.hint), (updated.key, updated.hint), "the key stays");
}

#[tokio::test]
async fn a_neighbour_reaches_none_of_it() {
    let (world, configs, user, config) = house().await;
    let other = world.user(0).await;
    assert_eq!(configs.get(other, config.id).await.expect("read"), None);
    let change = configs.update(other, config.id, None, AiConfigChange::default()).await;
    assert!(matches!(change, Err(UpdateError::NotFound)));
    assert!(matches!(configs.delete(other, config.id, None).await, Err(UpdateError::NotFound)));
    assert!(matches!(configs.test(other, config.id).await, Err(TestAiConfigError::NotFound)));
    assert_eq!(world.connector.reached(), []);
    configs.delete(user, config.id, Some(1)).await.expect("deleted");
    assert_eq!(configs.get(user, config.id).await.expect("read"), None);
}

#[tokio::test]
async fn a_trial_tells_what_is_wrong_and_cannot_be_repeated_without_end() {
    let (world, configs, user, config) = house().await;
    let error = TrialError { fault: AccessFault::Balance, told: "no money".to_owned() };
    world.connector.fail_trial(error.clone());
    let tried = configs.test(user, config.id).await;
    assert!(matches!(&tried, Err(TestAiConfigError::Trial(told)) if *told == error), "{tried:?}");
    for _ in 1..20 {
        configs.test(user, config.id).await.expect("works");
    }
    assert!(matches!(configs.test(user, config.id).await, Err(TestAiConfigError::Throttled(_))));
}

#[tokio::test]
async fn the_platforms_are_an_admins() {
    let (world, configs, user, own) = house().await;
    let admin = admin(&world).await;
    let refused = configs.create_platform(user, pictures("平台")).await;
    assert!(matches!(refused, Err(CreateAiConfigError::Forbidden)));
    let config = configs.create_platform(admin, pictures("平台")).await.expect("made");
    let forbidden = |error| assert!(matches!(error, Some(PlatformAiConfigError::Forbidden)), "{error:?}");
    forbidden(configs.get_platform(user, config.id).await.err());
    forbidden(configs.list_platform(user, Page { limit: 1, after: None }).await.err());
    forbidden(configs.update_platform(user, config.id, None, AiConfigChange::default()).await.err());
    forbidden(configs.delete_platform(user, config.id, None).await.err());
    assert!(matches!(configs.test_platform(user, config.id).await, Err(TestAiConfigError::Forbidden)));
    let absent = configs.get_platform(admin, own.id).await;
    assert!(matches!(absent, Err(PlatformAiConfigError::Update(UpdateError::NotFound))));
    let off = AiConfigChange { active: Some(false), ..AiConfigChange::default() };
    let updated = configs.update_platform(admin, config.id, Some(1), off.clone()).await.expect("changed");
    assert_eq!((updated.active, updated.version), (false, 2));
    let stale = configs.update_platform(admin, config.id, Some(1), off).await;
    assert!(matches!(stale, Err(PlatformAiConfigError::Update(UpdateError::Stale { .. }))));
    configs.test_platform(admin, config.id).await.expect("works");
    configs.delete_platform(admin, config.id, Some(2)).await.expect("deleted");
    let log = PlatformAuditLog::recent(&world.store, None, 9).await.expect("read");
    let acts: Vec<&str> = log.iter().map(|entry| entry.act.code()).collect();
    assert_eq!(acts, ["platform_ai_config_deleted", "platform_ai_config_changed", "platform_ai_config_made"]);
    shows_no_key(&log);
}

#[tokio::test]
async fn a_new_master_key_seals_all_keys_anew_and_can_go_on_later() {
    let (world, configs, user, own) = house().await;
    let admin = admin(&world).await;
    let platform = configs.create_platform(admin, pictures("平台")).await.expect("made");
    for at in 0..99 {
        configs.create(user, pictures(&at.to_string())).await.expect("made");
    }
    configs.create(admin, pictures("自己的")).await.expect("made");
    assert!(configs.is_sealed_with("fake0").await.expect("looked"));
    world.secret_box.rotate();
    let first = configs.reseal().await.expect("sealed");
    assert_eq!((first.done, first.current, first.broken.len()), (102, 0, 0));
    assert!(!configs.is_sealed_with("fake0").await.expect("looked"));
    assert!(configs.is_sealed_with("fake1").await.expect("looked"));
    let again = configs.reseal().await.expect("sealed");
    assert_eq!((again.done, again.current), (0, 102));
    let own = configs.get(user, own.id).await.expect("read").expect("there");
    assert!(
        world.secret_box.is_current(&own.key) && own.version == 2,
        "a change that was begun before is refused"
    );
    let label = SecretLabel::ai_config(user.user_id, own.id);
    assert_eq!(world.secret_box.open(label, &own.key).expect("opened"), SECRET.as_bytes());
    let mut platform = world.store.get(platform.id).await.expect("read").expect("there");
    assert!(world.secret_box.is_current(&platform.key));

    world.secret_box.rotate();
    platform.key.bytes[0] ^= 1;
    assert!(world.store.save(&mut platform, None).await.expect("saved"));
    let broken = configs.reseal().await.expect("sealed");
    assert_eq!(
        (broken.done, broken.broken),
        (101, vec![(AiConfigOwner::Platform, platform.id, OpenSecretError::Broken)])
    );
}
