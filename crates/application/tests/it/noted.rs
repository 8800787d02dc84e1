//! What stands in the audit logs, and who may read them.

use crate::house::settings;
use std::net::{IpAddr, Ipv4Addr};
use xinggen_application::{
    Accounts, Actor, ApiKeyDesk, CreateApiKey, LoginError, ReadRecordsError, Records, Register, Registration,
    SignedIn, TwoFactor,
};
use xinggen_domain::{
    api_key::Scope,
    audit::{AuditAct, AuditEntry},
    identity::Identity,
    ports::{Clock as _, UnitOfWork as _},
    second_factor::SecondFactor,
    session::{Device, GRACE_SECONDS},
    user::Role,
};
use xinggen_testkit::TestWorld;

const HOME: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 7));
const ELSEWHERE: IpAddr = IpAddr::V4(Ipv4Addr::new(198, 51, 100, 9));

async fn register(accounts: &Accounts, email: &str) -> SignedIn {
    let register = Register {
        identity: Identity::email(email).expect("an address"),
        code: None,
        password: Some("correct horse".to_owned()),
        name: None,
    };
    let device = Device { address: Some(HOME), ..Device::default() };
    accounts.register(register, device).await.expect("registered")
}

async fn fail(accounts: &Accounts, email: &str) {
    let device = Device { address: Some(ELSEWHERE), ..Device::default() };
    let failed = accounts.login(Identity::email(email).as_ref(), "wrong horse", device, None).await;
    assert!(matches!(failed, Err(LoginError::WrongCredentials)));
}

fn told(entries: &[AuditEntry]) -> Vec<(AuditAct, Option<IpAddr>, &str)> {
    entries.iter().map(|entry| (entry.act, entry.address, entry.reason.as_str())).collect()
}

#[tokio::test]
async fn a_failed_sign_in_stands_in_the_log_of_whose_name_was_used() {
    let world = TestWorld::new().await;
    let accounts = Accounts::new(world.ports(), settings(Registration::Open));
    let (lin, chen) =
        (register(&accounts, "lin@example.com").await, register(&accounts, "chen@example.com").await);
    for email in ["lin@example.com", "nobody@example.com", "no address at all"] {
        fail(&accounts, email).await;
    }
    let records = Records::new(world.ports());
    let of = |who: &SignedIn| Actor::new(who.user.id, who.user.role);
    let hers = records.own(of(&lin), None, 10).await.expect("read");
    let failed = (AuditAct::SignInFailed, Some(ELSEWHERE), "wrong_credentials");
    assert_eq!(told(&hers), [failed, (AuditAct::SignedIn, Some(HOME), "")]);
    assert_eq!(
        told(&records.own(of(&chen), None, 10).await.expect("read")),
        [(AuditAct::SignedIn, Some(HOME), "")]
    );
    let before = records.own(of(&lin), Some(hers[0].id), 10).await.expect("read");
    assert_eq!(before, hers[1..], "pages run through both");

    let admin = Actor::new(chen.user.id, Role::Admin).coming_from(Some(HOME));
    let all = records.of_platform(admin, None, 10).await.expect("read");
    assert_eq!(told(&all), [failed; 3], "whether or not there is such an account");
    assert!(all.iter().all(|entry| !entry.subject.contains('@')), "an address is nobody's business");
    assert_eq!(records.of_user(admin, lin.user.id, None, 10).await.expect("read"), hers);
    let looked = records.own(of(&lin), None, 1).await.expect("read");
    assert_eq!(
        (looked[0].act, looked[0].actor_id),
        (AuditAct::AuditLogViewed, Some(chen.user.id)),
        "that somebody looked is told"
    );
    let refused = records.of_user(of(&chen), lin.user.id, None, 10).await;
    assert!(matches!(refused, Err(ReadRecordsError::NotAdmin(_))));
    assert!(matches!(records.of_platform(of(&chen), None, 10).await, Err(ReadRecordsError::NotAdmin(_))));
    let absent = records.of_user(admin, world.build.id(), None, 10).await;
    assert!(matches!(absent, Err(ReadRecordsError::NotFound)));
}

