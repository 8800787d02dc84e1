//! What quotas are about: how many dramas and bytes a tenant has, how many jobs run, and what a drama has.

use super::{Kit, Outcome, StoreHarness, there};
use crate::start;
use chrono::Duration;
use xinggen_domain::{DramaId, LeaseToken, asset::Asset, drama::Drama, plan::RunningCaps};

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

async fn of_drama(kit: &Kit<'_>, drama: DramaId) -> Outcome<[u64; 5]> {
    let mut tx = kit.read().await?;
    let episodes = tx.episodes().count(drama).await?;
    let last = tx.episodes().last_number(drama).await?;
    let characters = tx.characters().count(drama).await?;
    let scenes = tx.scenes().count(drama).await?;
    let props = tx.props().count(drama).await?;
    Ok([episodes, last.into(), characters, scenes, props])
}

/// The parts of a drama are counted drama by drama and for their owner only; of one in the trash nothing is found.
pub async fn the_parts_of_a_drama_are_counted(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let (mut one, two) = (kit.drama().await?, kit.drama().await?);
    assert_eq!(of_drama(&kit, one.id).await?, [0; 5]);
    let mut tx = kit.begin().await?;
    for drama in [&one, &two] {
        for number in [2, 7] {
            tx.episodes().add(kit.build.episode(drama, number)).await?;
        }
        tx.characters().add(kit.build.character(drama, "林晚")).await?;
        for place in ["车站", "码头", "山顶"] {
            tx.scenes().add(kit.build.scene(drama, place)).await?;
        }
    }
    tx.props().add(kit.build.prop(&two, "信")).await?;
    assert_eq!(tx.scenes().count(one.id).await?, 3, "a transaction counts what it added");
    tx.commit().await?;
    assert_eq!(of_drama(&kit, one.id).await?, [2, 7, 1, 3, 0]);
    assert_eq!(of_drama(&kit, two.id).await?, [2, 7, 1, 3, 1]);
    let neighbour = kit.neighbour().await?;
    assert_eq!(of_drama(&neighbour, one.id).await?, [0; 5], "not for others");
    one.deleted_at = Some(start());
    let mut tx = kit.begin().await?;
    tx.dramas().save(&mut one).await?;
    tx.commit().await?;
    assert_eq!(of_drama(&kit, one.id).await?, [0; 5], "not in the trash");
    Ok(())
}
