//! [`Assets`](xinggen_domain::ports::Assets).

use super::{Kit, Outcome, StoreHarness, kit::check_pages};
use xinggen_domain::{
    asset::{Asset, MediaKind, ObjectKey},
    cut::Cut,
};

/// Every field survives, set or empty, for every kind.
pub async fn comes_back_as_it_was_added(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let full = Asset {
        kind: MediaKind::Video,
        mime: "video/mp4".to_owned(),
        bytes: 1 << 62,
        duration_ms: Some(i32::MAX as u32),
        ..kit.build.asset(kit.owner)
    };
    let mut assets = vec![full];
    for kind in MediaKind::ALL {
        let asset = kit.build.asset(kit.owner);
        let key = ObjectKey::asset(kit.owner, asset.id, kind.code());
        assets.push(Asset { kind: *kind, key, bytes: 0, width: None, height: None, ..asset });
    }
    let mut tx = kit.begin().await?;
    for asset in assets.clone() {
        tx.assets().add(asset).await?;
    }
    tx.commit().await?;
    let mut tx = kit.read().await?;
    for asset in assets {
        assert_eq!(tx.assets().get(asset.id).await?, Some(asset), "an asset comes back as added");
    }
    Ok(())
}

/// An id that was never added finds nothing, without an error.
pub async fn an_unknown_id_finds_nothing(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    assert_eq!(kit.read().await?.assets().get(kit.build.id()).await?, None);
    Ok(())
}

/// Of many ids, those that exist come back, once each, however many are asked for.
pub async fn many_are_found_at_once(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let mut assets: Vec<Asset> = (0..150).map(|_| kit.build.asset(kit.owner)).collect();
    let mut tx = kit.begin().await?;
    for asset in assets.clone() {
        tx.assets().add(asset).await?;
    }
    tx.commit().await?;
    let wanted = assets.split_off(20);
    let mut ids: Vec<_> = wanted.iter().map(|asset| asset.id).collect();
    ids.push(kit.build.id());
    ids.push(wanted[0].id);
    let mut tx = kit.read().await?;
    let mut found = tx.assets().get_many(&ids).await?;
    found.sort_by_key(|asset| asset.id);
    assert_eq!(found, wanted, "those asked for that exist, once each");
    assert_eq!(tx.assets().get_many(&[]).await?, [], "of none, none");
    Ok(())
}

/// Assets are listed newest first, all of them or those of one kind.
pub async fn pages_run_newest_first(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let kinds = [MediaKind::Image, MediaKind::Audio, MediaKind::Image, MediaKind::Video, MediaKind::Image];
    let mut added = kinds.map(|kind| Asset { kind, ..kit.build.asset(kit.owner) });
    let mut tx = kit.begin().await?;
    for asset in added.clone() {
        tx.assets().add(asset).await?;
    }
    tx.commit().await?;
    added.reverse();
    for kind in [None, Some(MediaKind::Image), Some(MediaKind::Audio), Some(MediaKind::Document)] {
        let fits = |asset: &&Asset| kind.is_none_or(|kind| asset.kind == kind);
        let expected: Vec<Asset> = added.iter().filter(fits).cloned().collect();
        let read = async |page| Ok(kit.read().await?.assets().list(kind, page).await?);
        check_pages(&expected, |asset| asset.id, read).await?;
    }
    Ok(())
}

/// An unused asset can be removed and leaves its object to the sweep; one that a take or a cut uses stays.
pub async fn only_an_unused_one_is_removed(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let all = kit.furniture(&house).await?;
    let [video, srt, ass, poster, free, kept] = [
        kit.asset().await?,
        kit.asset().await?,
        kit.asset().await?,
        kit.asset().await?,
        kit.asset().await?,
        kit.asset().await?,
    ];
    let cut = kit.build.cut(&house.episode, &video);
    let mut tx = kit.begin().await?;
    tx.shots().replace(house.episode.id, vec![]).await?;
    tx.cuts().add(Cut { srt: srt.id, ass: ass.id, poster: poster.id, ..cut }).await?;
    for used in [&all.asset, &video, &srt, &ass, &poster] {
        assert!(!tx.assets().remove(used.id).await?, "a take or a cut uses it");
        assert_eq!(tx.assets().get(used.id).await?.as_ref(), Some(used));
    }
    assert!(tx.assets().remove(free.id).await?, "nothing uses it");
    assert!(!tx.assets().remove(free.id).await?, "it is gone");
    tx.commit().await?;
    let mut tx = kit.read().await?;
    assert_eq!(tx.assets().get(free.id).await?, None);
    assert_eq!(tx.assets().get(kept.id).await?, Some(kept), "others stay");
    assert_eq!(store.housekeeping().orphans(None, 9).await?, [free.key]);
    Ok(())
}
