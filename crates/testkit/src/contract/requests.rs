//! [`DoneRequests`](xinggen_domain::ports::DoneRequests).

use super::{Kit, Outcome, StoreHarness, rivalry::at_once, there};
use crate::start;
use std::time::{Duration, Instant};
use tokio::time::sleep;
use xinggen_domain::{
    idempotency::{DoneRequest, IdempotencyKey, MadeKind, RIVAL_PATIENCE},
    provenance::Digest,
};

fn key(operation: &str, key: &str) -> IdempotencyKey {
    let request = Digest::of(b"POST /x");
    IdempotencyKey { operation: operation.to_owned(), key: key.to_owned(), request }
}

fn done(kit: &Kit<'_>, key: IdempotencyKey) -> DoneRequest {
    DoneRequest { key, made: MadeKind::Job, made_id: kit.build.ids().next(), created_at: start() }
}

/// Every field survives, for every kind of thing made; a key finds what was done whatever the request was.
pub async fn comes_back_as_it_was_added(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    for made in MadeKind::ALL {
        let long = key("startProduction", &format!("{made}-{}", "~".repeat(180)));
        let request = DoneRequest { made: *made, ..done(&kit, long.clone()) };
        let mut tx = kit.begin().await?;
        assert_eq!(tx.requests().find(&long).await?, None, "not done yet");
        assert!(tx.requests().add(request.clone()).await?);
        tx.commit().await?;
        let mut tx = kit.read().await?;
        assert_eq!(tx.requests().find(&long).await?.as_ref(), Some(&request));
        let other = IdempotencyKey { request: Digest::of(b"another body"), ..long };
        assert_eq!(tx.requests().find(&other).await?, Some(request), "and which request it was");
    }
    Ok(())
}

/// A key is taken once for an operation, and free for other operations; a refusal by answer spoils nothing.
pub async fn a_key_is_taken_once_per_operation(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let first = done(&kit, key("generate", "k"));
    let mut tx = kit.begin().await?;
    assert!(tx.requests().add(first.clone()).await?);
    assert!(!tx.requests().add(done(&kit, key("generate", "k"))).await?, "within the transaction");
    tx.commit().await?;
    let others = ["generate", "approve", "generate"].into_iter().zip(["K", "k", "kk"]);
    let mut tx = kit.begin().await?;
    let again = IdempotencyKey { request: Digest::of(b"another body"), ..first.key.clone() };
    assert!(!tx.requests().add(done(&kit, again)).await?, "whatever the request");
    for (operation, text) in others {
        assert_eq!(tx.requests().find(&key(operation, text)).await?, None);
        assert!(tx.requests().add(done(&kit, key(operation, text))).await?, "{operation} {text} is free");
    }
    tx.commit().await?;
    let found = kit.read().await?.requests().find(&first.key).await?;
    assert_eq!(found, Some(first), "the first one stands");
    Ok(())
}

/// Users do not see each other's keys, nor take them.
pub async fn users_do_not_share_keys(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let neighbour = kit.neighbour().await?;
    let [own, other] = [(); 2].map(|()| done(&kit, key("generate", "k")));
    let mut tx = kit.begin().await?;
    assert!(tx.requests().add(own.clone()).await?);
    tx.commit().await?;
    let mut tx = neighbour.begin().await?;
    assert_eq!(tx.requests().find(&own.key).await?, None);
    assert!(tx.requests().add(other.clone()).await?);
    tx.commit().await?;
    assert_eq!(kit.read().await?.requests().find(&own.key).await?, Some(own));
    assert_eq!(neighbour.read().await?.requests().find(&other.key).await?, Some(other));
    Ok(())
}

