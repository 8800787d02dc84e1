//! Long runs of random acts, through the store and on a bare aggregate side by side: they must never differ.

mod act;
mod choose;
mod model;
mod run;
mod through_store;

use super::{Outcome, StoreHarness};
use model::{Deed, Tally};

/// 200 acts with jumps of the clock leave store and bare aggregate alike after every one, also when what was done is
/// done again; and no kind of act is left out by chance.
pub async fn a_random_run_agrees_with_the_bare_aggregate(store: &dyn StoreHarness) -> Outcome {
    let mut tally = Tally::new();
    for seed in [1, 2026] {
        run::run(store, seed, &mut tally).await?;
    }
    for deed in Deed::ALL {
        assert!(tally.contains_key(&deed), "no run came to a {deed:?}: {tally:?}");
    }
    assert_eq!(store.audit().check().await?, [], "the ledger keeps every invariant");
    Ok(())
}
