//! [`AiConfigs`](xinggen_domain::ports::AiConfigs) and [`PlatformAiConfigs`](xinggen_domain::ports::PlatformAiConfigs).

use super::{Kit, Outcome, StoreHarness, versioned::versioned_cases};
use crate::start;
use xinggen_domain::{
    ai_config::{AiConfig, Offer},
    error::StoreError,
    ports::Page,
    provenance::ModelRef,
    sealed::Sealed,
    vendor::ServiceKind,
};

async fn rows(kit: &Kit<'_>) -> Outcome<Vec<AiConfig>> {
    let bare = AiConfig { hint: String::new(), active: false, priority: 0, ..kit.build.ai_config() };
    Ok(vec![AiConfig { version: i64::MAX - 10, ..kit.build.ai_config() }, bare])
}

fn change(config: &mut AiConfig) {
    config.model = ModelRef::new("other", "pictures-2");
    config.name = "备用".to_owned();
    config.base_url = "https://other.example/v2".to_owned();
    config.key = Sealed { key_id: "k2".to_owned(), bytes: vec![9, 8] };
    config.hint = "wxyz".to_owned();
    config.active = !config.active;
    config.priority = 1_000;
    config.updated_at = start() + chrono::Duration::hours(1);
}

versioned_cases!(ai_configs, rows, change);

/// Pages run newest first; a neighbour's are not among them.
pub async fn pages_run_newest_first(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let other = kit.neighbour().await?;
    let configs = [kit.build.ai_config(), kit.build.ai_config(), kit.build.ai_config()];
    let mut tx = kit.begin().await?;
    for config in configs.clone() {
        tx.ai_configs().add(config).await?;
    }
    tx.commit().await?;
    let [first, second, third] = configs;
    let mut tx = kit.read().await?;
    assert_eq!(tx.ai_configs().list(Page { limit: 2, after: None }).await?, [third, second.clone()]);
    assert_eq!(
        tx.ai_configs().list(Page { limit: 2, after: Some(second.id) }).await?,
        std::slice::from_ref(&first)
    );
    let mut tx = other.begin().await?;
    assert_eq!(tx.ai_configs().list(Page { limit: 9, after: None }).await?, []);
    assert_eq!(tx.ai_configs().get(first.id).await?, None);
    assert_eq!(tx.ai_configs().active(ServiceKind::Image).await?, []);
    assert!(!tx.ai_configs().delete(first.id, first.version).await?, "nor can it be deleted");
    Ok(())
}

/// A neighbour who knows everything about one writes nothing over it.
pub async fn a_neighbour_saves_nothing(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let other = kit.neighbour().await?;
    let config = kit.build.ai_config();
    let mut tx = kit.begin().await?;
    tx.ai_configs().add(config.clone()).await?;
    tx.commit().await?;
    let mut stolen = config.clone();
    change(&mut stolen);
    let saved = other.begin().await?.ai_configs().save(&mut stolen).await;
    assert!(matches!(saved, Err(StoreError::Stale(_))), "{saved:?}");
    assert_eq!(kit.read().await?.ai_configs().get(config.id).await?, Some(config));
    Ok(())
}

/// Only the version that was seen is deleted, and once.
pub async fn a_seen_one_is_deleted(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let config = kit.build.ai_config();
    let mut tx = kit.begin().await?;
    tx.ai_configs().add(config.clone()).await?;
    assert!(!tx.ai_configs().delete(config.id, config.version + 1).await?);
    assert!(tx.ai_configs().delete(config.id, config.version).await?);
    assert!(!tx.ai_configs().delete(config.id, config.version).await?);
    tx.commit().await?;
    assert_eq!(kit.read().await?.ai_configs().get(config.id).await?, None);
    Ok(())
}

/// The choice is among those that are active and of the kind; of the platform's a tenant sees the same.
pub async fn active_ones_are_offered(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let on = kit.build.ai_config();
    let off = AiConfig { active: false, ..kit.build.ai_config() };
    let speech = AiConfig { kind: ServiceKind::Speech, ..kit.build.ai_config() };
    let mut tx = kit.begin().await?;
    for config in [&on, &off, &speech] {
        tx.ai_configs().add(config.clone()).await?;
    }
    tx.commit().await?;
    let (offered, hidden) = (kit.build.ai_config(), AiConfig { active: false, ..kit.build.ai_config() });
    store.platform_ai_configs().add(offered.clone(), None).await?;
    store.platform_ai_configs().add(hidden, None).await?;
    let mut tx = kit.read().await?;
    assert_eq!(tx.ai_configs().active(ServiceKind::Image).await?, [Offer::from(on)]);
    assert_eq!(tx.ai_configs().offered(ServiceKind::Image).await?, [Offer::from(offered)]);
    assert_eq!(tx.ai_configs().offered(ServiceKind::Video).await?, []);
    Ok(())
}

/// The platform's come back, are changed and deleted in the version that was seen.
pub async fn the_platforms_are_kept_apart(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let (one, two) = (kit.build.ai_config(), kit.build.ai_config());
    let platform = store.platform_ai_configs();
    platform.add(one.clone(), None).await?;
    platform.add(two.clone(), None).await?;
    assert_eq!(platform.get(one.id).await?, Some(one.clone()));
    assert_eq!(platform.list(Page { limit: 9, after: None }).await?, [two.clone(), one.clone()]);
    assert_eq!(platform.list(Page { limit: 9, after: Some(two.id) }).await?, std::slice::from_ref(&one));
    assert_eq!(kit.read().await?.ai_configs().get(one.id).await?, None, "nobody's own");
    let (mut changed, mut late) = (one.clone(), one.clone());
    change(&mut changed);
    assert!(platform.save(&mut changed, None).await?);
    assert_eq!(changed.version, one.version + 1);
    assert!(!platform.save(&mut late, None).await?);
    assert_eq!((late.version, platform.get(one.id).await?), (one.version, Some(changed.clone())));
    assert!(!platform.delete(one.id, one.version, None).await?);
    assert!(platform.delete(one.id, changed.version, None).await?);
    assert_eq!(platform.get(one.id).await?, None);
    Ok(())
}

/// Users' own are found across users, in pages that leave nobody out.
pub async fn owners_are_found_in_pages(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let other = kit.neighbour().await?;
    let mut expected = Vec::new();
    for (kit, count) in [(&kit, 3), (&other, 2)] {
        let mut tx = kit.begin().await?;
        for _ in 0..count {
            let config = kit.build.ai_config();
            expected.push((kit.owner, config.id));
            tx.ai_configs().add(config).await?;
        }
        tx.commit().await?;
    }
    expected.sort_unstable();
    let (mut found, mut last) = (Vec::new(), None);
    loop {
        let page = store.platform_ai_configs().owned(last, 2).await?;
        assert!(page.len() <= 2);
        let Some(end) = page.last() else { break };
        last = Some(*end);
        found.extend(page);
    }
    assert_eq!(found, expected);
    Ok(())
}
