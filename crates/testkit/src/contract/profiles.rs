//! What a tenant changes of its own account: [`Profile`](xinggen_domain::ports::Profile).

use super::{Kit, Outcome, StoreHarness, conflict, refused, rivalry::at_once, stale, there};
use crate::start;
use std::time::Duration;
use tokio::task::JoinSet;
use xinggen_domain::{
    provenance::Digest,
    user::{PasswordHash, Role, User, UserStatus},
};

async fn user(kit: &Kit<'_>) -> Outcome<User> {
    there(kit.store.accounts().get(kit.owner).await?, "such user")
}

async fn password(kit: &Kit<'_>) -> Outcome<Option<PasswordHash>> {
    let email = user(kit).await?.email.unwrap_or_default();
    Ok(there(kit.store.accounts().find_by_email(&email).await?, "such user")?.1)
}

/// Everything but the password and the time it was made is written; nobody else is touched.
pub async fn a_saved_account_comes_back(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let neighbour = kit.neighbour().await?;
    let (before, other) = (user(&kit).await?, user(&neighbour).await?);
    let changed = User {
        email: Some("new@example.com".to_owned()),
        phone: Some("+8613800000001".to_owned()),
        name: "陈默".to_owned(),
        role: Role::Admin,
        vip_until: None,
        status: UserStatus::Disabled,
        ..before.clone()
    };
    let mut tx = kit.begin().await?;
    assert!(tx.profile().lock().await? == Some((before.clone(), None)), "the lock reads");
    tx.profile().save(changed.clone()).await?;
    assert_eq!(tx.profile().get().await?.as_ref(), Some(&changed), "its own transaction sees it");
    assert_eq!(user(&kit).await?, before, "nobody else does");
    tx.commit().await?;
    assert_eq!(user(&kit).await?, changed);
    assert_eq!(user(&neighbour).await?, other);
    let mut tx = kit.begin().await?;
    tx.profile().save(User { email: None, ..changed.clone() }).await?;
    tx.commit().await?;
    assert_eq!(user(&kit).await?.email, None, "an address can be taken away");
    Ok(())
}

/// An address of another user is a conflict; the own one is not.
pub async fn a_save_cannot_take_anothers_address(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let neighbour = kit.neighbour().await?;
    let (own, other) = (user(&kit).await?, user(&neighbour).await?);
    let mut tx = neighbour.begin().await?;
    tx.profile().save(User { phone: Some("+8613800000002".to_owned()), ..other.clone() }).await?;
    tx.commit().await?;
    for taken in [
        User { email: other.email.clone(), ..own.clone() },
        User { phone: Some("+8613800000002".to_owned()), ..own.clone() },
    ] {
        let mut tx = kit.begin().await?;
        conflict(tx.profile().save(taken).await, "a taken address")?;
        refused(tx.commit().await, "a commit after that")?;
    }
    let mut tx = kit.begin().await?;
    tx.profile().save(own.clone()).await?;
    refused(tx.profile().save(other).await, "the account of somebody else")?;
    drop(tx);
    assert_eq!(user(&kit).await?, own);
    Ok(())
}

/// Nobody is left without an address, and what is not there is not saved.
pub async fn a_save_needs_an_address_and_an_account(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let own = user(&kit).await?;
    let mut tx = kit.begin().await?;
    refused(tx.profile().save(User { email: None, phone: None, ..own.clone() }).await, "no address")?;
    drop(tx);
    let absent = kit.build.user();
    let unit = store.unit_of_work();
    let mut tx = unit.begin(absent.id).await?;
    stale(tx.profile().save(absent.clone()).await, "an account that is not there")?;
    drop(tx);
    let mut tx = unit.begin(absent.id).await?;
    stale(tx.profile().set_password(PasswordHash("fake:x".to_owned())).await, "one that is not there")?;
    drop(tx);
    let mut tx = unit.begin(absent.id).await?;
    assert!(tx.profile().lock().await?.is_none());
    drop(tx);
    let mut reader = kit.read().await?;
    refused(reader.profile().save(own.clone()).await, "a write of a reader")?;
    assert_eq!(user(&kit).await?, own);
    Ok(())
}

