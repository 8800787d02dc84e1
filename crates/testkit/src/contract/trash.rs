//! The trash of [`Dramas`](xinggen_domain::ports::Dramas): what it hides, what comes back, what goes for good.

use super::{Furniture, House, Kit, Outcome, StoreHarness, kit::check_pages, stale};
use crate::start;
use chrono::Duration;
use xinggen_domain::{
    Credits, DramaId,
    drama::Drama,
    job::{JobState, Operation},
    ports::{JobFilter, Page},
    take::Take,
    time::Timestamp,
};

const ALL: Page<DramaId> = Page { limit: 99, after: None };

fn at(seconds: i64) -> Timestamp {
    start() + Duration::seconds(seconds)
}

/// A drama with one of everything.
async fn furnished(kit: &Kit<'_>) -> Outcome<(House, Furniture)> {
    let house = kit.house().await?;
    let all = kit.furniture(&house).await?;
    Ok((house, all))
}

async fn purge(kit: &Kit<'_>, drama: DramaId) -> Outcome {
    let mut tx = kit.begin().await?;
    tx.dramas().purge(drama).await?;
    Ok(tx.commit().await?)
}

/// Checks that a drama is there with everything that belongs to it, or that nothing of it is found.
async fn check_found(kit: &Kit<'_>, house: &House, all: &Furniture, found: bool) -> Outcome {
    let (drama, episode, target) = (house.drama.id, house.episode.id, all.take.target);
    let mut tx = kit.read().await?;
    assert_eq!(tx.dramas().get(drama).await?.is_some(), found);
    assert_eq!(tx.dramas().list(ALL).await?.iter().any(|row| row.id == drama), found);
    macro_rules! one {
        ($repository:ident, $method:ident, $id:expr, $row:expr) => {
            let expected = found.then(|| $row.clone());
            assert_eq!(tx.$repository().$method($id).await?, expected, stringify!($repository.$method));
        };
    }
    macro_rules! many {
        ($repository:ident, $method:ident($($argument:expr),*), $rows:expr) => {
            let expected = if found { $rows.to_vec() } else { vec![] };
            assert_eq!(tx.$repository().$method($($argument),*).await?, expected, stringify!($repository.$method));
        };
    }
    one!(episodes, get, episode, house.episode);
    one!(characters, get, house.cast[0].id, house.cast[0]);
    one!(scenes, get, house.scene.id, house.scene);
    one!(props, get, house.prop.id, house.prop);
    one!(scripts, of_episode, episode, all.script);
    one!(shots, get, all.shot.id, all.shot);
    one!(shots, episode_of_line, all.shot.lines[0].id, episode);
    one!(takes, get, all.take.id, all.take);
    one!(cuts, get, all.cut.id, all.cut);
    one!(cuts, latest_of, episode, all.cut);
    one!(productions, get, all.production.id, all.production);
    one!(productions, live_of, episode, all.production);
    many!(episodes, of_drama(drama), [house.episode.clone()]);
    many!(characters, of_drama(drama), house.cast);
    many!(scenes, of_drama(drama), [house.scene.clone()]);
    many!(props, of_drama(drama), [house.prop.clone()]);
    many!(shots, of_episode(episode), [all.shot.clone()]);
    many!(takes, of_target(target), [all.take.clone()]);
    many!(takes, selected_of(&[target]), [all.take.clone()]);
    many!(cuts, of_episode(episode), [all.cut.clone()]);
    let page = Page { limit: 9, after: None };
    many!(productions, list(Some(episode), page), [all.production.clone()]);
    assert_eq!(tx.shots().storyboard_of(episode).await?.is_some(), found, "the storyboard");
    let made = tx.takes().find_made_from(drama, Operation::Image, all.take.provenance.hash).await?;
    assert_eq!(made.is_some(), found, "what was made from the same");
    assert_eq!(tx.jobs().get(all.job.id).await?.as_ref(), Some(&all.job), "its job is found in any case");
    let jobs =
        tx.jobs().list(JobFilter { drama: Some(drama), ..JobFilter::default() }, page_of_jobs()).await?;
    assert_eq!(jobs, std::slice::from_ref(&all.job), "and listed");
    drop(tx);
    let mut tx = kit.begin().await?;
    assert_eq!(tx.episodes().lock(episode).await?.is_some(), found, "to be locked");
    assert_eq!(tx.productions().lock(all.production.id).await?.is_some(), found, "to be locked");
    assert_eq!(tx.takes().select(all.take.id).await?, found, "to be selected");
    Ok(())
}

