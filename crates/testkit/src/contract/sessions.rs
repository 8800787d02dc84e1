//! [`Sessions`](xinggen_domain::ports::Sessions).

use super::{Kit, Outcome, StoreHarness, rivalry::at_once};
use crate::start;
use chrono::Duration;
use xinggen_domain::{provenance::Digest, session::Session, time::Timestamp};

fn at(seconds: i64) -> Timestamp {
    start() + Duration::seconds(seconds)
}

async fn added(kit: &Kit<'_>) -> Outcome<Session> {
    let session = Session::new(kit.build.id(), kit.owner, Digest::of(b"first"), at(0));
    kit.store.sessions().add(session.clone()).await?;
    Ok(session)
}

/// Every field survives, set or empty, and an unknown id finds nothing.
pub async fn comes_back_as_it_was_added(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let plain = added(&kit).await?;
    let full = Session {
        previous: Some(Digest::of(b"zero")),
        refreshed_at: at(20),
        ended_at: Some(at(30)),
        ..Session::new(kit.build.id(), kit.neighbour().await?.owner, Digest::of(b"one"), at(10))
    };
    let sessions = store.sessions();
    sessions.add(full.clone()).await?;
    for session in [plain, full] {
        assert_eq!(sessions.get(session.id).await?, Some(session));
    }
    assert_eq!(sessions.get(kit.build.id()).await?, None);
    Ok(())
}

/// A session is replaced by who knows the secret that is stored, once.
pub async fn a_replacement_needs_the_stored_secret(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let (session, other) = (added(&kit).await?, added(&kit).await?);
    let sessions = store.sessions();
    let next = session.rotated(Digest::of(b"second"), at(60));
    assert!(!sessions.replace(next.clone(), Digest::of(b"guessed")).await?, "another secret");
    assert_eq!(sessions.get(session.id).await?.as_ref(), Some(&session), "nothing was written");
    assert!(sessions.replace(next.clone(), session.secret).await?, "the stored secret");
    assert_eq!(sessions.get(session.id).await?.as_ref(), Some(&next));
    let again = session.rotated(Digest::of(b"another second"), at(61));
    assert!(!sessions.replace(again, session.secret).await?, "a used secret");
    assert_eq!(sessions.get(session.id).await?, Some(next));
    assert_eq!(sessions.get(other.id).await?, Some(other), "the other session with that secret stands");
    let absent = Session { id: kit.build.id(), ..session.clone() };
    assert!(!sessions.replace(absent.clone(), session.secret).await?, "a session that is not there");
    assert_eq!(sessions.get(absent.id).await?, None);
    Ok(())
}

/// Of twenty who refresh a session with one secret at once, one does.
pub async fn one_of_many_replaces_a_session(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let session = added(&kit).await?;
    let rivals: Vec<_> = (0..20_u8)
        .map(|number| {
            let (sessions, secret) = (store.sessions(), session.secret);
            let next = session.rotated(Digest::of(&[number]), at(number.into()));
            async move { Outcome::Ok(sessions.replace(next.clone(), secret).await?.then_some(next)) }
        })
        .collect();
    let winners: Vec<Session> = at_once(rivals).await?.into_iter().flatten().collect();
    assert_eq!(winners.len(), 1, "one replacement goes through");
    assert_eq!(store.sessions().get(session.id).await?.as_ref(), winners.first());
    Ok(())
}

/// An ended session stays, keeps the moment of its first end, and is not replaced any more.
pub async fn an_ended_one_stays_ended(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let (session, other) = (added(&kit).await?, added(&kit).await?);
    let sessions = store.sessions();
    sessions.end(session.id, at(5)).await?;
    sessions.end(session.id, at(9)).await?;
    sessions.end(kit.build.id(), at(5)).await?;
    let ended = Session { ended_at: Some(at(5)), ..session.clone() };
    assert_eq!(sessions.get(session.id).await?.as_ref(), Some(&ended));
    let next = session.rotated(Digest::of(b"second"), at(10));
    assert!(!sessions.replace(next, session.secret).await?, "it has ended");
    assert_eq!(sessions.get(session.id).await?, Some(ended));
    assert_eq!(sessions.get(other.id).await?, Some(other), "the user's other session goes on");
    Ok(())
}