/// A key that is forgotten is free, and no other one.
pub async fn a_forgotten_key_is_free(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let neighbour = kit.neighbour().await?;
    let gone = done(&kit, key("generate", "k"));
    let kept = [done(&kit, key("generate", "kk")), done(&kit, key("approve", "k"))];
    let other = done(&kit, key("generate", "k"));
    let mut tx = kit.begin().await?;
    for request in kept.iter().chain([&gone]) {
        assert!(tx.requests().add(request.clone()).await?);
    }
    tx.commit().await?;
    let mut tx = neighbour.begin().await?;
    assert!(tx.requests().add(other.clone()).await?);
    tx.commit().await?;
    let mut tx = kit.begin().await?;
    tx.requests().forget(&gone.key).await?;
    tx.requests().forget(&key("generate", "never")).await?;
    assert_eq!(tx.requests().find(&gone.key).await?, None);
    let again = DoneRequest { made_id: kit.build.ids().next(), ..gone };
    assert!(tx.requests().add(again.clone()).await?, "it is free");
    tx.commit().await?;
    for request in kept.iter().chain([&again]) {
        assert_eq!(kit.read().await?.requests().find(&request.key).await?.as_ref(), Some(request));
    }
    assert_eq!(neighbour.read().await?.requests().find(&other.key).await?, Some(other));
    Ok(())
}

/// What is rolled back was not done.
pub async fn a_rollback_forgets(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let request = done(&kit, key("generate", "k"));
    let mut tx = kit.begin().await?;
    assert!(tx.requests().add(request.clone()).await?);
    drop(tx);
    let mut tx = kit.begin().await?;
    assert_eq!(tx.requests().find(&request.key).await?, None);
    assert!(tx.requests().add(request).await?, "the key is free");
    Ok(())
}

/// Of eight who send a request at once, one does it.
pub async fn one_of_many_does_it(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let rivals: Vec<_> = (0..8)
        .map(|_| {
            let (unit, owner, request) = (store.unit_of_work(), kit.owner, done(&kit, key("generate", "k")));
            async move {
                let mut tx = unit.begin(owner).await?;
                let added = tx.requests().add(request.clone()).await?;
                tx.commit().await?;
                Outcome::Ok(added.then_some(request))
            }
        })
        .collect();
    let winners: Vec<DoneRequest> = at_once(rivals).await?.into_iter().flatten().collect();
    assert_eq!(winners.len(), 1);
    let stored = kit.read().await?.requests().find(&key("generate", "k")).await?;
    assert_eq!(stored.as_ref(), winners.first());
    Ok(())
}

/// Whoever asks while a rival is in flight waits until it lands, and then finds what it did.
pub async fn a_rival_in_flight_is_waited_for(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let (unit, first) = (store.unit_of_work(), done(&kit, key("generate", "k")));
    let mut tx =
        there(unit.begin_once(kit.owner, &first.key).await?, "transaction while nobody is in flight")?;
    let land = async {
        sleep(Duration::from_millis(200)).await;
        assert!(tx.requests().add(first.clone()).await?);
        Outcome::Ok(tx.commit().await?)
    };
    let rival = async {
        let mut tx =
            there(unit.begin_once(kit.owner, &first.key).await?, "transaction when the rival has landed")?;
        Outcome::Ok(tx.requests().find(&first.key).await?)
    };
    let (landed, found) = tokio::join!(land, rival);
    landed?;
    assert_eq!(found?, Some(first));
    Ok(())
}

/// A rival that is still in flight after two seconds is not waited for any longer; one that has gone is forgotten.
pub async fn a_rival_that_does_not_land_is_not_waited_for_long(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let (unit, key) = (store.unit_of_work(), key("generate", "k"));
    let tx = there(unit.begin_once(kit.owner, &key).await?, "transaction while nobody is in flight")?;
    let asked = Instant::now();
    assert!(unit.begin_once(kit.owner, &key).await?.is_none(), "it is in flight");
    let waited = asked.elapsed();
    assert!(RIVAL_PATIENCE <= waited && waited < 2 * RIVAL_PATIENCE, "waited {waited:?}");
    drop(tx);
    assert!(unit.begin_once(kit.owner, &key).await?.is_some(), "the rival has gone");
    Ok(())
}
