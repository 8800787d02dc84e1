//! [`AccountDirectory`](xinggen_domain::ports::AccountDirectory) and [`Profile`](xinggen_domain::ports::Profile).

use super::{
    Kit, Outcome, StoreHarness, conflict,
    kit::{check_pages, open},
    refused,
    rivalry::at_once,
};
use crate::{Build, start};
use xinggen_domain::{
    Credits,
    error::StoreError,
    identity::Identity,
    time::Timestamp,
    user::{PasswordHash, Role, User, UserFilter, UserStatus},
};

fn at(seconds: i64) -> Timestamp {
    start() + chrono::Duration::seconds(seconds)
}

/// Opens an account in a transaction of its own, and says how that went.
async fn try_open(
    store: &dyn StoreHarness,
    user: &User,
    password: Option<PasswordHash>,
) -> Outcome<Result<(), StoreError>> {
    let mut tx = store.unit_of_work().begin(user.id).await?;
    let opened = tx.profile().open(user.clone(), password).await;
    Ok(match opened {
        Ok(()) => tx.commit().await,
        Err(error) => Err(error),
    })
}

async fn found(store: &dyn StoreHarness, user: &User) -> Outcome<Option<(User, Option<PasswordHash>)>> {
    let email = user.email.clone().unwrap_or_default();
    Ok(store.accounts().find_by_email(&email).await?)
}

/// Every field of a user survives, and the password with them; the user is found by e-mail, by id and by itself.
pub async fn a_user_is_found(store: &dyn StoreHarness) -> Outcome {
    let build = Build::default();
    let full = User {
        email: Some("lin.wan@example.com".to_owned()),
        phone: Some("+8613800000001".to_owned()),
        name: "林晚（管理员）".to_owned(),
        role: Role::Admin,
        vip_until: None,
        status: UserStatus::Disabled,
        ..build.user()
    };
    let password = PasswordHash("$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA".to_owned());
    for (user, password) in [(full, Some(password)), (build.user(), None)] {
        assert!(store.accounts().get(user.id).await?.is_none(), "not there yet");
        try_open(store, &user, password.clone()).await??;
        assert!(found(store, &user).await? == Some((user.clone(), password)), "a user comes back as added");
        assert_eq!(store.accounts().get(user.id).await?.as_ref(), Some(&user));
        let mut tx = store.unit_of_work().begin_read(user.id).await?;
        assert_eq!(tx.profile().get().await?, Some(user), "the tenant finds itself");
    }
    Ok(())
}

/// Nobody is found by an address or an id that nobody has.
pub async fn an_unknown_address_finds_nobody(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    for email in ["nobody@example.com", "", "%", "林晚"] {
        assert!(store.accounts().find_by_email(email).await?.is_none(), "nobody has {email:?}");
    }
    let absent = kit.build.id();
    assert_eq!(store.accounts().get(absent).await?, None);
    let mut tx = store.unit_of_work().begin_read(absent).await?;
    assert_eq!(tx.profile().get().await?, None);
    Ok(())
}

/// Two users never share an e-mail address; the first keeps it.
pub async fn a_taken_email_is_a_conflict(store: &dyn StoreHarness) -> Outcome {
    let build = Build::default();
    let first = build.user();
    let second = User { email: first.email.clone(), ..build.user() };
    open(store, first.clone()).await?;
    conflict(try_open(store, &second, None).await?, "a taken e-mail")?;
    assert!(found(store, &second).await? == Some((first, None)), "the first user keeps the address");
    assert_eq!(store.accounts().get(second.id).await?, None, "the second user is not there");
    Ok(())
}

/// Two users never share a phone number; nothing of the second one is kept.
pub async fn a_taken_phone_is_a_conflict(store: &dyn StoreHarness) -> Outcome {
    let build = Build::default();
    let phone = Some("+8613800000002".to_owned());
    let [first, second] = [(); 2].map(|()| User { phone: phone.clone(), ..build.user() });
    open(store, first).await?;
    conflict(try_open(store, &second, None).await?, "a taken phone number")?;
    assert!(found(store, &second).await?.is_none(), "the second user is not there");
    Ok(())
}

/// An account is opened once; opening it again changes nothing.
pub async fn an_account_is_opened_once(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let first = store.accounts().get(kit.owner).await?;
    let again = User { id: kit.owner, ..kit.build.user() };
    let password = Some(PasswordHash("fake:new".to_owned()));
    conflict(try_open(store, &again, password).await?, "an account that is there")?;
    assert_eq!(store.accounts().get(kit.owner).await?, first);
    assert!(found(store, &again).await?.is_none(), "not under the other address either");
    Ok(())
}

/// An account is there when its transaction commits, and not before.
pub async fn an_account_needs_its_commit(store: &dyn StoreHarness) -> Outcome {
    let user = Build::default().user();
    let mut tx = store.unit_of_work().begin(user.id).await?;
    tx.profile().open(user.clone(), None).await?;
    assert_eq!(tx.profile().get().await?.as_ref(), Some(&user), "its own transaction has it");
    drop(tx);
    assert_eq!(store.accounts().get(user.id).await?, None);
    open(store, user.clone()).await?;
    assert_eq!(store.accounts().get(user.id).await?, Some(user));
    Ok(())
}

