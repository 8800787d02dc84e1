//! What quotas are about: how many dramas and bytes a tenant has, and how many jobs run.

use super::{Kit, Outcome, StoreHarness, there};
use crate::start;
use chrono::Duration;
use xinggen_domain::{LeaseToken, asset::Asset, drama::Drama, plan::RunningCaps};

async fn counted(kit: &Kit<'_>) -> Outcome<(u64, u64, u64)> {
    let mut tx = kit.read().await?;
    let dramas = tx.dramas().count().await?;
    let bytes = tx.assets().bytes().await?;
    Ok((dramas, bytes, tx.jobs().running().await?))
}

/// Somebody who has nothing has nothing of anything.
pub async fn nothing_is_counted_as_nothing(store: &dyn StoreHarness) -> Outcome {
    assert_eq!(counted(&Kit::new(store).await?).await?, (0, 0, 0));
    Ok(())
}

/// Dramas in the trash do not count; their files do, and those of others do not.
pub async fn what_is_there_is_counted_for_its_owner(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let other = kit.neighbour().await?;
    for (kit, sizes) in [(&kit, vec![0, 1, (1 << 50) + 1]), (&other, vec![1 << 20])] {
        let mut tx = kit.begin().await?;
        for bytes in sizes {
            tx.dramas().add(kit.build.drama()).await?;
            tx.assets().add(Asset { bytes, ..kit.build.asset(kit.owner) }).await?;
        }
        tx.dramas().add(Drama { deleted_at: Some(start()), ..kit.build.drama() }).await?;
        tx.commit().await?;
    }
    assert_eq!(counted(&kit).await?, (3, (1 << 50) + 2, 0));
    assert_eq!(counted(&other).await?, (1, 1 << 20, 0));
    Ok(())
}

/// Only jobs that run count as running.
pub async fn running_jobs_are_counted(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let drama = kit.drama().await?;
    let mut tx = kit.begin().await?;
    for _ in 0..3 {
        assert!(tx.jobs().add(kit.build.image_job(&drama), &[]).await?);
    }
    tx.commit().await?;
    let (now, tokens) = (start() + Duration::days(1), [(); 2].map(|()| kit.build.id::<LeaseToken>()));
    let claimed = store.queue().claim(&tokens, RunningCaps::NONE, now, now + Duration::minutes(1)).await?;
    there(claimed.get(1), "two claims")?;
    assert_eq!(counted(&kit).await?.2, 2);
    Ok(())
}
