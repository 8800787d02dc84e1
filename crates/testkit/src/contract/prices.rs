//! [`PriceBook`](xinggen_domain::ports::PriceBook).

use super::{Outcome, StoreHarness};
use crate::{Build, start};
use chrono::Duration;
use xinggen_domain::{
    Credits,
    job::Operation,
    pricing::{ChargeMode, Price, PriceUnit},
};

fn sorted(mut rows: Vec<Price>) -> Vec<Price> {
    rows.sort_by_key(|row| row.id);
    rows
}

/// A new store has no prices; rows of every kind come back, those that are not valid yet too.
pub async fn rows_come_back_past_and_future(store: &dyn StoreHarness) -> Outcome {
    let build = Build::default();
    let prices = store.prices();
    assert_eq!(prices.list().await?.0, [], "a new store has no prices");
    let mut rows = build.prices().0;
    rows.push(Price {
        vendor: Some("火山".to_owned()),
        model: Some("seedance-1".to_owned()),
        mode: ChargeMode::Byok,
        amount: Credits::new(i64::MAX / 4),
        valid_from: start() + Duration::days(400),
        ..build.price(Operation::Video, PriceUnit::Second, 0)
    });
    prices.add(rows.clone(), None).await?;
    assert_eq!(sorted(prices.list().await?.0), rows, "every row comes back");
    Ok(())
}

/// Adding the same rows again changes nothing; a row is never changed by another with its id.
pub async fn a_row_is_never_changed(store: &dyn StoreHarness) -> Outcome {
    let build = Build::default();
    let prices = store.prices();
    let mut rows = build.prices().0;
    prices.add(rows.clone(), None).await?;
    prices.add(rows.clone(), None).await?;
    let dearer = Price { amount: Credits::new(99), ..rows[0].clone() };
    prices.add(vec![dearer], None).await?;
    assert_eq!(sorted(prices.list().await?.0), rows, "a row stands as it was added");
    let more = build.price(Operation::Image, PriceUnit::Image, 7);
    prices.add(vec![rows[0].clone(), more.clone()], None).await?;
    rows.push(more);
    assert_eq!(sorted(prices.list().await?.0), rows, "old rows stand, new ones are added");
    Ok(())
}

/// Adding nothing is fine.
pub async fn adding_no_rows_is_fine(store: &dyn StoreHarness) -> Outcome {
    store.prices().add(vec![], None).await?;
    assert_eq!(store.prices().list().await?.0, []);
    Ok(())
}
