//! [`UnitOfWork`](xinggen_domain::ports::UnitOfWork) and [`TenantTx`](xinggen_domain::ports::TenantTx).

use super::{Broken, Kit, Outcome, StoreHarness, conflict, refused, stale};
use std::time::Duration;
use xinggen_domain::{character::Character, drama::Drama, ports::Page};

const ALL: Page<xinggen_domain::DramaId> = Page { limit: 100, after: None };

async fn dramas(kit: &Kit<'_>) -> Outcome<Vec<Drama>> {
    Ok(kit.read().await?.dramas().list(ALL).await?)
}

/// What is committed is there, for the next transaction and for the next reader.
pub async fn a_commit_makes_it_visible(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let drama = kit.drama().await?;
    assert_eq!(dramas(&kit).await?, std::slice::from_ref(&drama));
    assert_eq!(kit.begin().await?.dramas().get(drama.id).await?, Some(drama));
    Ok(())
}

/// What is not committed is gone when the transaction is dropped.
pub async fn a_drop_rolls_back(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let kept = kit.drama().await?;
    let mut tx = kit.begin().await?;
    tx.dramas().add(kit.build.drama()).await?;
    tx.dramas().save(&mut kept.clone()).await?;
    tx.assets().add(kit.build.asset(kit.owner)).await?;
    drop(tx);
    assert_eq!(dramas(&kit).await?, [kept], "nothing of the dropped transaction is there");
    Ok(())
}

/// A transaction that is dropped while others wait lets the next one in.
pub async fn a_drop_lets_the_next_one_in(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    for _ in 0..20 {
        let mut tx = kit.begin().await?;
        tx.credits().lock().await?;
        drop(tx);
    }
    kit.drama().await?;
    assert_eq!(dramas(&kit).await?.len(), 1);
    Ok(())
}

/// Nobody else sees what is not committed yet.
pub async fn uncommitted_work_is_invisible(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let drama = kit.build.drama();
    let mut tx = kit.begin().await?;
    tx.dramas().add(drama.clone()).await?;
    assert_eq!(dramas(&kit).await?, [], "not yet");
    tx.commit().await?;
    assert_eq!(dramas(&kit).await?, [drama], "now");
    Ok(())
}

/// A reader never waits for an open writer, and sees what was committed before it.
pub async fn a_reader_does_not_wait_for_a_writer(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let committed = kit.drama().await?;
    let mut writer = kit.begin().await?;
    writer.credits().lock().await?;
    let mut changed = committed.clone();
    changed.title = "还没提交".to_owned();
    writer.dramas().save(&mut changed).await?;
    let reading = async {
        let mut tx = kit.read().await?;
        let account = *tx.credits().view().await?.account();
        let drama = tx.dramas().get(committed.id).await?;
        tx.commit().await?;
        Outcome::Ok((account, drama))
    };
    let Ok(read) = tokio::time::timeout(Duration::from_secs(4), reading).await else {
        return Err(Broken::new("a reader must not wait for an open writer"));
    };
    assert_eq!(read?.1, Some(committed), "as committed");
    Ok(writer.commit().await?)
}

/// A read-only transaction writes nothing and says so.
pub async fn a_reader_cannot_write(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let mut drama = house.drama.clone();
    drama.title = "只读".to_owned();
    refused(kit.read().await?.dramas().save(&mut drama).await, "a save by a reader")?;
    refused(kit.read().await?.dramas().add(kit.build.drama()).await, "a drama by a reader")?;
    refused(kit.read().await?.assets().add(kit.build.asset(kit.owner)).await, "an asset by a reader")?;
    let job = kit.build.image_job(&house.drama);
    refused(kit.read().await?.jobs().add(job, &[]).await, "a job by a reader")?;
    let production = kit.build.production(&house.episode);
    refused(kit.read().await?.productions().add(production).await, "a production by a reader")?;
    let shot = kit.build.shot(&house.episode, &house.scene, 1);
    refused(kit.read().await?.dramas().purge(house.drama.id).await, "a purge by a reader")?;
    refused(kit.read().await?.episodes().delete(house.episode.id).await, "a deletion by a reader")?;
    refused(kit.read().await?.props().delete(house.prop.id).await, "a deletion by a reader")?;
    let stranger = kit.build.user();
    let mut tx = kit.store.unit_of_work().begin_read(stranger.id).await?;
    refused(tx.profile().open(stranger, None).await, "an account by a reader")?;
    let mut tx = kit.read().await?;
    refused(tx.shots().replace(house.episode.id, vec![shot]).await, "shots by a reader")?;
    let _ = tx.commit().await;
    assert_eq!(dramas(&kit).await?, [house.drama], "nothing was written");
    assert_eq!(kit.read().await?.shots().of_episode(house.episode.id).await?, []);
    Ok(())
}

