//! [`Sessions`](xinggen_domain::ports::Sessions) of a tenant, and
//! [`SessionDirectory`](xinggen_domain::ports::SessionDirectory).

use super::{
    Kit, Outcome, StoreHarness, conflict, refused,
    rivalry::{at_once, waits_for},
    stale, there,
};
use crate::start;
use chrono::Duration;
use xinggen_domain::{
    provenance::Digest,
    session::{Device, Presented, Session},
    time::Timestamp,
};

fn at(seconds: i64) -> Timestamp {
    start() + Duration::seconds(seconds)
}

fn session(kit: &Kit<'_>) -> Session {
    Session::new(kit.build.id(), kit.owner, Digest::of(b"first"), at(0))
}

async fn added(kit: &Kit<'_>) -> Outcome<Session> {
    let session = session(kit);
    kit.add_session(session.clone()).await?;
    Ok(session)
}

/// Every field survives, set or empty; an unknown id finds nothing, and an id is used once.
pub async fn comes_back_as_it_was_added(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let neighbour = kit.neighbour().await?;
    let plain = added(&kit).await?;
    let full = Session {
        previous: Some(Digest::of(b"zero")),
        refreshed_at: at(20),
        ended_at: Some(at(30)),
        device: Device { user_agent: Some("浏览器/1.0".to_owned()), address: "192.0.2.7".parse().ok() },
        ..Session::new(kit.build.id(), neighbour.owner, Digest::of(b"one"), at(10))
    };
    neighbour.add_session(full.clone()).await?;
    for (kit, session) in [(&kit, &plain), (&neighbour, &full)] {
        assert_eq!(store.sessions().get(session.id).await?.as_ref(), Some(session));
        let mut tx = kit.begin().await?;
        assert_eq!(tx.sessions().get(session.id).await?.as_ref(), Some(session));
        assert_eq!(tx.sessions().lock(session.id).await?.as_ref(), Some(session));
        assert_eq!(tx.sessions().get(kit.build.id()).await?, None);
        assert_eq!(tx.sessions().lock(kit.build.id()).await?, None);
    }
    assert_eq!(store.sessions().get(kit.build.id()).await?, None);
    conflict(kit.begin().await?.sessions().add(plain).await, "the same session again")
}

/// A session is there at the commit, and only then.
pub async fn a_session_goes_with_its_transaction(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let session = session(&kit);
    let mut dropped = kit.begin().await?;
    dropped.sessions().add(session.clone()).await?;
    assert_eq!(dropped.sessions().get(session.id).await?.as_ref(), Some(&session), "its own sees it");
    assert_eq!(store.sessions().get(session.id).await?, None, "no one else does");
    drop(dropped);
    assert_eq!(store.sessions().get(session.id).await?, None);
    kit.add_session(session.clone()).await?;
    let mut dropped = kit.begin().await?;
    assert!(dropped.sessions().end(session.id, at(5)).await?);
    drop(dropped);
    assert_eq!(store.sessions().get(session.id).await?, Some(session), "it goes on");
    Ok(())
}

/// A save writes what a refresh changes and nothing else, of a session that has not ended.
pub async fn a_save_writes_what_a_refresh_changes(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let (session, other) = (added(&kit).await?, added(&kit).await?);
    let next = session.rotated(Digest::of(b"second"), at(60));
    let mut tx = kit.begin().await?;
    let ended_too = Session { ended_at: Some(at(1)), created_at: at(9), ..next.clone() };
    tx.sessions().save(ended_too).await?;
    tx.commit().await?;
    assert_eq!(store.sessions().get(session.id).await?.as_ref(), Some(&next));
    assert_eq!(store.sessions().get(other.id).await?, Some(other), "the other session stays as it is");
    let absent = Session { id: kit.build.id(), ..next };
    stale(kit.begin().await?.sessions().save(absent).await, "a session that is not there")
}

/// Of twenty that refresh a session with one secret at once, one finds it current; the others see what it wrote.
pub async fn one_of_many_refreshes_a_session(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let session = added(&kit).await?;
    let rivals: Vec<_> = (0..20)
        .map(|_| {
            let (unit, owner, session) = (store.unit_of_work(), kit.owner, session.clone());
            async move {
                let mut tx = unit.begin(owner).await?;
                let stored = there(tx.sessions().lock(session.id).await?, "such session")?;
                let presented = stored.presented(session.secret, at(60));
                if presented == Presented::Current {
                    tx.sessions().save(stored.rotated(Digest::of(b"second"), at(60))).await?;
                }
                tx.commit().await?;
                Outcome::Ok(presented)
            }
        })
        .collect();
    let presented = at_once(rivals).await?;
    let count = |what| presented.iter().filter(|presented| **presented == what).count();
    assert_eq!((count(Presented::Current), count(Presented::JustUsed)), (1, 19));
    Ok(())
}