/// A tenant opens no other's account.
pub async fn nobody_opens_anothers_account(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    for owner in [kit.owner, kit.build.id()] {
        let other = kit.build.user();
        let mut tx = store.unit_of_work().begin(owner).await?;
        refused(tx.profile().open(other.clone(), None).await, "an account of somebody else")?;
        drop(tx);
        assert_eq!(store.accounts().get(other.id).await?, None);
    }
    Ok(())
}

/// Of eight who open an account with one address at once, one gets it; the others are told of the conflict.
pub async fn one_of_many_gets_an_address(store: &dyn StoreHarness) -> Outcome {
    let build = Build::default();
    let rivals: Vec<_> = (0..8)
        .map(|_| {
            let (unit, user) = (store.unit_of_work(), build.user());
            let user = User { email: Some("lin.wan@example.com".to_owned()), ..user };
            async move {
                let mut tx = unit.begin(user.id).await?;
                let opened = tx.profile().open(user, None).await;
                match opened {
                    Ok(()) => tx.commit().await?,
                    Err(error) => return conflict::<()>(Err(error), "a taken e-mail").map(|()| false),
                }
                Outcome::Ok(true)
            }
        })
        .collect();
    let answers = at_once(rivals).await?;
    assert_eq!(answers.iter().filter(|opened| **opened).count(), 1);
    Ok(())
}

/// A user without an e-mail address and without a phone number could never be found again.
pub async fn a_user_needs_an_address(store: &dyn StoreHarness) -> Outcome {
    let user = User { email: None, phone: None, ..Build::default().user() };
    refused(try_open(store, &user, None).await?, "a user without any address")?;
    Ok(())
}

/// Having no e-mail address, or no phone, is not having the same one.
pub async fn empty_addresses_do_not_conflict(store: &dyn StoreHarness) -> Outcome {
    let build = Build::default();
    for phone in ["+8613800000003", "+8613800000004"] {
        let user = User { email: None, phone: Some(phone.to_owned()), ..build.user() };
        open(store, user).await?;
    }
    open(store, build.user()).await?;
    open(store, build.user()).await
}

/// A new user has nothing and owes nothing.
pub async fn a_new_account_is_empty(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let mut tx = kit.read().await?;
    let ledger = tx.credits().view().await?;
    assert_eq!(ledger.account().user_id, kit.owner);
    assert_eq!(ledger.account().credits, Credits::ZERO);
    assert_eq!(ledger.account().held, Credits::ZERO);
    assert_eq!(ledger.account().entries, 0);
    assert_eq!(ledger.lots().count(), 0, "no lots");
    assert_eq!(tx.credits().statement(0, 10).await?, [], "no entries");
    kit.audit().await
}

/// A user is found by the phone number, with the password, and not by a number that nobody has.
pub async fn a_phone_finds_its_user(store: &dyn StoreHarness) -> Outcome {
    let build = Build::default();
    let user = User { email: None, phone: Some("+8613800000005".to_owned()), ..build.user() };
    let password = Some(PasswordHash("fake:secret".to_owned()));
    try_open(store, &user, password.clone()).await??;
    open(store, build.user()).await?;
    assert!(store.accounts().find_by_phone("+8613800000005").await? == Some((user, password)));
    for phone in ["+8613800000006", "13800000005", ""] {
        assert!(store.accounts().find_by_phone(phone).await?.is_none(), "nobody has {phone:?}");
    }
    Ok(())
}

/// Users are listed page by page, newest first; filters leave out whom they do not fit.
pub async fn users_are_listed_newest_first(store: &dyn StoreHarness) -> Outcome {
    let build = Build::default();
    let mut users = Vec::new();
    for n in 0..5 {
        let role = if n % 2 == 0 { Role::Admin } else { Role::User };
        let vip_until = (n > 0).then(|| at(n));
        let status = if n == 4 { UserStatus::Disabled } else { UserStatus::Active };
        let user = User { role, vip_until, status, phone: Some(format!("+861380000001{n}")), ..build.user() };
        open(store, user.clone()).await?;
        users.insert(0, user);
    }
    let fitting = |fits: &dyn Fn(&User) -> bool| -> Vec<User> {
        users.iter().filter(|user| fits(user)).cloned().collect()
    };
    let of = |role| UserFilter { role: Some(role), ..UserFilter::default() };
    let of_role = of(Role::Admin);
    let of_status = UserFilter { status: Some(UserStatus::Active), ..of_role.clone() };
    let phone = UserFilter { identity: Identity::phone("13800000012"), ..UserFilter::default() };
    let email = users[1].email.clone().and_then(|email| Identity::email(&email));
    let by_email = UserFilter { identity: email, ..UserFilter::default() };
    let expected = [
        (UserFilter::default(), users.clone()),
        (of_role, fitting(&|user| user.role == Role::Admin)),
        (of_status, fitting(&|user| user.role == Role::Admin && user.status == UserStatus::Active)),
        (of(Role::Vip), vec![users[1].clone()]),
        (of(Role::User), vec![users[3].clone()]),
        (phone, vec![users[2].clone()]),
        (by_email, vec![users[1].clone()]),
    ];
    // One membership has just ended, another goes on.
    let now = at(1);
    for (filter, expected) in &expected {
        let list = async |page| Ok(store.accounts().list(filter, now, page).await?);
        check_pages(expected, |user| user.id, list).await?;
    }
    Ok(())
}
