//! Tenants: nobody removes, chooses or restores what another user has.

use super::{Outcome, StoreHarness, isolation::Neighbours, stale};
use crate::start;
use xinggen_domain::{drama::Drama, ports::Page};

/// No deletion reaches another user's rows, in use or not.
pub async fn no_deletion_reaches_a_neighbour(store: &dyn StoreHarness) -> Outcome {
    let n = Neighbours::new(store).await?;
    let free = n.rich.asset().await?;
    let (character, scene, prop) = {
        let (build, drama) = (&n.rich.build, n.rich.drama().await?);
        (build.character(&drama, "王婶"), build.scene(&drama, "车站"), build.prop(&drama, "伞"))
    };
    let mut tx = n.rich.begin().await?;
    tx.characters().add(character.clone()).await?;
    tx.scenes().add(scene.clone()).await?;
    tx.props().add(prop.clone()).await?;
    tx.commit().await?;

    let mut tx = n.tx().await?;
    tx.episodes().delete(n.house.episode.id).await?;
    for id in [character.id, n.house.cast[1].id] {
        assert!(!tx.characters().delete(id).await?, "a neighbour's character");
    }
    for id in [scene.id, n.house.scene.id] {
        assert!(!tx.scenes().delete(id).await?, "a neighbour's scene");
    }
    for id in [prop.id, n.house.prop.id] {
        assert!(!tx.props().delete(id).await?, "a neighbour's prop");
    }
    for id in [free.id, n.all.asset.id] {
        assert!(!tx.assets().remove(id).await?, "a neighbour's file");
    }
    tx.commit().await?;
    let mut tx = n.rich.read().await?;
    assert_eq!(tx.characters().get(character.id).await?, Some(character));
    assert_eq!(tx.scenes().get(scene.id).await?, Some(scene));
    assert_eq!(tx.props().get(prop.id).await?, Some(prop));
    assert_eq!(tx.assets().get(free.id).await?, Some(free));
    assert_eq!(tx.shots().of_episode(n.house.episode.id).await?, std::slice::from_ref(&n.all.shot));
    assert_eq!(tx.characters().of_drama(n.house.drama.id).await?, n.house.cast);
    assert_eq!(store.housekeeping().orphans(None, 9).await?, []);
    Ok(())
}

/// No selection is moved by another user.
pub async fn no_choice_is_made_for_a_neighbour(store: &dyn StoreHarness) -> Outcome {
    let n = Neighbours::new(store).await?;
    let later = n.rich.build.take(&n.all.job, &n.all.asset);
    let aside = xinggen_domain::take::Take { selected: false, ..later };
    let mut tx = n.rich.begin().await?;
    tx.takes().add(aside.clone()).await?;
    tx.commit().await?;
    let mut tx = n.tx().await?;
    assert!(!tx.takes().select(aside.id).await?, "a neighbour's take");
    tx.commit().await?;
    n.check_untouched().await
}

/// Nobody sees, restores or purges another user's trash.
pub async fn no_trash_is_a_neighbours(store: &dyn StoreHarness) -> Outcome {
    let n = Neighbours::new(store).await?;
    let trashed = n.rich.trash(&n.house.drama, start()).await?;
    let mut tx = n.tx().await?;
    assert_eq!(tx.dramas().get_trashed(trashed.id).await?, None);
    assert_eq!(tx.dramas().list_trashed(Page { limit: 9, after: None }).await?, []);
    tx.dramas().purge(trashed.id).await?;
    tx.commit().await?;
    let mut restored = Drama { deleted_at: None, ..trashed.clone() };
    stale(n.tx().await?.dramas().save(&mut restored).await, "a restore of a neighbour's drama")?;
    assert_eq!(n.rich.read().await?.dramas().get_trashed(trashed.id).await?, Some(trashed.clone()));

    let mut tx = n.rich.begin().await?;
    tx.dramas().save(&mut Drama { deleted_at: None, ..trashed }).await?;
    tx.commit().await?;
    let mut tx = n.rich.read().await?;
    assert_eq!(tx.episodes().get(n.house.episode.id).await?.as_ref(), Some(&n.house.episode), "all is there");
    assert_eq!(tx.takes().get(n.all.take.id).await?.as_ref(), Some(&n.all.take));
    assert_eq!(tx.assets().get(n.all.asset.id).await?.as_ref(), Some(&n.all.asset));
    Ok(())
}
