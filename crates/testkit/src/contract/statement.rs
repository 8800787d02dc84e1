//! The statement as [`CreditAccounts::recent`](xinggen_domain::ports::CreditAccounts::recent) gives it.

use super::{Kit, Outcome, StoreHarness};
use crate::start;
use xinggen_domain::{
    Credits,
    ledger::{Grant, TransactionKind},
    spending::StatementFilter,
};

fn of_kind(kind: TransactionKind) -> StatementFilter {
    StatementFilter { kind: Some(kind), ..StatementFilter::default() }
}

/// The newest entries come first, page by page, without a gap or a repetition.
pub async fn pages_run_newest_first(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    assert_eq!(
        kit.read().await?.credits().recent(StatementFilter::default(), None, 9).await?,
        [],
        "no entries yet"
    );
    for amount in [10, 20, 30, 40, 50] {
        let grant = kit.build.grant(amount);
        kit.on_ledger(|ledger| ledger.grant(grant, start(), kit.build.ids())).await?;
    }
    let mut expected = kit.read().await?.credits().statement(0, 9).await?;
    expected.reverse();
    let mut tx = kit.read().await?;
    let newest = tx.credits().recent(StatementFilter::default(), None, 2).await?;
    assert_eq!(newest.iter().map(|entry| entry.number).collect::<Vec<_>>(), [5, 4]);
    assert_eq!(newest, expected[..2]);
    assert_eq!(tx.credits().recent(StatementFilter::default(), Some(4), 2).await?, expected[2..4]);
    assert_eq!(tx.credits().recent(StatementFilter::default(), Some(2), 2).await?, expected[4..]);
    assert_eq!(
        tx.credits().recent(StatementFilter::default(), Some(1), 2).await?,
        [],
        "there is nothing before the first"
    );
    assert_eq!(tx.credits().recent(StatementFilter::default(), None, 99).await?, expected);
    Ok(())
}

/// Entries of one kind are read and summed without the others.
pub async fn kinds_are_told_apart(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let (bought, given) = (TransactionKind::Recharge, TransactionKind::SignupBonus);
    for (kind, amount) in [(bought, 10), (given, 20), (bought, 30), (given, 40), (bought, 50)] {
        let grant = Grant { kind, ..kit.build.grant(amount) };
        kit.on_ledger(|ledger| ledger.grant(grant, start(), kit.build.ids())).await?;
    }
    let mut tx = kit.read().await?;
    let newest = tx.credits().recent(of_kind(bought), None, 2).await?;
    assert_eq!(newest.iter().map(|entry| entry.number).collect::<Vec<_>>(), [5, 3]);
    let rest = tx.credits().recent(of_kind(bought), Some(3), 2).await?;
    assert_eq!(rest.iter().map(|entry| entry.number).collect::<Vec<_>>(), [1]);
    assert_eq!(tx.credits().recent(of_kind(TransactionKind::Expire), None, 2).await?, []);
    assert_eq!(tx.credits().sum_of(&[bought]).await?, Credits::new(90));
    assert_eq!(tx.credits().sum_of(&[given, bought, TransactionKind::Expire]).await?, Credits::new(150));
    assert_eq!(tx.credits().sum_of(TransactionKind::OF_GENERATING).await?, Credits::ZERO);
    Ok(())
}
