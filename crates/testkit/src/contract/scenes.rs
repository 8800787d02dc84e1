//! [`Scenes`](xinggen_domain::ports::Scenes).

use super::{Kit, Outcome, StoreHarness, conflict, versioned::versioned_cases};
use xinggen_domain::scene::{Scene, TimeOfDay, Weather};

async fn rows(kit: &Kit<'_>) -> Outcome<Vec<Scene>> {
    let drama = kit.drama().await?;
    let full = Scene { version: i64::MAX - 10, ..kit.build.scene(&drama, "老街口，“福来”茶馆") };
    let empty = Scene { interior: true, description: String::new(), ..kit.build.scene(&drama, "车站") };
    Ok(vec![full, empty])
}

fn change(scene: &mut Scene) {
    scene.place = format!("{}（改）", scene.place);
    scene.interior = !scene.interior;
    scene.time_of_day = TimeOfDay::Dawn;
    scene.weather = Weather::Storm;
    scene.description = "雷声很近".to_owned();
}

versioned_cases!(scenes, rows, change);

/// Place, interior, time and weather together are unique in a drama; each alone is not.
pub async fn a_place_at_a_time_is_unique_in_its_drama(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let (one, two) = (kit.drama().await?, kit.drama().await?);
    let first = kit.build.scene(&one, "车站");
    let variants = [
        first.clone(),
        Scene { interior: true, ..kit.build.scene(&one, "车站") },
        Scene { time_of_day: TimeOfDay::Day, ..kit.build.scene(&one, "车站") },
        Scene { weather: Weather::Clear, ..kit.build.scene(&one, "车站") },
        kit.build.scene(&one, "码头"),
        kit.build.scene(&two, "车站"),
    ];
    let mut tx = kit.begin().await?;
    for scene in variants {
        tx.scenes().add(scene).await?;
    }
    tx.commit().await?;

    let mut tx = kit.begin().await?;
    conflict(tx.scenes().add(kit.build.scene(&one, "车站")).await, "the same place at the same time")?;
    kit.check_poisoned(tx).await?;
    assert_eq!(kit.read().await?.scenes().get(first.id).await?, Some(first));
    Ok(())
}

/// The scenes of a drama come in the order they were added.
pub async fn a_drama_lists_its_own_as_added(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let (one, two) = (kit.drama().await?, kit.drama().await?);
    let expected = ["码头", "车站", "Attic"].map(|place| kit.build.scene(&one, place));
    let mut tx = kit.begin().await?;
    for scene in expected.clone() {
        tx.scenes().add(scene).await?;
    }
    tx.scenes().add(kit.build.scene(&two, "山顶")).await?;
    tx.commit().await?;
    assert_eq!(kit.read().await?.scenes().of_drama(one.id).await?, expected);
    Ok(())
}
