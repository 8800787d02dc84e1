//! [`SecondFactors`](xinggen_domain::ports::SecondFactors).

use super::{Kit, Outcome, StoreHarness, conflict, rivalry::at_once, there};
use crate::start;
use chrono::Duration;
use xinggen_domain::{
    SessionId, UserId, provenance::Digest, sealed::Sealed, second_factor::SecondFactor, session::Session,
    time::Timestamp,
};

fn at(seconds: i64) -> Timestamp {
    start() + Duration::seconds(seconds)
}

fn factor(user: UserId, byte: u8) -> SecondFactor {
    SecondFactor::new(user, Sealed { key_id: "key1".to_owned(), bytes: vec![byte, 0, 255] }, at(0))
}

fn in_force(user: UserId) -> SecondFactor {
    SecondFactor { confirmed_at: Some(at(1)), ..factor(user, 9) }
}

async fn session(kit: &Kit<'_>) -> Outcome<SessionId> {
    let session = Session::new(kit.build.id(), kit.owner, Digest::of(b"secret"), at(0));
    kit.store.sessions().add(session.clone()).await?;
    Ok(session.id)
}

/// Every field survives, set or empty, and a user without one has none.
pub async fn comes_back_as_it_was_put(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let factors = store.second_factors();
    assert_eq!(factors.get(kit.owner).await?, None);
    let plain = factor(kit.owner, 1);
    let full = SecondFactor {
        last_step: 60_000_001,
        recovery: vec![Digest::of(b"one"), Digest::of(b"two")],
        failures: 3,
        failed_at: Some(at(7)),
        ..in_force(kit.neighbour().await?.owner)
    };
    for factor in [plain, full] {
        assert!(factors.put(factor.clone()).await?);
        assert_eq!(factors.get(factor.user_id).await?, Some(factor));
    }
    Ok(())
}

/// One that is not in force makes way for another, one that is does not.
pub async fn one_in_force_stays(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let factors = store.second_factors();
    for byte in [1, 2] {
        assert!(factors.put(factor(kit.owner, byte)).await?);
        assert_eq!(factors.get(kit.owner).await?, Some(factor(kit.owner, byte)));
    }
    let confirmed = SecondFactor { confirmed_at: Some(at(3)), ..factor(kit.owner, 2) };
    assert!(factors.save(confirmed.clone()).await?);
    assert!(!factors.put(factor(kit.owner, 4)).await?, "one is in force");
    assert_eq!(factors.get(kit.owner).await?, Some(SecondFactor { version: 2, ..confirmed }));
    Ok(())
}

/// A save needs the stored version and counts it up.
pub async fn a_stale_save_is_refused(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let factors = store.second_factors();
    assert!(!factors.save(in_force(kit.owner)).await?, "there is none");
    assert!(factors.put(in_force(kit.owner)).await?);
    let used = SecondFactor { last_step: 5, ..in_force(kit.owner) };
    assert!(factors.save(used.clone()).await?);
    assert!(
        !factors.save(SecondFactor { last_step: 6, ..in_force(kit.owner) }).await?,
        "it is another by now"
    );
    assert_eq!(factors.get(kit.owner).await?, Some(SecondFactor { version: 2, ..used }));
    Ok(())
}

/// Of ten who save the same version at once, one does.
pub async fn one_of_many_saves(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    assert!(store.second_factors().put(in_force(kit.owner)).await?);
    let rivals: Vec<_> = (0..10)
        .map(|last_step| {
            let (factors, factor) = (store.second_factors(), in_force(kit.owner));
            async move { Outcome::Ok(factors.save(SecondFactor { last_step, ..factor }).await?) }
        })
        .collect();
    let saved = at_once(rivals).await?.into_iter().filter(|saved| *saved).count();
    assert_eq!(saved, 1);
    let stored = there(store.second_factors().get(kit.owner).await?, "second factor")?;
    assert_eq!(stored.version, 2);
    Ok(())
}

/// A proof is kept per session, the latest one, of the session's own user only.
pub async fn a_proof_is_one_of_a_session(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let (factors, other) = (store.second_factors(), kit.neighbour().await?);
    let (one, two) = (session(&kit).await?, session(&kit).await?);
    assert_eq!(factors.proved_at(kit.owner, one).await?, None);
    factors.prove(kit.owner, one, at(5)).await?;
    factors.prove(kit.owner, one, at(9)).await?;
    assert_eq!(factors.proved_at(kit.owner, one).await?, Some(at(9)));
    assert_eq!(factors.proved_at(kit.owner, two).await?, None);
    assert_eq!(factors.proved_at(other.owner, one).await?, None);
    conflict(factors.prove(other.owner, one, at(9)).await, "a proof in a neighbour's session")
}

/// With the second factor go the proofs, and a neighbour's stay.
pub async fn a_removal_takes_the_proofs_along(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let (factors, other) = (store.second_factors(), kit.neighbour().await?);
    let (mine, theirs) = (session(&kit).await?, session(&other).await?);
    for (user, session) in [(kit.owner, mine), (other.owner, theirs)] {
        assert!(factors.put(in_force(user)).await?);
        factors.prove(user, session, at(1)).await?;
    }
    factors.remove(kit.owner).await?;
    factors.remove(kit.owner).await?;
    assert_eq!(factors.get(kit.owner).await?, None);
    assert_eq!(factors.proved_at(kit.owner, mine).await?, None);
    assert_eq!(factors.get(other.owner).await?, Some(in_force(other.owner)));
    assert_eq!(factors.proved_at(other.owner, theirs).await?, Some(at(1)));
    Ok(())
}

/// All are met in pages, in the order of their users, in force or not.
pub async fn pages_run_by_user(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let factors = store.second_factors();
    let mut all = vec![factor(kit.owner, 1)];
    for _ in 0..4 {
        all.push(in_force(kit.neighbour().await?.owner));
    }
    all.sort_by_key(|factor| factor.user_id);
    for factor in &all {
        assert!(factors.put(factor.clone()).await?);
    }
    let first = factors.page(None, 3).await?;
    assert_eq!(first, all[..3]);
    assert_eq!(factors.page(Some(all[2].user_id), 3).await?, all[3..]);
    assert_eq!(factors.page(Some(all[4].user_id), 3).await?, []);
    Ok(())
}
