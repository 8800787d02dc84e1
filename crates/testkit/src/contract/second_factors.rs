//! [`SecondFactors`](xinggen_domain::ports::SecondFactors) of a tenant, and
//! [`AllSecondFactors`](xinggen_domain::ports::AllSecondFactors).

use super::{
    Kit, Outcome, StoreHarness, refused,
    rivalry::{at_once, waits_for},
    stale, there,
};
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

async fn put(kit: &Kit<'_>, factor: SecondFactor) -> Outcome<bool> {
    let mut tx = kit.begin().await?;
    let is_put = tx.second_factors().put(factor).await?;
    tx.commit().await?;
    Ok(is_put)
}

async fn save(kit: &Kit<'_>, factor: SecondFactor) -> Outcome {
    let mut tx = kit.begin().await?;
    tx.second_factors().save(factor).await?;
    Ok(tx.commit().await?)
}

async fn stored(kit: &Kit<'_>) -> Outcome<Option<SecondFactor>> {
    Ok(kit.read().await?.second_factors().get().await?)
}

async fn proved(kit: &Kit<'_>) -> Outcome<SessionId> {
    let session = Session::new(kit.build.id(), kit.owner, Digest::of(b"secret"), at(0));
    kit.add_session(session.clone()).await?;
    let mut tx = kit.begin().await?;
    tx.sessions().prove(session.id, at(1)).await?;
    tx.commit().await?;
    Ok(session.id)
}

/// Every field survives, set or empty, and a user without one has none.
pub async fn comes_back_as_it_was_put(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let neighbour = kit.neighbour().await?;
    assert_eq!(stored(&kit).await?, None);
    let plain = factor(kit.owner, 1);
    let full = SecondFactor {
        last_step: 60_000_001,
        recovery: vec![Digest::of(b"one"), Digest::of(b"two")],
        failures: 3,
        failed_at: Some(at(7)),
        ..in_force(neighbour.owner)
    };
    for (kit, factor) in [(&kit, plain), (&neighbour, full)] {
        let mut dropped = kit.begin().await?;
        assert_eq!(dropped.second_factors().lock().await?, None);
        assert!(dropped.second_factors().put(factor.clone()).await?);
        drop(dropped);
        assert_eq!(stored(kit).await?, None, "it goes with its transaction");
        assert!(put(kit, factor.clone()).await?);
        assert_eq!(stored(kit).await?.as_ref(), Some(&factor));
        assert_eq!(kit.begin().await?.second_factors().lock().await?, Some(factor));
    }
    Ok(())
}

/// One that is not in force makes way for another, one that is does not.
pub async fn one_in_force_stays(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    for byte in [1, 2] {
        assert!(put(&kit, factor(kit.owner, byte)).await?);
        assert_eq!(stored(&kit).await?, Some(factor(kit.owner, byte)));
    }
    let confirmed = SecondFactor { confirmed_at: Some(at(3)), ..factor(kit.owner, 2) };
    save(&kit, confirmed.clone()).await?;
    assert!(!put(&kit, factor(kit.owner, 4)).await?, "one is in force");
    assert_eq!(stored(&kit).await?, Some(SecondFactor { version: 2, ..confirmed }));
    Ok(())
}

/// A save needs the stored version and counts it up.
pub async fn a_stale_save_is_refused(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    stale(kit.begin().await?.second_factors().save(in_force(kit.owner)).await, "there is none")?;
    assert!(put(&kit, in_force(kit.owner)).await?);
    let used = SecondFactor { last_step: 5, ..in_force(kit.owner) };
    save(&kit, used.clone()).await?;
    let late = SecondFactor { last_step: 6, ..in_force(kit.owner) };
    stale(kit.begin().await?.second_factors().save(late).await, "it is another by now")?;
    assert_eq!(stored(&kit).await?, Some(SecondFactor { version: 2, ..used }));
    Ok(())
}