fn page_of_jobs() -> Page<xinggen_domain::JobId> {
    Page { limit: 9, after: None }
}

/// A drama in the trash is found there only, and what belongs to it not at all; restored, everything is back.
pub async fn it_hides_a_drama_until_it_is_restored(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let (house, all) = furnished(&kit).await?;
    let (other, others) = furnished(&kit).await?;
    check_found(&kit, &house, &all, true).await?;
    assert_eq!(kit.read().await?.dramas().get_trashed(house.drama.id).await?, None, "not in the trash");
    let mut trashed = kit.trash(&house.drama, at(1)).await?;
    check_found(&kit, &house, &all, false).await?;
    check_found(&kit, &other, &others, true).await?;
    let mut tx = kit.read().await?;
    assert_eq!(tx.dramas().get_trashed(house.drama.id).await?.as_ref(), Some(&trashed));
    assert_eq!(tx.dramas().list_trashed(ALL).await?, std::slice::from_ref(&trashed));
    assert_eq!(tx.assets().get(all.asset.id).await?.as_ref(), Some(&all.asset), "files stay in the library");
    assert_eq!(tx.dramas().get_trashed(other.drama.id).await?, None);
    drop(tx);

    trashed.deleted_at = None;
    let mut tx = kit.begin().await?;
    tx.dramas().save(&mut trashed).await?;
    tx.commit().await?;
    check_found(&kit, &house, &all, true).await?;
    let mut tx = kit.read().await?;
    assert_eq!(tx.dramas().get(house.drama.id).await?, Some(trashed));
    assert_eq!(tx.dramas().list_trashed(ALL).await?, []);
    Ok(())
}

/// Both lists run newest first, and a drama is in one of them.
pub async fn it_is_listed_apart_newest_first(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let (mut kept, mut trashed): (Vec<Drama>, Vec<Drama>) = Default::default();
    for number in 0..9 {
        let drama = kit.drama().await?;
        if number % 2 == 0 {
            trashed.push(kit.trash(&drama, at(100 - number)).await?);
        } else {
            kept.push(drama);
        }
    }
    kept.reverse();
    trashed.reverse();
    let read = async |page| Ok(kit.read().await?.dramas().list(page).await?);
    check_pages(&kept, |drama| drama.id, read).await?;
    let read = async |page| Ok(kit.read().await?.dramas().list_trashed(page).await?);
    check_pages(&trashed, |drama| drama.id, read).await
}

/// An import finds its drama in the trash too, until that is purged; then its key is free.
pub async fn it_keeps_the_import_key_until_the_purge(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let drama = Drama { import_key: Some("key".to_owned()), ..kit.build.drama() };
    let mut tx = kit.begin().await?;
    tx.dramas().add(drama.clone()).await?;
    tx.commit().await?;
    let trashed = kit.trash(&drama, at(1)).await?;
    assert_eq!(kit.read().await?.dramas().find_imported("key").await?, Some(trashed));
    purge(&kit, drama.id).await?;
    let again = Drama { import_key: Some("key".to_owned()), ..kit.build.drama() };
    let mut tx = kit.begin().await?;
    assert_eq!(tx.dramas().find_imported("key").await?, None);
    tx.dramas().add(again.clone()).await?;
    tx.commit().await?;
    assert_eq!(kit.read().await?.dramas().find_imported("key").await?, Some(again));
    Ok(())
}

