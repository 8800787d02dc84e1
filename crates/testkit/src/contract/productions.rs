//! [`Productions`](xinggen_domain::ports::Productions).

use super::{Kit, Outcome, StoreHarness, kit::check_pages, versioned::versioned_cases};
use crate::{rewrite, start};
use chrono::Duration;
use xinggen_domain::{
    AiConfigId, Credits,
    ai_config::Engine,
    pricing::ChargeMode,
    production::{CutOptions, Production, ProductionQuote, ProductionRecord, ProductionState, Terms},
    provenance::ModelRef,
};

async fn rows(kit: &Kit<'_>) -> Outcome<Vec<Production>> {
    let house = kit.house().await?;
    let second = kit.build.episode(&house.drama, 2);
    let mut tx = kit.begin().await?;
    tx.episodes().add(second.clone()).await?;
    tx.commit().await?;
    let full = ProductionRecord {
        state: ProductionState::AwaitingApproval,
        options: CutOptions { burn_subtitles: false, label: true },
        auto_approve: false,
        quote: Some(ProductionQuote { exact: Credits::new(i64::MAX / 4), ceiling: Credits::new(17) }),
        approved: Credits::new(i64::MAX / 8),
        terms: Some(Terms { images: engine(kit.build.id()), left: None }),
        message: "等待确认报价".to_owned(),
        version: i64::MAX - 10,
        ..kit.build.production(&house.episode).into_record()
    };
    Ok(vec![full.into(), kit.build.production(&second)])
}

fn engine(config: AiConfigId) -> Engine {
    Engine { model: ModelRef::new("someone", "pictures-1"), mode: ChargeMode::Byok, config: Some(config) }
}

fn change(production: &mut Production) {
    rewrite(production, |record| {
        record.state = ProductionState::Paused;
        record.quote = match record.quote {
            Some(_) => None,
            None => Some(ProductionQuote { exact: Credits::ZERO, ceiling: Credits::new(3) }),
        };
        record.approved = Credits::new(5);
        record.terms = match &record.terms {
            Some(_) => None,
            None => {
                let images = Engine::built_in(ModelRef::new("animatic", "frames-1"));
                Some(Terms { images, left: Some(Credits::new(i64::MAX / 16)) })
            }
        };
        record.message = "积分不足，还差 12".to_owned();
        record.updated_at = start() + Duration::days(3);
    });
}

versioned_cases!(productions, rows, change);

/// While a production of an episode is live, no second one is added; when it is final, one is.
pub async fn one_is_live_per_episode(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let mut before: Option<Production> = None;
    for end in [ProductionState::Done, ProductionState::Failed, ProductionState::Cancelled] {
        let [mut first, second] = [(); 2].map(|()| kit.build.production(&house.episode));
        let mut tx = kit.begin().await?;
        assert!(tx.productions().add(first.clone()).await?, "behind {before:?} a new one is added");
        for state in [ProductionState::AwaitingApproval, ProductionState::Running, ProductionState::Paused] {
            assert!(!tx.productions().add(second.clone()).await?, "while one is live no second is added");
            rewrite(&mut first, |record| record.state = state);
            tx.productions().save(&mut first).await?;
        }
        assert_eq!(tx.productions().get(second.id).await?, None, "nothing was added");
        assert_eq!(tx.productions().live_of(house.episode.id).await?, Some(first.clone()));
        rewrite(&mut first, |record| record.state = end);
        tx.productions().save(&mut first).await?;
        assert_eq!(tx.productions().live_of(house.episode.id).await?, None, "{end} is not live");
        tx.commit().await?;
        before = Some(first);
    }
    Ok(())
}

/// Episodes do not stand in each other's way.
pub async fn episodes_are_produced_side_by_side(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let rows = rows(&kit).await?;
    let mut tx = kit.begin().await?;
    for production in &rows {
        assert!(tx.productions().add(production.clone()).await?, "episodes are independent");
    }
    tx.commit().await?;
    let mut tx = kit.read().await?;
    for production in rows {
        let live = tx.productions().live_of(production.episode_id).await?;
        assert_eq!(live, Some(production));
    }
    assert_eq!(tx.productions().live_of(kit.build.id()).await?, None, "an unknown episode has none");
    Ok(())
}

/// A locked production is the stored one, and can be saved.
pub async fn a_locked_one_can_be_saved(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let row = rows(&kit).await?.remove(0);
    let mut tx = kit.begin().await?;
    tx.productions().add(row.clone()).await?;
    tx.commit().await?;
    let mut tx = kit.begin().await?;
    assert_eq!(tx.productions().lock(kit.build.id()).await?, None, "an unknown id locks nothing");
    let mut locked = super::there(tx.productions().lock(row.id).await?, "production to lock")?;
    assert_eq!(locked, row);
    rewrite(&mut locked, |record| record.state = ProductionState::Running);
    tx.productions().save(&mut locked).await?;
    tx.commit().await?;
    assert_eq!(kit.read().await?.productions().get(row.id).await?, Some(locked));
    Ok(())
}

/// Productions are listed newest first, all of them or those of one episode.
pub async fn pages_run_newest_first(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let second = kit.build.episode(&house.drama, 2);
    let mut added = Vec::new();
    let mut tx = kit.begin().await?;
    tx.episodes().add(second.clone()).await?;
    for episode in [&house.episode, &second, &house.episode, &house.episode, &second] {
        let done = kit.build.production_in(episode, ProductionState::Done);
        assert!(tx.productions().add(done.clone()).await?);
        added.push(done);
    }
    tx.commit().await?;
    added.reverse();
    for episode in [None, Some(house.episode.id), Some(second.id), Some(kit.build.id())] {
        let fits = |row: &&Production| episode.is_none_or(|episode| row.episode_id == episode);
        let expected: Vec<Production> = added.iter().filter(fits).cloned().collect();
        let read = async |page| Ok(kit.read().await?.productions().list(episode, page).await?);
        check_pages(&expected, |row| row.id, read).await?;
    }
    Ok(())
}

/// The live productions of a drama are those of its episodes that are not final.
pub async fn a_drama_locks_its_live_ones(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let live = rows(&kit).await?;
    let drama = live[0].drama_id;
    let elsewhere = rows(&kit).await?;
    let mut tx = kit.begin().await?;
    let episode = live[1].episode_id;
    let mut done = live[1].clone();
    rewrite(&mut done, |record| (record.id, record.state) = (kit.build.id(), ProductionState::Done));
    assert!(tx.productions().add(done).await?, "a final one of episode {episode}");
    for production in live.iter().chain(&elsewhere) {
        assert!(tx.productions().add(production.clone()).await?);
    }
    let mut expected = live;
    expected.sort_by_key(|production| production.id);
    assert_eq!(tx.productions().lock_live_of_drama(drama).await?, expected);
    assert_eq!(tx.productions().lock_live_of_drama(kit.build.id()).await?, [], "an unknown drama");
    Ok(())
}