/// A transaction that locks a session that is locked waits, and then sees what the first one wrote.
pub async fn a_locked_session_makes_others_wait(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let session = added(&kit).await?;
    let mut tx = kit.begin().await?;
    assert!(tx.sessions().lock(session.id).await?.is_some());
    tx.sessions().end(session.id, at(7)).await?;
    let (unit, owner, id) = (store.unit_of_work(), kit.owner, session.id);
    let seen = waits_for(tx, async move {
        let mut tx = unit.begin(owner).await?;
        Outcome::Ok(tx.sessions().lock(id).await?)
    });
    assert_eq!(seen.await?, Some(Session { ended_at: Some(at(7)), ..session }));
    Ok(())
}

/// An ended session stays, keeps the moment of its first end, and is not refreshed any more.
pub async fn an_ended_one_stays_ended(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let (session, other) = (added(&kit).await?, added(&kit).await?);
    let mut tx = kit.begin().await?;
    assert!(tx.sessions().end(session.id, at(5)).await?);
    assert!(!tx.sessions().end(session.id, at(9)).await?, "it has ended");
    assert!(!tx.sessions().end(kit.build.id(), at(5)).await?, "there is none");
    tx.commit().await?;
    let ended = Session { ended_at: Some(at(5)), ..session.clone() };
    assert_eq!(store.sessions().get(session.id).await?.as_ref(), Some(&ended));
    let next = session.rotated(Digest::of(b"second"), at(10));
    stale(kit.begin().await?.sessions().save(next).await, "an ended session")?;
    assert_eq!(store.sessions().get(session.id).await?, Some(ended));
    assert_eq!(store.sessions().get(other.id).await?, Some(other), "the user's other session goes on");
    Ok(())
}

/// Another user's session is neither found nor locked, written, ended or proved, and none is opened for another user.
pub async fn a_neighbours_session_is_out_of_reach(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let (session, neighbour) = (added(&kit).await?, kit.neighbour().await?);
    let mut tx = kit.begin().await?;
    tx.sessions().prove(session.id, at(3)).await?;
    tx.commit().await?;
    let mut tx = neighbour.begin().await?;
    assert_eq!(tx.sessions().get(session.id).await?, None);
    assert_eq!(tx.sessions().lock(session.id).await?, None);
    assert_eq!(tx.sessions().list().await?, []);
    assert_eq!(tx.sessions().proved_at(session.id).await?, None);
    assert!(!tx.sessions().end(session.id, at(9)).await?);
    assert_eq!(tx.sessions().end_all(None, at(9)).await?, 0);
    tx.commit().await?;
    conflict(neighbour.begin().await?.sessions().prove(session.id, at(9)).await, "a proof in it")?;
    let taken = Session { user_id: neighbour.owner, ..session.rotated(Digest::of(b"second"), at(9)) };
    stale(neighbour.begin().await?.sessions().save(taken).await, "a save of it")?;
    let planted = Session { id: kit.build.id(), ..session.clone() };
    refused(neighbour.begin().await?.sessions().add(planted).await, "a session for it")?;
    assert_eq!(store.sessions().get(session.id).await?.as_ref(), Some(&session));
    assert_eq!(kit.read().await?.sessions().proved_at(session.id).await?, Some(at(3)));
    Ok(())
}

/// A proof is kept per session, the latest one.
pub async fn a_proof_is_one_of_a_session(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let (one, two) = (added(&kit).await?, added(&kit).await?);
    let mut tx = kit.begin().await?;
    assert_eq!(tx.sessions().proved_at(one.id).await?, None);
    for seconds in [5, 9] {
        tx.sessions().prove(one.id, at(seconds)).await?;
    }
    tx.commit().await?;
    let mut tx = kit.read().await?;
    assert_eq!(tx.sessions().proved_at(one.id).await?, Some(at(9)));
    assert_eq!(tx.sessions().proved_at(two.id).await?, None);
    drop(tx);
    let absent = kit.build.id();
    conflict(kit.begin().await?.sessions().prove(absent, at(9)).await, "a proof in no session")
}
