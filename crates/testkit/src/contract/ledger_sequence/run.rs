//! One run, and how store and model are compared.

use super::{
    act::{Answer, Scene},
    choose::choose,
    model::{Deed, Model, Tally, batches},
    through_store::through_store,
};
use crate::{
    SequentialIds, SplitMix,
    contract::{
        Kit, Outcome, StoreHarness,
        ledger::{day, live_lots},
        there,
    },
};
use chrono::Duration;
use std::collections::BTreeSet;
use xinggen_domain::{
    JobId,
    ports::{JobFilter, Page},
};

/// 200 steps; counts what they came to.
pub(super) async fn run(store: &dyn StoreHarness, seed: u64, tally: &mut Tally) -> Outcome {
    let kit = Kit::seeded(store, seed).await?;
    let (drama, price) = (kit.drama().await?, kit.image_price(5).await?);
    let batches = batches(&kit, seed, day(0));
    for (batch, codes) in &batches {
        store.batches().add(batch.clone(), codes.clone(), None).await?;
    }
    let mut random = SplitMix::new(seed);
    // Two sources in step, so that what both sides make is equal to the last id.
    let [mine, theirs] = [(); 2].map(|()| SequentialIds::starting_at((seed << 24) + (1 << 20)));
    let mut model = Model::new(&kit, &batches);
    let mut now = day(0);
    for step in 0..200 {
        if random.below(3) == 0 {
            now += Duration::hours(random.below(40) as i64);
            *tally.entry(Deed::Jump).or_default() += 1;
        }
        let act = choose(&mut random, &kit, &drama, &model, now);
        let before = last_event(&kit).await?;
        let (expected, deed) = model.perform(&act, Scene { price: &price, now, ids: &mine });
        let answer = through_store(&kit, &act, Scene { price: &price, now, ids: &theirs }).await?;
        assert_eq!(answer, expected, "how step {step} of run {seed} ends");
        compare(&kit, &model, step).await?;
        let replays = [Deed::OrderAgain, Deed::SettleAgain, Deed::RedeemAgain];
        if answer == Answer::Refused || deed.is_some_and(|deed| replays.contains(&deed)) {
            assert_eq!(last_event(&kit).await?, before, "step {step}, a {deed:?}, changes nothing");
        }
        if let Some(deed) = deed {
            *tally.entry(deed).or_default() += 1;
        }
        if step % 25 == 0 {
            compare_books(&kit, &model).await?;
        }
    }
    compare_books(&kit, &model).await?;
    let statement = kit.read().await?.credits().statement(0, 1000).await?;
    assert_eq!(statement, model.entries, "the whole statement of run {seed}");
    Ok(())
}

/// The number of the last event: whoever writes to the ledger or to a job moves it.
async fn last_event(kit: &Kit<'_>) -> Outcome<i64> {
    Ok(kit.read().await?.events().bounds().await?.last)
}

async fn compare(kit: &Kit<'_>, model: &Model, step: usize) -> Outcome {
    let stored = kit.read().await?.credits().view().await?;
    assert_eq!(stored.account(), model.ledger.account(), "the account after step {step}");
    assert_eq!(live_lots(&stored), live_lots(&model.ledger), "the lots after step {step}");
    Ok(())
}

/// Holds, jobs and codes.
async fn compare_books(kit: &Kit<'_>, model: &Model) -> Outcome {
    let mut tx = kit.read().await?;
    for (job, hold) in &model.holds {
        assert_eq!(tx.credits().hold_of(*job).await?.as_ref(), Some(hold));
    }
    let jobs = tx.jobs().list(JobFilter::default(), Page { limit: 1000, after: None }).await?;
    let jobs: BTreeSet<JobId> = jobs.iter().map(|job| job.id).collect();
    assert_eq!(jobs, model.orders.iter().copied().collect(), "one job for each order");
    for (digest, expected) in &model.codes {
        let found = there(tx.redemptions().find(*digest).await?, "code")?;
        assert_eq!(&found, expected, "by whom and when a code was redeemed");
    }
    Ok(())
}
