//! [`Redemptions`](xinggen_domain::ports::Redemptions) and
//! [`RedemptionBatches`](xinggen_domain::ports::RedemptionBatches).

use super::{Kit, Outcome, StoreHarness, refused, rivalry::at_once, there};
use crate::start;
use chrono::Duration;
use xinggen_domain::{
    BatchId, Credits,
    provenance::Digest,
    redemption::{RedemptionBatch, RedemptionCode},
};

pub(super) fn batch(kit: &Kit<'_>) -> RedemptionBatch {
    RedemptionBatch {
        id: kit.build.id(),
        name: "春节活动".to_owned(),
        credits: Credits::new(100),
        count: 3,
        lasts_days: Some(30),
        redeem_until: Some(start() + Duration::days(7)),
        made_by: kit.owner,
        created_at: start(),
        revoked_at: None,
    }
}

pub(super) fn codes(of: &str) -> Vec<Digest> {
    ["一", "二", "三"].map(|code| Digest::of(format!("{of}{code}").as_bytes())).to_vec()
}

/// A batch comes back with how many of its codes were redeemed; a code with its batch.
pub async fn a_batch_and_its_codes_come_back(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let (first, second) = (batch(&kit), batch(&kit));
    let bare = RedemptionBatch { lasts_days: None, redeem_until: None, ..batch(&kit) };
    for (batch, name) in [(&first, "a"), (&second, "b"), (&bare, "c")] {
        store.batches().add(batch.clone(), codes(name), None).await?;
    }
    let all = store.batches().recent(None, 10).await?;
    assert_eq!(all, [(bare, 0), (second.clone(), 0), (first.clone(), 0)], "newest first");
    let older = store.batches().recent(Some(second.id), 10).await?;
    assert_eq!(older, [(first.clone(), 0)]);
    assert_eq!(store.batches().recent(None, 1).await?.len(), 1, "at most as many as asked for");

    let code = codes("b")[1];
    let found = there(kit.read().await?.redemptions().find(code).await?, "code")?;
    assert_eq!(found, (RedemptionCode { digest: code, batch_id: second.id, redeemed: None }, second));
    assert_eq!(kit.read().await?.redemptions().find(Digest::of(b"none")).await?, None);
    Ok(())
}

/// A code that is there already lets the whole batch fail.
pub async fn a_batch_is_added_whole_or_not(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    store.batches().add(batch(&kit), codes("a"), None).await?;
    let mut again = codes("b");
    again.push(codes("a")[0]);
    refused(store.batches().add(batch(&kit), again, None).await, "a code twice")?;
    assert_eq!(store.batches().recent(None, 10).await?.len(), 1);
    assert_eq!(kit.read().await?.redemptions().find(codes("b")[0]).await?, None);
    Ok(())
}

/// A code is taken once, says by whom, and is free again when the transaction is not committed.
pub async fn a_code_is_taken_once(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let other = kit.neighbour().await?;
    store.batches().add(batch(&kit), codes("a"), None).await?;
    let code = codes("a")[0];
    let mut dropped = other.begin().await?;
    assert!(dropped.redemptions().take(code, start()).await?);
    drop(dropped);
    let mut tx = kit.begin().await?;
    assert!(tx.redemptions().take(code, start()).await?, "a rollback gives it back");
    assert!(!tx.redemptions().take(code, start()).await?, "not even the same one takes it twice");
    tx.commit().await?;
    let mut tx = other.begin().await?;
    assert!(!tx.redemptions().take(code, start()).await?);
    assert!(!tx.redemptions().take(Digest::of(b"none"), start()).await?);
    let (found, _) = there(tx.redemptions().find(code).await?, "code")?;
    assert_eq!(found.redeemed, Some((kit.owner, start())));
    drop(tx);
    let redeemed: Vec<u32> =
        store.batches().recent(None, 10).await?.iter().map(|(_, count)| *count).collect();
    assert_eq!(redeemed, [1]);
    Ok(())
}

/// Of ten users who come with one code at once, one gets it.
pub async fn one_of_many_takes_a_code(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    store.batches().add(batch(&kit), codes("a"), None).await?;
    let code = codes("a")[0];
    let mut rivals = Vec::new();
    for _ in 0..10 {
        let (unit, owner) = (store.unit_of_work(), kit.neighbour().await?.owner);
        rivals.push(async move {
            let mut tx = unit.begin(owner).await?;
            let taken = tx.redemptions().take(code, start()).await?;
            tx.commit().await?;
            Outcome::Ok(taken)
        });
    }
    let taken = at_once(rivals).await?;
    assert_eq!(taken.into_iter().filter(|taken| *taken).count(), 1);
    Ok(())
}

/// A batch is revoked once; one that is not there cannot be.
pub async fn a_batch_is_revoked(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let batch = batch(&kit);
    store.batches().add(batch.clone(), codes("a"), None).await?;
    let (first, later) = (start() + Duration::hours(1), start() + Duration::hours(2));
    let revoked = RedemptionBatch { revoked_at: Some(first), ..batch.clone() };
    assert_eq!(store.batches().revoke(batch.id, first, None).await?, Some(revoked.clone()));
    assert_eq!(store.batches().revoke(batch.id, later, None).await?, Some(revoked), "the first time counts");
    let unknown: BatchId = kit.build.id();
    assert_eq!(store.batches().revoke(unknown, first, None).await?, None);
    Ok(())
}
