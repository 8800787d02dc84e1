//! [`AccountDirectory`](xinggen_domain::ports::AccountDirectory).

use super::{Kit, Outcome, StoreHarness, conflict, refused};
use crate::Build;
use xinggen_domain::{
    Credits,
    user::{Role, User},
};

/// Every field of a user survives.
pub async fn a_user_is_found_by_email(store: &dyn StoreHarness) -> Outcome {
    let build = Build::default();
    let full = User {
        email: Some("lin.wan@example.com".to_owned()),
        phone: Some("+8613800000001".to_owned()),
        name: "林晚（管理员）".to_owned(),
        role: Role::Admin,
        ..build.user()
    };
    let plain = build.user();
    for user in [full, plain] {
        store.accounts().add(user.clone()).await?;
        let email = user.email.clone().unwrap_or_default();
        let found = store.accounts().find_by_email(&email).await?;
        assert_eq!(found, Some(user), "a user comes back as added");
    }
    Ok(())
}

/// Nobody is found by an address that nobody has.
pub async fn an_unknown_email_finds_nobody(store: &dyn StoreHarness) -> Outcome {
    Kit::new(store).await?;
    for email in ["nobody@example.com", "", "%", "林晚"] {
        assert_eq!(store.accounts().find_by_email(email).await?, None, "nobody has {email:?}");
    }
    Ok(())
}

/// Two users never share an e-mail address; the first keeps it.
pub async fn a_taken_email_is_a_conflict(store: &dyn StoreHarness) -> Outcome {
    let build = Build::default();
    let first = build.user();
    let second = User { email: first.email.clone(), ..build.user() };
    store.accounts().add(first.clone()).await?;
    conflict(store.accounts().add(second).await, "a taken e-mail")?;
    let email = first.email.clone().unwrap_or_default();
    let found = store.accounts().find_by_email(&email).await?;
    assert_eq!(found, Some(first), "the first user keeps the address");
    Ok(())
}

/// Two users never share a phone number; nothing of the second one is kept.
pub async fn a_taken_phone_is_a_conflict(store: &dyn StoreHarness) -> Outcome {
    let build = Build::default();
    let phone = Some("+8613800000002".to_owned());
    let [first, second] = [(); 2].map(|()| User { phone: phone.clone(), ..build.user() });
    store.accounts().add(first).await?;
    conflict(store.accounts().add(second.clone()).await, "a taken phone number")?;
    let email = second.email.unwrap_or_default();
    assert_eq!(store.accounts().find_by_email(&email).await?, None, "the second user is not there");
    Ok(())
}

/// A user without an e-mail address and without a phone number could never be found again.
pub async fn a_user_needs_an_address(store: &dyn StoreHarness) -> Outcome {
    let user = User { email: None, phone: None, ..Build::default().user() };
    refused(store.accounts().add(user).await, "a user without any address")?;
    Ok(())
}

/// Having no e-mail address, or no phone, is not having the same one.
pub async fn empty_addresses_do_not_conflict(store: &dyn StoreHarness) -> Outcome {
    let build = Build::default();
    for phone in ["+8613800000003", "+8613800000004"] {
        let user = User { email: None, phone: Some(phone.to_owned()), ..build.user() };
        store.accounts().add(user).await?;
    }
    store.accounts().add(build.user()).await?;
    store.accounts().add(build.user()).await?;
    Ok(())
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