/// A purge removes the content for good and leaves its objects to the sweep, once; jobs and ledger stay.
pub async fn a_purge_removes_the_content(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let (house, mut all) = furnished(&kit).await?;
    let price = kit.image_price(5).await?;
    let (grant, id) = (kit.build.grant(50), all.job.id);
    kit.on_ledger(|ledger| {
        ledger.grant(grant, start(), kit.build.ids());
        ledger.hold(id, price.quote(2), start(), kit.build.ids()).is_ok()
    })
    .await?;
    let trashed = kit.trash(&house.drama, at(1)).await?;
    purge(&kit, house.drama.id).await?;

    check_found(&kit, &house, &all, false).await?;
    let mut tx = kit.read().await?;
    assert_eq!(tx.dramas().get_trashed(house.drama.id).await?, None, "it cannot be restored");
    assert_eq!(tx.dramas().list_trashed(ALL).await?, []);
    assert_eq!(tx.assets().get(all.asset.id).await?, None, "its file is gone");
    assert_eq!(tx.credits().hold_of(all.job.id).await?.map(|hold| hold.amount), Some(Credits::new(10)));
    drop(tx);
    kit.audit().await?;
    let sweep = store.housekeeping();
    assert_eq!(sweep.orphans(None, 9).await?, std::slice::from_ref(&all.asset.key));
    sweep.forget_orphans(std::slice::from_ref(&all.asset.key)).await?;
    purge(&kit, house.drama.id).await?;
    assert_eq!(sweep.orphans(None, 9).await?, [], "purging again finds nothing");

    let mut restored = Drama { deleted_at: None, ..trashed };
    stale(kit.begin().await?.dramas().save(&mut restored).await, "a restore of what was purged meanwhile")?;
    all.job.finish(JobState::Cancelled, None, at(2));
    let mut tx = kit.begin().await?;
    tx.jobs().save(&all.job).await?;
    tx.commit().await?;
    assert_eq!(kit.stored_job(&all.job).await?, all.job, "its job can still be ended");
    Ok(())
}

/// A purge leaves other dramas as they are, with the files that they share, and files that nothing uses.
pub async fn a_purge_spares_the_rest(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let (house, all) = furnished(&kit).await?;
    let (other, others) = furnished(&kit).await?;
    let shared = Take { selected: false, ..kit.build.take(&others.job, &all.asset) };
    let (free, own) = (kit.asset().await?, kit.asset().await?);
    let mut tx = kit.begin().await?;
    tx.takes().add(shared.clone()).await?;
    tx.cuts().add(kit.build.cut(&house.episode, &own)).await?;
    tx.commit().await?;
    kit.trash(&house.drama, at(1)).await?;
    purge(&kit, house.drama.id).await?;
    let mut tx = kit.begin().await?;
    assert_eq!(tx.takes().of_target(others.take.target).await?, [shared.clone(), others.take.clone()]);
    assert_eq!(tx.assets().get(all.asset.id).await?.as_ref(), Some(&all.asset), "another drama uses it");
    assert_eq!(tx.assets().get(free.id).await?, Some(free), "nobody's");
    assert_eq!(tx.episodes().get(other.episode.id).await?, Some(other.episode), "another drama's");
    assert_eq!(store.housekeeping().orphans(None, 9).await?, [own.key], "only what nothing else uses");
    Ok(())
}

/// A purge of a drama that is not in the trash, or not there, changes nothing.
pub async fn a_purge_needs_the_trash(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let (house, all) = furnished(&kit).await?;
    purge(&kit, house.drama.id).await?;
    purge(&kit, kit.build.id()).await?;
    check_found(&kit, &house, &all, true).await?;
    assert_eq!(
        kit.read().await?.dramas().get(house.drama.id).await?,
        Some(house.drama),
        "not even its version"
    );
    assert_eq!(store.housekeeping().orphans(None, 9).await?, []);
    Ok(())
}
