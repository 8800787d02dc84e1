//! [`Props`](xinggen_domain::ports::Props).

use super::{Kit, Outcome, StoreHarness, conflict, versioned::versioned_cases};
use xinggen_domain::scene::Prop;

async fn rows(kit: &Kit<'_>) -> Outcome<Vec<Prop>> {
    let drama = kit.drama().await?;
    let full = Prop { version: i64::MAX - 10, ..kit.build.prop(&drama, "旧怀表") };
    let empty = Prop { description: String::new(), ..kit.build.prop(&drama, "信") };
    Ok(vec![full, empty])
}

fn change(prop: &mut Prop) {
    prop.name = format!("{}（改）", prop.name);
    prop.description = "表盖里有一张照片".to_owned();
}

versioned_cases!(props, rows, change);

/// A drama has each name once; another drama may have it too.
pub async fn a_name_is_unique_in_its_drama(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let (one, two) = (kit.drama().await?, kit.drama().await?);
    let first = kit.build.prop(&one, "信");
    let mut tx = kit.begin().await?;
    tx.props().add(first.clone()).await?;
    tx.props().add(kit.build.prop(&two, "信")).await?;
    tx.commit().await?;

    let mut tx = kit.begin().await?;
    conflict(tx.props().add(kit.build.prop(&one, "信")).await, "a taken name")?;
    kit.check_poisoned(tx).await?;
    assert_eq!(kit.read().await?.props().of_drama(one.id).await?, [first]);
    Ok(())
}

/// The props of a drama come in the order they were added.
pub async fn a_drama_lists_its_own_as_added(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let (one, two) = (kit.drama().await?, kit.drama().await?);
    let expected = ["信", "怀表", "Lamp"].map(|name| kit.build.prop(&one, name));
    let mut tx = kit.begin().await?;
    for prop in expected.clone() {
        tx.props().add(prop).await?;
    }
    tx.props().add(kit.build.prop(&two, "伞")).await?;
    tx.commit().await?;
    assert_eq!(kit.read().await?.props().of_drama(one.id).await?, expected);
    Ok(())
}
