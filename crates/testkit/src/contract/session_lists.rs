//! Several [`Sessions`](xinggen_domain::ports::Sessions) of a user, and what holds for one just now.

use super::{Kit, Outcome, StoreHarness, there};
use crate::start;
use chrono::Duration;
use xinggen_domain::{
    provenance::Digest,
    session::{Device, Session, Standing},
    time::Timestamp,
    user::{Role, User, UserStatus},
};

fn at(seconds: i64) -> Timestamp {
    start() + Duration::seconds(seconds)
}

async fn added(kit: &Kit<'_>, seconds: i64) -> Outcome<Session> {
    let device = Device {
        user_agent: Some("浏览器/1.0".to_owned()),
        address: "2001:db8::7".parse().ok().filter(|_| seconds > 0),
    };
    let session = Session::new(kit.build.id(), kit.owner, Digest::of(b"first"), at(seconds));
    let session = session.from_device(device);
    kit.add_session(session.clone()).await?;
    Ok(session)
}

async fn end(kit: &Kit<'_>, session: &Session, now: Timestamp) -> Outcome {
    let mut tx = kit.begin().await?;
    assert!(tx.sessions().end(session.id, now).await?);
    Ok(tx.commit().await?)
}

/// A user's sessions are listed newest first, with where they come from, without those that have ended.
pub async fn a_user_lists_the_live_ones(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let neighbour = kit.neighbour().await?;
    let (old, new, ended) = (added(&kit, 0).await?, added(&kit, 9).await?, added(&kit, 5).await?);
    added(&neighbour, 7).await?;
    end(&kit, &ended, at(10)).await?;
    assert_eq!(kit.read().await?.sessions().list().await?, [new, old]);
    Ok(())
}

/// All of a user's sessions end at the commit but the one that is spared; other users' go on, an earlier end stays.
pub async fn ending_all_spares_one_and_other_users(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let neighbour = kit.neighbour().await?;
    let (own, second, over) = (added(&kit, 0).await?, added(&kit, 1).await?, added(&kit, 2).await?);
    let other = added(&neighbour, 3).await?;
    let sessions = store.sessions();
    end(&kit, &over, at(5)).await?;
    let end_all = async |except, now| {
        let mut tx = kit.begin().await?;
        let ended = tx.sessions().end_all(except, now).await?;
        tx.commit().await?;
        Outcome::Ok(ended)
    };
    let mut dropped = kit.begin().await?;
    assert_eq!(dropped.sessions().end_all(None, at(9)).await?, 2);
    drop(dropped);
    assert_eq!(end_all(Some(own.id), at(10)).await?, 1);
    let ended = async |session: &Session| {
        Outcome::Ok(there(sessions.get(session.id).await?, "such session")?.ended_at)
    };
    assert_eq!((ended(&own).await?, ended(&second).await?), (None, Some(at(10))));
    assert_eq!(ended(&over).await?, Some(at(5)), "the first end counts");
    assert_eq!(end_all(None, at(20)).await?, 1);
    assert_eq!((ended(&own).await?, ended(&other).await?), (Some(at(20)), None));
    assert_eq!(end_all(None, at(30)).await?, 0);
    Ok(())
}

/// A standing is the session as it is stored and the user's role and status as they are stored.
pub async fn a_standing_tells_session_and_user(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let session = added(&kit, 1).await?;
    let sessions = store.sessions();
    let expected =
        Standing { session: session.clone(), role: Role::User, vip_until: None, status: UserStatus::Active };
    assert_eq!(sessions.standing(session.id).await?.as_ref(), Some(&expected));
    assert!(expected.holds(at(2)));
    let user = there(store.accounts().get(kit.owner).await?, "such user")?;
    let mut tx = kit.begin().await?;
    tx.profile().save(User { vip_until: Some(at(9)), status: UserStatus::Disabled, ..user }).await?;
    tx.commit().await?;
    let shut_out = there(sessions.standing(session.id).await?, "such session")?;
    assert_eq!((shut_out.role_at(at(8)), shut_out.status), (Role::Vip, UserStatus::Disabled));
    assert_eq!(shut_out.role_at(at(9)), Role::User);
    assert!(!shut_out.holds(at(2)));
    end(&kit, &session, at(3)).await?;
    let over = there(sessions.standing(session.id).await?, "such session")?;
    assert_eq!(over.session.ended_at, Some(at(3)));
    assert_eq!(sessions.standing(kit.build.id()).await?, None);
    Ok(())
}