#[tokio::test]
async fn nobody_sees_who_tried_to_sign_in_before_there_was_the_account() {
    let world = TestWorld::new().await;
    let accounts = Accounts::new(world.ports(), settings(Registration::Open));
    for _ in 0..2 {
        fail(&accounts, "lin@example.com").await;
    }
    world.clock.advance(chrono::Duration::seconds(1));
    let lin = register(&accounts, "lin@example.com").await;
    fail(&accounts, "lin@example.com").await;
    let (records, lin) = (Records::new(world.ports()), Actor::new(lin.user.id, lin.user.role));
    let hers = records.own(lin, None, 10).await.expect("read");
    let failed = (AuditAct::SignInFailed, Some(ELSEWHERE), "wrong_credentials");
    assert_eq!(told(&hers), [failed, (AuditAct::SignedIn, Some(HOME), "")]);
    let rest = records.own(lin, Some(hers[0].id), 1).await.expect("read");
    assert_eq!(rest, hers[1..], "nor on the next page");
    assert_eq!(records.own(lin, Some(hers[1].id), 1).await.expect("read"), []);
}

#[tokio::test]
async fn the_use_of_a_key_is_noted_once_an_hour_with_its_origin() {
    let world = TestWorld::new().await;
    let user = world.user(0).await;
    let desk = ApiKeyDesk::new(world.ports());
    let wanted = CreateApiKey { name: "player".to_owned(), scopes: vec![Scope::Read], expires_at: None };
    let key = desk.create(user, wanted).await.expect("made");
    let uses = async || {
        let entries = Records::new(world.ports()).own(user, None, 50).await.expect("read");
        entries.iter().filter(|entry| entry.act == AuditAct::ApiKeyUsed).count()
    };
    for (minutes, noted) in [(0, 1), (2, 1), (30, 1), (31, 2), (3, 2)] {
        world.clock.advance(chrono::Duration::minutes(minutes));
        desk.authenticate(&key.text, Some(ELSEWHERE)).await.expect("read").expect("it lets in");
        assert_eq!(uses().await, noted, "{minutes} minutes later");
    }
    let newest = Records::new(world.ports()).own(user, None, 1).await.expect("read").remove(0);
    assert_eq!((newest.address, newest.actor_id), (Some(ELSEWHERE), Some(user.user_id)));
    assert_eq!(newest.subject, key.key.id.to_string());
}

/// What was noted last of somebody, and about what.
async fn last(world: &TestWorld, who: Actor) -> (AuditAct, String) {
    let newest = Records::new(world.ports()).own(who, None, 1).await.expect("read").remove(0);
    (newest.act, newest.subject)
}

#[tokio::test]
async fn how_a_session_ended_is_noted() {
    let world = TestWorld::new().await;
    let accounts = Accounts::new(world.ports(), settings(Registration::Open));
    let first = register(&accounts, "lin@example.com").await;
    let lin = Actor::new(first.user.id, first.user.role);
    let (_, claims) = accounts.authenticate(&first.access_token).await.expect("read").expect("let in");
    let session = claims.session_id;
    accounts.refresh(&first.refresh_token).await.expect("refreshed");
    world.clock.advance(chrono::Duration::seconds(GRACE_SECONDS));
    for _ in 0..2 {
        accounts.refresh(&first.refresh_token).await.expect_err("used long ago");
    }
    assert_eq!(last(&world, lin).await, (AuditAct::RefreshReused, session.to_string()));
    let all = Records::new(world.ports()).own(lin, None, 9).await.expect("read");
    assert_eq!(all.len(), 2, "it is ended once");

    accounts.sign_out(lin, session).await.expect("out");
    assert_eq!(last(&world, lin).await, (AuditAct::SignedOut, session.to_string()));
}

#[tokio::test]
async fn new_recovery_codes_are_noted() {
    let world = TestWorld::new().await;
    let (user, factors) = (world.user(0).await, TwoFactor::new(world.ports(), false));
    assert_eq!(factors.renew_recovery(user).await.expect("read"), None);
    factors.enrol(user).await.expect("enrolled");
    let mut tx = world.store.begin(user.user_id).await.expect("begun");
    let enrolled = tx.second_factors().lock().await.expect("read").expect("there");
    let confirmed_at = Some(world.clock.now());
    tx.second_factors().save(SecondFactor { confirmed_at, ..enrolled }).await.expect("saved");
    tx.commit().await.expect("committed");
    assert!(factors.renew_recovery(user).await.expect("renewed").is_some());
    assert_eq!(last(&world, user).await, (AuditAct::RecoveryCodesRenewed, String::new()));
}
