//! [`Housekeeping`](xinggen_domain::ports::Housekeeping).

use super::{Kit, Outcome, StoreHarness};
use crate::start;
use chrono::Duration;
use std::{
    collections::BTreeSet,
    net::{IpAddr, Ipv4Addr},
};
use xinggen_domain::{
    audit::{AuditAct, AuditEntry},
    event::Event,
    idempotency::{DoneRequest, IdempotencyKey, MadeKind},
    ports::EventBounds,
    provenance::Digest,
    time::Timestamp,
};

/// Long before anything.
fn never() -> Timestamp {
    start() - Duration::days(10_000)
}

fn at(seconds: i64) -> Timestamp {
    start() + Duration::seconds(seconds)
}

/// So many events, each later than the one before.
async fn events(kit: &Kit<'_>, count: usize) -> Outcome<Vec<Event>> {
    let drama = kit.drama().await?;
    for _ in 0..count {
        kit.add_job(&kit.build.image_job(&drama)).await?;
        kit.store.pass_time();
    }
    kit.events().await
}

/// Old events of all users go; the numbers of those that are left, and of new ones, stay what they are.
pub async fn old_events_are_forgotten(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let neighbour = kit.neighbour().await?;
    let (old, kept) = (events(&neighbour, 2).await?, events(&kit, 3).await?);
    assert_eq!((old.len(), kept.len()), (2, 3));
    let sweep = store.housekeeping();
    assert_eq!(sweep.forget(never(), never()).await?, 0, "nothing is that old");
    assert_eq!(sweep.forget(kept[1].created_at, never()).await?, 3, "two of one user, one of the other");
    assert_eq!(kit.events().await?, kept[1..], "what happened at that moment or later is kept");
    assert_eq!(neighbour.events().await?, []);
    let bounds = async |kit: &Kit<'_>| Outcome::Ok(kit.read().await?.events().bounds().await?);
    assert_eq!(bounds(&kit).await?, EventBounds { first: 2, last: 3 });
    assert_eq!(bounds(&neighbour).await?, EventBounds { first: 3, last: 2 }, "all are gone");
    assert_eq!(sweep.forget(kept[1].created_at, never()).await?, 0, "they are gone already");

    let more = events(&neighbour, 1).await?;
    assert_eq!(more.iter().map(|event| event.number).collect::<Vec<_>>(), [3], "numbers go on");
    assert_eq!(bounds(&neighbour).await?, EventBounds { first: 3, last: 3 });
    Ok(())
}

/// Old requests of all users are forgotten, so that their keys are free again.
pub async fn old_requests_are_forgotten(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let neighbour = kit.neighbour().await?;
    let request = |seconds: i64| DoneRequest {
        key: IdempotencyKey {
            operation: "generate".to_owned(),
            key: seconds.to_string(),
            request: Digest::of(b"POST /x"),
        },
        made: MadeKind::Job,
        made_id: kit.build.ids().next(),
        created_at: at(seconds),
    };
    let requests = [1, 2, 3].map(request);
    for user in [&kit, &neighbour] {
        let mut tx = user.begin().await?;
        for request in requests.clone() {
            assert!(tx.requests().add(request).await?);
        }
        tx.commit().await?;
    }
    assert_eq!(store.housekeeping().forget(never(), at(2)).await?, 2, "the first one of each user");
    for user in [&kit, &neighbour] {
        let mut tx = user.begin().await?;
        let [old, edge, new] = &requests;
        assert_eq!(tx.requests().find(&old.key).await?, None);
        assert_eq!(tx.requests().find(&edge.key).await?.as_ref(), Some(edge), "from that moment on");
        assert_eq!(tx.requests().find(&new.key).await?.as_ref(), Some(new));
        assert!(tx.requests().add(old.clone()).await?, "the key is free again");
    }
    Ok(())
}

/// Dramas that went into the trash long enough ago are listed with their owners until they are purged.
pub async fn what_is_long_in_the_trash_is_listed(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let neighbour = kit.neighbour().await?;
    kit.drama().await?;
    let old = kit.trash(&kit.drama().await?, at(1)).await?;
    kit.trash(&kit.drama().await?, at(10)).await?;
    let other = neighbour.trash(&neighbour.drama().await?, at(2)).await?;
    let sweep = store.housekeeping();
    assert_eq!(sweep.trashed(at(1), None, 9).await?, [], "before, not at that moment");
    let mut old_ones = [(kit.owner, old.id), (neighbour.owner, other.id)];
    old_ones.sort_by_key(|(_, drama)| *drama);
    assert_eq!(sweep.trashed(at(10), None, 9).await?, old_ones);
    assert_eq!(sweep.trashed(at(10), None, 1).await?, old_ones[..1], "at most as many as asked for");
    let seen = Some(old_ones[0].1);
    assert_eq!(sweep.trashed(at(10), seen, 9).await?, old_ones[1..], "behind the one that was seen");
    let mut tx = kit.begin().await?;
    tx.dramas().purge(old.id).await?;
    tx.commit().await?;
    assert_eq!(sweep.trashed(at(10), None, 9).await?, [(neighbour.owner, other.id)], "a purged one is done");
    Ok(())
}

