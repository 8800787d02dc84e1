//! [`Dramas`](xinggen_domain::ports::Dramas).

use super::{Kit, Outcome, StoreHarness, conflict, versioned::versioned_cases};
use crate::start;
use chrono::Duration;
use xinggen_domain::{
    Credits, DramaId,
    character::VoiceId,
    drama::{AspectRatio, Drama, Style},
    ports::Page,
};

async fn rows(kit: &Kit<'_>) -> Outcome<Vec<Drama>> {
    let full = Drama {
        title: "雪夜归人 “Homecoming” 'é' \u{1F319}".to_owned(),
        import_key: Some("sha256:故事".to_owned()),
        spending_cap: Some(Credits::ZERO),
        version: i64::MAX - 10,
        ..kit.build.drama()
    };
    let empty = Drama { narrator_voice: None, ..kit.build.drama() };
    Ok(vec![full, empty])
}

fn change(drama: &mut Drama) {
    drama.title = "改了的标题".to_owned();
    drama.style = Style::Noir;
    drama.aspect = AspectRatio::Landscape;
    drama.narrator_voice = match drama.narrator_voice {
        Some(_) => None,
        None => Some(VoiceId("旁白".to_owned())),
    };
    drama.spending_cap = match drama.spending_cap {
        Some(_) => None,
        None => Some(Credits::new(1_000_000_000)),
    };
    drama.updated_at = start() + Duration::days(3);
}

versioned_cases!(dramas, rows, change);

fn imported(kit: &Kit<'_>, key: &str) -> Drama {
    Drama { import_key: Some(key.to_owned()), ..kit.build.drama() }
}

/// A drama is found by what it was imported from, by nothing else, and only by its owner.
pub async fn an_import_is_found_by_its_key(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let (one, two) = (imported(&kit, "key-1"), imported(&kit, "key-2"));
    let mut tx = kit.begin().await?;
    tx.dramas().add(one).await?;
    tx.dramas().add(two.clone()).await?;
    tx.dramas().add(kit.build.drama()).await?;
    tx.commit().await?;
    let mut tx = kit.read().await?;
    assert_eq!(tx.dramas().find_imported("key-2").await?, Some(two));
    assert_eq!(tx.dramas().find_imported("key").await?, None, "a part of a key finds nothing");
    let neighbour = kit.neighbour().await?;
    assert_eq!(neighbour.read().await?.dramas().find_imported("key-2").await?, None);
    Ok(())
}

/// One user imports a story once; another user may import it too; dramas without a key do not conflict.
pub async fn an_import_key_is_unique_per_user(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let first = imported(&kit, "key");
    let mut tx = kit.begin().await?;
    tx.dramas().add(first.clone()).await?;
    tx.dramas().add(kit.build.drama()).await?;
    tx.dramas().add(kit.build.drama()).await?;
    tx.commit().await?;

    let mut tx = kit.begin().await?;
    conflict(tx.dramas().add(imported(&kit, "key")).await, "a second drama with an import key")?;
    kit.check_poisoned(tx).await?;
    assert_eq!(kit.read().await?.dramas().find_imported("key").await?, Some(first));

    let neighbour = kit.neighbour().await?;
    let mut tx = neighbour.begin().await?;
    tx.dramas().add(imported(&neighbour, "key")).await?;
    Ok(tx.commit().await?)
}

/// Pages run from the newest to the oldest, without a gap or a repetition.
pub async fn pages_run_newest_first(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let mut added = Vec::new();
    for _ in 0..5 {
        added.push(kit.drama().await?);
    }
    added.reverse();
    let mut seen: Vec<Drama> = Vec::new();
    for expected in [2, 2, 1, 0] {
        let after: Option<DramaId> = seen.last().map(|drama| drama.id);
        let page = kit.read().await?.dramas().list(Page { limit: 2, after }).await?;
        assert_eq!(page.len(), expected, "the length of a page behind {} rows", seen.len());
        seen.extend(page);
    }
    assert_eq!(seen, added, "the pages together, newest first");
    Ok(())
}
