//! [`Quotes`](xinggen_domain::ports::Quotes), and how long they are kept.

use super::{Kit, Outcome, StoreHarness, refused};
use crate::start;
use chrono::Duration;
use xinggen_domain::{
    Credits, EpisodeId,
    ai_config::Engine,
    job::Operation,
    pricing::{ChargeMode, JobQuote},
    production::{Forecast, QuotedStep},
    provenance::ModelRef,
    quote::{Quote, QuotedOrder},
    take::Target,
};

fn quote(kit: &Kit<'_>, episode: EpisodeId, order: QuotedOrder) -> Quote {
    let build = &kit.build;
    let step = |operation, target, quantity| QuotedStep {
        operation,
        target,
        quote: JobQuote { price_id: build.id(), quantity, amount: Credits::new(i64::MAX / 4) },
    };
    let steps = vec![
        step(Operation::Script, Target::Episode(episode), 1),
        step(Operation::Voice, Target::Line(build.id()), i64::MAX),
    ];
    let forecast = Forecast {
        steps,
        ceiling: Credits::new(620),
        images: Engine::built_in(ModelRef::new("animatic", "frames-1")),
    };
    Quote::new(build.id(), episode, order, forecast, start() + Duration::microseconds(1))
}

fn orders(kit: &Kit<'_>) -> Vec<QuotedOrder> {
    let targets = [Target::Character(kit.build.id()), Target::Line(kit.build.id())];
    let singles = Operation::ALL.iter().flat_map(|operation| {
        targets.iter().map(|target| QuotedOrder::Single { operation: *operation, target: *target })
    });
    let whole = [true, false].map(|burn_subtitles| QuotedOrder::Production { burn_subtitles });
    singles.chain(whole).collect()
}

/// Every field survives, for every kind of order, with steps and without.
pub async fn comes_back_as_it_was_added(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    for order in orders(&kit) {
        let full = quote(&kit, house.episode.id, order);
        let images = Engine {
            model: ModelRef::new("someone", "pictures-1"),
            mode: ChargeMode::Byok,
            config: Some(kit.build.id()),
        };
        let empty = Quote {
            id: kit.build.id(),
            forecast: Forecast { steps: vec![], ceiling: Credits::ZERO, images },
            ..full.clone()
        };
        for quote in [full, empty] {
            let mut tx = kit.begin().await?;
            assert_eq!(tx.quotes().get(quote.id).await?, None, "not there yet");
            tx.quotes().add(quote.clone()).await?;
            tx.commit().await?;
            assert_eq!(kit.read().await?.quotes().get(quote.id).await?, Some(quote));
        }
    }
    Ok(())
}

/// A quote needs its episode, and goes with it; those of other episodes stay.
pub async fn a_quote_goes_with_its_episode(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let house = kit.house().await?;
    let second = kit.build.episode(&house.drama, 2);
    let whole = QuotedOrder::Production { burn_subtitles: true };
    let [gone, kept] = [house.episode.id, second.id].map(|episode| quote(&kit, episode, whole));
    let mut tx = kit.begin().await?;
    tx.episodes().add(second).await?;
    for quote in [&gone, &kept] {
        tx.quotes().add(quote.clone()).await?;
    }
    tx.commit().await?;
    let mut tx = kit.begin().await?;
    tx.episodes().delete(house.episode.id).await?;
    tx.commit().await?;
    let mut tx = kit.begin().await?;
    assert_eq!(tx.quotes().get(gone.id).await?, None);
    assert_eq!(tx.quotes().get(kept.id).await?, Some(kept));
    let orphan = quote(&kit, house.episode.id, whole);
    if tx.quotes().add(orphan).await.is_ok() {
        refused(tx.commit().await, "a quote without its episode")?;
    }
    Ok(())
}

/// Nobody finds or takes another user's quote, nor hangs one on another user's episode.
pub async fn users_do_not_share_quotes(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let neighbour = kit.neighbour().await?;
    let (house, other) = (kit.house().await?, neighbour.house().await?);
    let whole = QuotedOrder::Production { burn_subtitles: true };
    let hers = quote(&kit, house.episode.id, whole);
    let mut tx = kit.begin().await?;
    tx.quotes().add(hers.clone()).await?;
    tx.commit().await?;
    let mut tx = neighbour.begin().await?;
    assert_eq!(tx.quotes().get(hers.id).await?, None);
    let same_id = Quote { id: hers.id, ..quote(&neighbour, other.episode.id, whole) };
    if tx.quotes().add(same_id).await.is_ok() {
        let _ = tx.commit().await;
    }
    let mut tx = neighbour.begin().await?;
    let on_hers = quote(&neighbour, house.episode.id, whole);
    if tx.quotes().add(on_hers).await.is_ok() {
        refused(tx.commit().await, "a quote of another user's episode")?;
    }
    assert_eq!(kit.read().await?.quotes().get(hers.id).await?, Some(hers));
    Ok(())
}

/// Those that were over before a moment are forgotten, of all users; the others stay.
pub async fn quotes_that_are_long_over_are_forgotten(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let neighbour = kit.neighbour().await?;
    let whole = QuotedOrder::Production { burn_subtitles: true };
    let mut all = Vec::new();
    for kit in [&kit, &neighbour] {
        let episode = kit.house().await?.episode.id;
        let mut tx = kit.begin().await?;
        for minutes in [0, 1, 2] {
            let expires_at = start() + Duration::minutes(minutes);
            let quote = Quote { expires_at, ..quote(kit, episode, whole) };
            tx.quotes().add(quote.clone()).await?;
            all.push((kit, quote, minutes));
        }
        tx.commit().await?;
    }
    let sweep = store.housekeeping();
    assert_eq!(sweep.forget_quotes(start() + Duration::minutes(1)).await?, 2);
    assert_eq!(sweep.forget_quotes(start() + Duration::minutes(1)).await?, 0);
    for (kit, quote, minutes) in all {
        let kept = kit.read().await?.quotes().get(quote.id).await?;
        assert_eq!(kept.is_some(), minutes > 0, "over after {minutes} minutes");
    }
    Ok(())
}
