//! The statement as [`CreditAccounts::recent`](xinggen_domain::ports::CreditAccounts::recent) gives it.

use super::{Kit, Outcome, StoreHarness};
use crate::start;

/// The newest entries come first, page by page, without a gap or a repetition.
pub async fn pages_run_newest_first(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    assert_eq!(kit.read().await?.credits().recent(None, 9).await?, [], "no entries yet");
    for amount in [10, 20, 30, 40, 50] {
        let grant = kit.build.grant(amount);
        kit.on_ledger(|ledger| ledger.grant(grant, start(), kit.build.ids())).await?;
    }
    let mut expected = kit.read().await?.credits().statement(0, 9).await?;
    expected.reverse();
    let mut tx = kit.read().await?;
    let newest = tx.credits().recent(None, 2).await?;
    assert_eq!(newest.iter().map(|entry| entry.number).collect::<Vec<_>>(), [5, 4]);
    assert_eq!(newest, expected[..2]);
    assert_eq!(tx.credits().recent(Some(4), 2).await?, expected[2..4]);
    assert_eq!(tx.credits().recent(Some(2), 2).await?, expected[4..]);
    assert_eq!(tx.credits().recent(Some(1), 2).await?, [], "there is nothing before the first");
    assert_eq!(tx.credits().recent(None, 99).await?, expected);
    Ok(())
}
