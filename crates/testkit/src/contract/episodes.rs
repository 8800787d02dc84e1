//! [`Episodes`](xinggen_domain::ports::Episodes).

use super::{Kit, Outcome, StoreHarness, conflict, versioned::versioned_cases};
use crate::start;
use chrono::Duration;
use xinggen_domain::episode::Episode;

async fn rows(kit: &Kit<'_>) -> Outcome<Vec<Episode>> {
    let drama = kit.drama().await?;
    let long = Episode {
        source: "雪下了一夜。“你回来了。”\r\n\t她说。".repeat(1000),
        version: i64::MAX - 10,
        ..kit.build.episode(&drama, 1)
    };
    Ok(vec![long, kit.build.episode(&drama, 2)])
}

fn change(episode: &mut Episode) {
    episode.title = "终章".to_owned();
    episode.source = "天亮了。".to_owned();
    episode.updated_at = start() + Duration::days(3);
}

versioned_cases!(episodes, rows, change);

/// A drama has each number once; another drama has its own numbers.
pub async fn a_number_is_unique_in_its_drama(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let (one, two) = (kit.drama().await?, kit.drama().await?);
    let first = kit.build.episode(&one, 1);
    let mut tx = kit.begin().await?;
    tx.episodes().add(first.clone()).await?;
    tx.episodes().add(kit.build.episode(&two, 1)).await?;
    tx.commit().await?;

    let mut tx = kit.begin().await?;
    conflict(tx.episodes().add(kit.build.episode(&one, 1)).await, "a taken number")?;
    kit.check_poisoned(tx).await?;
    assert_eq!(kit.read().await?.episodes().of_drama(one.id).await?, [first]);
    Ok(())
}

/// The episodes of a drama come by number, whatever the order they were added in.
pub async fn a_drama_lists_its_own_by_number(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let (one, two) = (kit.drama().await?, kit.drama().await?);
    let mut expected = [3, 1, 10, 2].map(|number| kit.build.episode(&one, number));
    let mut tx = kit.begin().await?;
    for episode in expected.clone() {
        tx.episodes().add(episode).await?;
    }
    tx.episodes().add(kit.build.episode(&two, 1)).await?;
    tx.commit().await?;
    expected.sort_by_key(|episode| episode.number);
    let mut tx = kit.read().await?;
    assert_eq!(tx.episodes().of_drama(one.id).await?, expected);
    assert_eq!(tx.episodes().of_drama(kit.build.id()).await?, [], "an unknown drama has none");
    Ok(())
}