/// After a conflict every later call and the commit fail, and what was written before is gone too.
pub async fn a_conflict_poisons(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let mut tx = kit.begin().await?;
    tx.dramas().add(kit.build.drama()).await?;
    tx.assets().add(kit.build.asset(kit.owner)).await?;
    conflict(tx.characters().add(kit.build.character(&house.drama, "林晚")).await, "a taken name")?;
    kit.check_poisoned(tx).await?;
    assert_eq!(dramas(&kit).await?, [house.drama], "nothing of it is there, not even from before the error");
    Ok(())
}

/// After a stale save every later call and the commit fail, and what was written before is gone too.
pub async fn a_stale_save_poisons(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let mut tx = kit.begin().await?;
    tx.dramas().add(kit.build.drama()).await?;
    let mut old = house.drama.clone();
    old.version -= 1;
    stale(tx.dramas().save(&mut old).await, "a save with an old version")?;
    kit.check_poisoned(tx).await?;
    assert_eq!(dramas(&kit).await?, [house.drama]);
    Ok(())
}

/// After a row without its parent every later call and the commit fail.
pub async fn a_missing_parent_poisons(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let absent = kit.build.drama();
    let mut tx = kit.begin().await?;
    tx.dramas().add(kit.build.drama()).await?;
    refused(tx.characters().add(kit.build.character(&absent, "林晚")).await, "a character of no drama")?;
    kit.check_poisoned(tx).await?;
    assert_eq!(dramas(&kit).await?, []);
    Ok(())
}

/// Every repository of a poisoned transaction refuses, reading and writing.
pub async fn a_poisoned_transaction_refuses_everything(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let (drama, episode) = (house.drama.id, house.episode.id);
    let mut tx = kit.begin().await?;
    let mut gone = kit.build.drama();
    stale(tx.dramas().save(&mut gone).await, "a save of nothing")?;
    refused(tx.credits().lock().await, "credits")?;
    refused(tx.credits().view().await, "credits to look at")?;
    refused(tx.credits().statement(0, 1).await, "the statement")?;
    refused(tx.jobs().get(kit.build.id()).await, "a job")?;
    refused(tx.jobs().add(kit.build.image_job(&house.drama), &[]).await, "a new job")?;
    refused(tx.assets().get_many(&[]).await, "assets")?;
    refused(tx.episodes().of_drama(drama).await, "episodes")?;
    refused(tx.characters().of_drama(drama).await, "characters")?;
    refused(tx.scenes().of_drama(drama).await, "scenes")?;
    refused(tx.props().of_drama(drama).await, "props")?;
    refused(tx.scripts().of_episode(episode).await, "a script")?;
    refused(tx.shots().of_episode(episode).await, "shots")?;
    refused(tx.shots().replace(episode, vec![]).await, "new shots")?;
    refused(tx.takes().selected_of(&[]).await, "takes")?;
    refused(tx.cuts().latest_of(episode).await, "a cut")?;
    refused(tx.productions().live_of(episode).await, "a production")?;
    refused(tx.profile().get().await, "the account")?;
    refused(tx.events().after(0, 9).await, "events")?;
    refused(tx.events().bounds().await, "the bounds of events")?;
    refused(tx.episodes().delete(episode).await, "a deletion")?;
    refused(tx.dramas().purge(drama).await, "a purge")?;
    refused(tx.dramas().list_trashed(ALL).await, "the trash")?;
    refused(tx.commit().await, "a commit")?;
    Ok(())
}

/// An expected "no" is no error: the transaction goes on and can be committed.
pub async fn a_refusal_by_answer_does_not_poison(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let job = kit.build.image_job(&house.drama);
    let again = xinggen_domain::job::Job { id: kit.build.id(), ..job.clone() };
    let added: Character = kit.build.character(&house.drama, "王婶");
    let mut tx = kit.begin().await?;
    assert!(tx.jobs().add(job, &[]).await?);
    assert!(!tx.jobs().add(again, &[]).await?, "its target is taken");
    assert!(tx.productions().add(kit.build.production(&house.episode)).await?);
    assert!(!tx.productions().add(kit.build.production(&house.episode)).await?, "one is live");
    assert_eq!(tx.episodes().get(kit.build.id()).await?, None);
    tx.characters().add(added.clone()).await?;
    tx.commit().await?;
    assert_eq!(kit.read().await?.characters().get(added.id).await?, Some(added));
    Ok(())
}