/// Objects whose assets were removed are listed until they are forgotten.
pub async fn orphans_are_listed_until_forgotten(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let neighbour = kit.neighbour().await?;
    let sweep = store.housekeeping();
    let mut keys = BTreeSet::new();
    for user in [&kit, &kit, &neighbour] {
        let asset = user.asset().await?;
        let mut tx = user.begin().await?;
        assert!(tx.assets().remove(asset.id).await?);
        drop(tx);
        assert_eq!(sweep.orphans(None, 9).await?.len(), keys.len(), "what is rolled back is not removed");
        let mut tx = user.begin().await?;
        assert!(tx.assets().remove(asset.id).await?);
        tx.commit().await?;
        keys.insert(asset.key);
    }
    kit.asset().await?;
    let orphans = sweep.orphans(None, 9).await?;
    assert_eq!(orphans.iter().cloned().collect::<BTreeSet<_>>(), keys);
    assert_eq!(sweep.orphans(None, 2).await?, orphans[..2], "at most as many as asked for");
    assert_eq!(sweep.orphans(orphans.first(), 9).await?, orphans[1..], "behind the one that was seen");
    sweep.forget_orphans(&orphans[..2]).await?;
    assert_eq!(sweep.orphans(None, 9).await?, orphans[2..]);
    sweep.forget_orphans(&orphans).await?;
    sweep.forget_orphans(&[]).await?;
    assert_eq!(sweep.orphans(None, 9).await?, []);
    Ok(())
}

/// Entries from before the moment lose their addresses, the oldest first, and nothing else; later ones keep them.
pub async fn old_addresses_are_forgotten(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let neighbour = kit.neighbour().await?;
    let entry = |kit: &Kit<'_>, day: i64, address: Option<IpAddr>| AuditEntry {
        id: kit.build.id(),
        act: AuditAct::SignedIn,
        actor_id: Some(kit.owner),
        subject: "会话".to_owned(),
        reason: "说明".to_owned(),
        address,
        created_at: at(day),
    };
    let somewhere = Some(IpAddr::V4(Ipv4Addr::new(192, 0, 2, 7)));
    let days = [(3, somewhere), (1, somewhere), (2, None), (10, somewhere)];
    let mut logs = Vec::new();
    for user in [&kit, &neighbour] {
        let log: Vec<AuditEntry> = days.iter().map(|(day, address)| entry(user, *day, *address)).collect();
        let mut tx = user.begin().await?;
        for entry in &log {
            tx.audit().add(entry.clone()).await?;
        }
        tx.commit().await?;
        logs.push(log);
    }
    let platforms: Vec<AuditEntry> = days.iter().map(|(day, address)| entry(&kit, *day, *address)).collect();
    for entry in &platforms {
        store.platform_audit().add(entry.clone(), None).await?;
    }
    logs.push(platforms);
    let seen = async || -> Outcome<Vec<Vec<AuditEntry>>> {
        let mut seen = Vec::new();
        for user in [&kit, &neighbour] {
            seen.push(user.read().await?.audit().recent(None, 9).await?);
        }
        seen.push(store.platform_audit().recent(None, 9).await?);
        for log in &mut seen {
            log.reverse();
        }
        Ok(seen)
    };
    let sweep = store.housekeeping();
    assert_eq!(sweep.forget_addresses(at(1), 9).await?, 0, "before, not at that moment");
    assert_eq!(seen().await?, logs);
    let clear =
        |log: &mut Vec<AuditEntry>, places: &[usize]| places.iter().for_each(|at| log[*at].address = None);
    assert_eq!(sweep.forget_addresses(at(10), 2).await?, 4, "of each log at most as many as asked for");
    logs.iter_mut().for_each(|log| clear(log, &[1]));
    clear(&mut logs[2], &[0]);
    assert_eq!(seen().await?, logs, "the oldest first");
    assert_eq!(sweep.forget_addresses(at(10), 9).await?, 2);
    logs.iter_mut().for_each(|log| clear(log, &[0]));
    assert_eq!(seen().await?, logs);
    assert_eq!(sweep.forget_addresses(at(10), 9).await?, 0, "once");
    Ok(())
}