/// A password is set at the commit, and replaced; a save leaves it.
pub async fn a_password_is_set_and_replaced(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    for hash in ["fake:one", "fake:two"].map(|text| PasswordHash(text.to_owned())) {
        let before = password(&kit).await?;
        let mut tx = kit.begin().await?;
        tx.profile().set_password(hash.clone()).await?;
        assert!(password(&kit).await? == before, "not yet");
        let (own, locked) = there(tx.profile().lock().await?, "such user")?;
        assert!(locked.as_ref() == Some(&hash), "its own transaction sees it");
        tx.profile().save(User { name: "陈默".to_owned(), ..own }).await?;
        tx.commit().await?;
        assert!(password(&kit).await? == Some(hash));
    }
    Ok(())
}

/// Who locks an account that is locked waits, and then sees what the first one wrote.
pub async fn a_locked_profile_makes_others_wait(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let own = user(&kit).await?;
    let mut first = kit.begin().await?;
    first.profile().lock().await?;
    let (unit, owner) = (store.unit_of_work(), kit.owner);
    let mut second = JoinSet::new();
    second.spawn(async move {
        let mut tx = unit.begin(owner).await?;
        let locked = tx.profile().lock().await?;
        tx.commit().await?;
        Outcome::Ok(locked)
    });
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(second.try_join_next().is_none(), "it waits");
    first.profile().save(User { name: "陈默".to_owned(), ..own }).await?;
    first.commit().await?;
    let (seen, _) = there(there(second.join_next().await, "answer")???, "such user")?;
    assert_eq!(seen.name, "陈默");
    Ok(())
}

/// Who changes roles waits until whoever does so already is done, whatever their tenant.
pub async fn changes_of_roles_wait_for_each_other(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let (unit, other) = (store.unit_of_work(), kit.neighbour().await?.owner);
    let mut first = kit.begin().await?;
    first.profile().lock_roles().await?;
    let mut second = JoinSet::new();
    second.spawn(async move {
        let mut tx = unit.begin(other).await?;
        tx.profile().lock_roles().await?;
        Outcome::Ok(tx.commit().await?)
    });
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(second.try_join_next().is_none(), "it waits");
    first.commit().await?;
    there(second.join_next().await, "answer")??
}

/// An identity is claimed once, whoever claims it again.
pub async fn an_identity_is_claimed_once_for_ever(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let neighbour = kit.neighbour().await?;
    let (mark, other) = (Digest::of(b"lin"), Digest::of(b"chen"));
    let mut tx = kit.begin().await?;
    assert!(tx.profile().claim(mark, start()).await?, "new");
    assert!(!tx.profile().claim(mark, start()).await?, "twice");
    tx.commit().await?;
    for kit in [&kit, &neighbour] {
        let mut tx = kit.begin().await?;
        assert!(!tx.profile().claim(mark, start()).await?, "it was claimed");
        tx.commit().await?;
    }
    let mut tx = neighbour.begin().await?;
    assert!(tx.profile().claim(other, start()).await?, "another one");
    tx.commit().await?;
    Ok(())
}

/// A claim that was rolled back leaves the identity free.
pub async fn a_rolled_back_claim_is_none(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let mark = Digest::of(b"lin");
    for _ in 0..2 {
        let mut tx = kit.begin().await?;
        assert!(tx.profile().claim(mark, start()).await?);
        drop(tx);
    }
    Ok(())
}

/// Of eight users who claim one identity at once, one gets it.
pub async fn one_of_many_claims_an_identity(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let mut owners = vec![kit.owner];
    for _ in 0..7 {
        owners.push(kit.neighbour().await?.owner);
    }
    let rivals: Vec<_> = owners
        .into_iter()
        .map(|owner| {
            let unit = store.unit_of_work();
            async move {
                let mut tx = unit.begin(owner).await?;
                let claimed = tx.profile().claim(Digest::of(b"lin"), start()).await?;
                tx.commit().await?;
                Outcome::Ok(claimed)
            }
        })
        .collect();
    assert_eq!(at_once(rivals).await?.into_iter().filter(|claimed| *claimed).count(), 1);
    Ok(())
}
