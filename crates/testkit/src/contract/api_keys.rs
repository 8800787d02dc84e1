//! [`ApiKeys`](xinggen_domain::ports::ApiKeys).

use super::{Kit, Outcome, StoreHarness, kit::check_pages, rivalry::at_once};
use crate::start;
use chrono::Duration;
use xinggen_domain::{
    UserId,
    api_key::{ApiKey, Scope, Scopes},
    ports::Page,
    provenance::Digest,
    time::Timestamp,
};

fn at(seconds: i64) -> Timestamp {
    start() + Duration::seconds(seconds)
}

fn key(kit: &Kit<'_>, name: &str, scopes: &[Scope]) -> Outcome<ApiKey> {
    Ok(ApiKey {
        id: kit.build.id(),
        user_id: kit.owner,
        name: name.to_owned(),
        scopes: super::there(Scopes::new(scopes.iter().copied()), "scope")?,
        secret: Digest::of(name.as_bytes()),
        created_at: at(0),
        expires_at: None,
        last_used_at: None,
        revoked_at: None,
    })
}

async fn added(kit: &Kit<'_>, name: &str) -> Outcome<ApiKey> {
    let key = key(kit, name, &[Scope::Read])?;
    assert!(kit.store.api_keys().add(key.clone(), at(0), 20).await?, "there is room");
    Ok(key)
}

async fn listed(store: &dyn StoreHarness, user: UserId) -> Outcome<Vec<String>> {
    let keys = store.api_keys().list(user, Page { limit: 100, after: None }).await?;
    Ok(keys.into_iter().map(|key| key.name).collect())
}

/// Every field survives, set or empty, and an unknown id finds nothing.
pub async fn comes_back_as_it_was_added(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let keys = store.api_keys();
    let plain = added(&kit, "plain").await?;
    let full = ApiKey {
        expires_at: Some(at(50)),
        last_used_at: Some(at(20)),
        revoked_at: Some(at(30)),
        ..key(&kit, "全部", Scope::ALL)?
    };
    assert!(keys.add(full.clone(), at(0), 20).await?);
    for key in [plain, full] {
        assert_eq!(keys.get(key.id).await?, Some(key));
    }
    assert_eq!(keys.get(kit.build.id()).await?, None);
    Ok(())
}

/// What is not revoked is listed, newest first, page by page, of one user only.
pub async fn pages_run_newest_first(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let keys = store.api_keys();
    let mut all = Vec::new();
    for name in ["one", "two", "three", "four", "five"] {
        all.insert(0, added(&kit, name).await?);
    }
    added(&kit.neighbour().await?, "theirs").await?;
    let gone = all.remove(2);
    assert!(keys.revoke(kit.owner, gone.id, at(1)).await?);
    let read = async |page| Ok(store.api_keys().list(kit.owner, page).await?);
    check_pages(&all, |key| key.id, read).await
}

/// A key is revoked once, at the first time that was said, and by its owner only.
pub async fn only_its_owner_revokes_a_key(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let (keys, other) = (store.api_keys(), kit.neighbour().await?);
    let key = added(&kit, "mine").await?;
    assert!(!keys.revoke(other.owner, key.id, at(1)).await?, "a neighbour has no such key");
    assert_eq!(keys.get(key.id).await?, Some(key.clone()));
    assert!(!keys.revoke(kit.owner, kit.build.id(), at(1)).await?, "there is no such key");
    assert!(keys.revoke(kit.owner, key.id, at(2)).await?);
    assert!(!keys.revoke(kit.owner, key.id, at(3)).await?, "it is revoked already");
    assert_eq!(keys.get(key.id).await?, Some(ApiKey { revoked_at: Some(at(2)), ..key }));
    Ok(())
}

/// Live keys count, those that are revoked or over do not, nor do a neighbour's.
pub async fn only_so_many_are_live(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let keys = store.api_keys();
    added(&kit.neighbour().await?, "theirs").await?;
    let over = ApiKey { expires_at: Some(at(10)), ..key(&kit, "over", &[Scope::Read])? };
    assert!(keys.add(over, at(0), 2).await?);
    let revoked = added(&kit, "revoked").await?;
    assert!(!keys.add(key(&kit, "third", &[Scope::Read])?, at(9), 2).await?, "two are live");
    assert!(keys.revoke(kit.owner, revoked.id, at(9)).await?);
    assert!(keys.add(key(&kit, "second", &[Scope::Read])?, at(9), 2).await?);
    assert!(!keys.add(key(&kit, "third", &[Scope::Read])?, at(9), 2).await?, "two are live again");
    assert!(keys.add(key(&kit, "third", &[Scope::Read])?, at(10), 2).await?, "one is over by now");
    assert_eq!(listed(store, kit.owner).await?, ["third", "second", "over"]);
    Ok(())
}

/// Of ten that are added at once where there is room for three, three are.
pub async fn no_more_are_added_at_once_than_there_is_room_for(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let mut rivals = Vec::new();
    for number in 0..10 {
        let (keys, key) = (store.api_keys(), key(&kit, &number.to_string(), &[Scope::Read])?);
        rivals.push(async move { Outcome::Ok(keys.add(key, at(0), 3).await?) });
    }
    let added = at_once(rivals).await?.into_iter().filter(|added| *added).count();
    assert_eq!(added, 3);
    assert_eq!(listed(store, kit.owner).await?.len(), 3);
    Ok(())
}

/// The latest use counts, in whatever order uses are written.
pub async fn the_latest_use_is_kept(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let keys = store.api_keys();
    let (one, other) = (added(&kit, "one").await?, added(&kit, "other").await?);
    for (used, kept) in [(10, 10), (70, 70), (30, 70)] {
        keys.used(one.id, at(used)).await?;
        let last = keys.get(one.id).await?.and_then(|key| key.last_used_at);
        assert_eq!(last, Some(at(kept)), "after a use at {used}");
    }
    assert_eq!(keys.get(other.id).await?, Some(other));
    keys.used(kit.build.id(), at(0)).await?;
    Ok(())
}
