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
