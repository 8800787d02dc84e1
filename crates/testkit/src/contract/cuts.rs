//! [`Cuts`](xinggen_domain::ports::Cuts).

use super::{Kit, Outcome, StoreHarness};
use xinggen_domain::cut::Cut;

/// Every field survives, with four different files.
pub async fn comes_back_as_it_was_added(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let [video, srt, ass, poster] =
        [kit.asset().await?, kit.asset().await?, kit.asset().await?, kit.asset().await?];
    let cut = Cut {
        srt: srt.id,
        ass: ass.id,
        poster: poster.id,
        duration_ms: i32::MAX as u32,
        frames_encoded: i32::MAX as u32,
        ..kit.build.cut(&house.episode, &video)
    };
    let mut tx = kit.begin().await?;
    assert_eq!(tx.cuts().latest_of(house.episode.id).await?, None, "no cut yet");
    tx.cuts().add(cut.clone()).await?;
    tx.commit().await?;
    assert_eq!(kit.read().await?.cuts().latest_of(house.episode.id).await?, Some(cut));
    Ok(())
}

/// Of several cuts of an episode the latest counts, and none of another episode.
pub async fn the_latest_of_an_episode_counts(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let asset = kit.asset().await?;
    let other = kit.build.episode(&house.drama, 2);
    let [old, new] = [(); 2].map(|()| kit.build.cut(&house.episode, &asset));
    let mut tx = kit.begin().await?;
    tx.episodes().add(other.clone()).await?;
    tx.cuts().add(old).await?;
    tx.cuts().add(new.clone()).await?;
    tx.cuts().add(kit.build.cut(&other, &asset)).await?;
    tx.commit().await?;
    assert_eq!(kit.read().await?.cuts().latest_of(house.episode.id).await?, Some(new));
    Ok(())
}

/// A cut is found by its id; an episode lists its own, newest first.
pub async fn an_episode_lists_its_own_newest_first(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let asset = kit.asset().await?;
    let other = kit.build.episode(&house.drama, 2);
    let cuts = [(); 3].map(|()| kit.build.cut(&house.episode, &asset));
    let mut tx = kit.begin().await?;
    tx.episodes().add(other.clone()).await?;
    tx.cuts().add(kit.build.cut(&other, &asset)).await?;
    for cut in &cuts {
        tx.cuts().add(cut.clone()).await?;
    }
    tx.commit().await?;
    let mut tx = kit.read().await?;
    let listed = tx.cuts().of_episode(house.episode.id).await?;
    assert!(listed.iter().eq(cuts.iter().rev()), "newest first: {listed:?}");
    for cut in cuts {
        assert_eq!(tx.cuts().get(cut.id).await?, Some(cut));
    }
    assert_eq!(tx.cuts().get(kit.build.id()).await?, None, "an unknown id finds nothing");
    assert_eq!(tx.cuts().of_episode(kit.build.id()).await?, [], "an unknown episode has none");
    Ok(())
}