/// A transaction that locks a second factor that is locked waits, and then sees what the first one wrote.
pub async fn a_locked_one_makes_others_wait(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    assert!(put(&kit, in_force(kit.owner)).await?);
    let mut tx = kit.begin().await?;
    let locked = there(tx.second_factors().lock().await?, "second factor")?;
    let used = SecondFactor { last_step: 5, ..locked };
    tx.second_factors().save(used.clone()).await?;
    let (unit, owner) = (store.unit_of_work(), kit.owner);
    let seen = waits_for(tx, async move {
        let mut tx = unit.begin(owner).await?;
        Outcome::Ok(tx.second_factors().lock().await?)
    });
    assert_eq!(seen.await?, Some(SecondFactor { version: 2, ..used }));
    Ok(())
}

/// Of ten that lock it at once and use up what they find, each finds what the one before it left.
pub async fn many_at_once_take_turns(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    assert!(put(&kit, in_force(kit.owner)).await?);
    let rivals: Vec<_> = (0..10)
        .map(|_| {
            let (unit, owner) = (store.unit_of_work(), kit.owner);
            async move {
                let mut tx = unit.begin(owner).await?;
                let locked = there(tx.second_factors().lock().await?, "second factor")?;
                let last_step = locked.last_step + 1;
                tx.second_factors().save(SecondFactor { last_step, ..locked }).await?;
                Outcome::Ok(tx.commit().await?)
            }
        })
        .collect();
    at_once(rivals).await?;
    let stored = there(stored(&kit).await?, "second factor")?;
    assert_eq!((stored.last_step, stored.version), (10, 11));
    Ok(())
}

/// With the second factor go the proofs, and a neighbour's stay.
pub async fn a_removal_takes_the_proofs_along(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let other = kit.neighbour().await?;
    let (mine, theirs) = (proved(&kit).await?, proved(&other).await?);
    for kit in [&kit, &other] {
        assert!(put(kit, in_force(kit.owner)).await?);
    }
    for removed in [true, false] {
        let mut tx = kit.begin().await?;
        assert_eq!(tx.second_factors().remove().await?, removed);
        tx.commit().await?;
    }
    assert_eq!(stored(&kit).await?, None);
    assert_eq!(kit.read().await?.sessions().proved_at(mine).await?, None);
    assert_eq!(stored(&other).await?, Some(in_force(other.owner)));
    assert_eq!(other.read().await?.sessions().proved_at(theirs).await?, Some(at(1)));
    Ok(())
}

/// None is put or saved for another user, and another user's is neither found, locked nor replaced.
pub async fn a_neighbours_is_out_of_reach(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let other = kit.neighbour().await?;
    assert!(put(&kit, factor(kit.owner, 1)).await?);
    let mut tx = other.begin().await?;
    assert_eq!(tx.second_factors().get().await?, None);
    assert_eq!(tx.second_factors().lock().await?, None);
    assert!(!tx.second_factors().remove().await?);
    tx.commit().await?;
    refused(other.begin().await?.second_factors().put(factor(kit.owner, 2)).await, "one for another")?;
    refused(other.begin().await?.second_factors().save(factor(kit.owner, 2)).await, "another's")?;
    stale(other.begin().await?.second_factors().save(factor(other.owner, 2)).await, "one that is not there")?;
    assert!(put(&other, factor(other.owner, 3)).await?, "beside the neighbour's that is not in force");
    assert_eq!(stored(&kit).await?, Some(factor(kit.owner, 1)));
    Ok(())
}

/// All are met in pages, in the order of their users, in force or not.
pub async fn pages_run_by_user(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let mut all = vec![factor(kit.owner, 1)];
    assert!(put(&kit, all[0].clone()).await?);
    for _ in 0..4 {
        let other = kit.neighbour().await?;
        all.push(in_force(other.owner));
        assert!(put(&other, in_force(other.owner)).await?);
    }
    all.sort_by_key(|factor| factor.user_id);
    let factors = store.second_factors();
    assert_eq!(factors.page(None, 3).await?, all[..3]);
    assert_eq!(factors.page(Some(all[2].user_id), 3).await?, all[3..]);
    assert_eq!(factors.page(Some(all[4].user_id), 3).await?, []);
    Ok(())
}
