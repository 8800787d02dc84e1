//! [`PlatformAuditLog`](xinggen_domain::ports::PlatformAuditLog).

use super::{Kit, Outcome, StoreHarness, redemptions, refused};
use crate::start;
use std::net::{IpAddr, Ipv6Addr};
use xinggen_domain::{
    audit::{AuditAct, AuditEntry},
    job::Operation,
    pricing::PriceUnit,
    provenance::Digest,
    redemption::RedemptionBatch,
};

fn entry(kit: &Kit<'_>, reason: &str) -> AuditEntry {
    AuditEntry {
        id: kit.build.id(),
        act: AuditAct::SignInFailed,
        actor_id: None,
        subject: "email".to_owned(),
        reason: reason.to_owned(),
        address: Some(IpAddr::V6(Ipv6Addr::LOCALHOST)),
        created_at: start(),
    }
}

/// Entries come back as they were added, newest first, in pages; those about an identity by its mark.
pub async fn entries_are_found_by_their_mark(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let log = store.platform_audit();
    let [lin, chen, nobody] = [b"lin", b"che", b"???"].map(|text| Digest::of(text));
    let entries: Vec<AuditEntry> = ["一", "二", "三", "四"].map(|reason| entry(&kit, reason)).into();
    for (entry, mark) in entries.iter().zip([Some(lin), Some(chen), None, Some(lin)]) {
        log.add(entry.clone(), mark).await?;
    }
    let [first, second, third, fourth] = [0, 1, 2, 3].map(|at| entries[at].clone());
    assert_eq!(log.about(&[lin], None, 9).await?, [fourth.clone(), first.clone()]);
    assert_eq!(log.about(&[lin, chen], Some(fourth.id), 9).await?, [second.clone(), first.clone()]);
    assert_eq!(log.about(&[lin, chen], None, 1).await?, entries[3..]);
    assert_eq!(log.about(&[nobody], None, 9).await?, []);
    assert_eq!(log.about(&[], None, 9).await?, []);
    assert_eq!(log.recent(None, 2).await?, [fourth, third.clone()]);
    assert_eq!(log.recent(Some(third.id), 9).await?, [second, first]);
    Ok(())
}

/// A tenant's transaction adds failed sign-ins, at its commit, and nothing else.
pub async fn a_tenant_adds_failed_sign_ins(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let (entry, mark, log) = (entry(&kit, "一"), Digest::of(b"lin"), store.platform_audit());
    let mut dropped = kit.begin().await?;
    dropped.audit().add_failed_sign_in(entry.clone(), Some(mark)).await?;
    drop(dropped);
    assert_eq!(log.recent(None, 9).await?, []);
    let mut tx = kit.begin().await?;
    tx.audit().add_failed_sign_in(entry.clone(), Some(mark)).await?;
    tx.commit().await?;
    assert_eq!(log.about(&[mark], None, 9).await?, std::slice::from_ref(&entry));
    assert_eq!(kit.read().await?.audit().recent(None, 9).await?, [], "it is in the platform's log alone");
    let id = kit.build.id();
    for other in [
        AuditEntry { id, act: AuditAct::PriceAdded, ..entry.clone() },
        AuditEntry { id, actor_id: Some(kit.owner), ..entry },
    ] {
        refused(kit.begin().await?.audit().add_failed_sign_in(other, None).await, "another entry")?;
    }
    Ok(())
}

/// None is written twice.
pub async fn an_entry_is_added_once(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let entry = entry(&kit, "一");
    store.platform_audit().add(entry.clone(), None).await?;
    refused(store.platform_audit().add(entry, None).await, "the same entry again")?;
    Ok(())
}

/// What is noted of a price, a batch of codes or a configuration is there when that is, and only then.
pub async fn a_note_goes_with_what_it_is_of(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let note = |reason: &str| Some(entry(&kit, reason));
    let price = kit.build.price(Operation::Image, PriceUnit::Image, 7);
    store.prices().add(vec![], note("no price")).await?;
    store.prices().add(vec![price], note("price")).await?;
    let batch = redemptions::batch(&kit);
    store.batches().add(batch.clone(), redemptions::codes("a"), note("batch")).await?;
    let twice = RedemptionBatch { id: kit.build.id(), ..batch.clone() };
    refused(store.batches().add(twice, redemptions::codes("a"), note("codes twice")).await, "a code twice")?;
    store.batches().revoke(batch.id, start(), note("revoked")).await?;
    store.batches().revoke(batch.id, start(), note("revoked again")).await?;
    store.batches().revoke(kit.build.id(), start(), note("no batch")).await?;
    let (platform, made) = (store.platform_ai_configs(), kit.build.ai_config());
    platform.add(made.clone(), note("made")).await?;
    let (mut changed, mut late) = (made.clone(), made.clone());
    platform.save(&mut changed, note("changed")).await?;
    platform.save(&mut late, note("changed late")).await?;
    platform.delete(made.id, made.version, note("deleted late")).await?;
    platform.delete(made.id, changed.version, note("deleted")).await?;
    let noted = store.platform_audit().recent(None, 20).await?;
    let noted: Vec<&str> = noted.iter().rev().map(|entry| entry.reason.as_str()).collect();
    assert_eq!(noted, ["price", "batch", "revoked", "made", "changed", "deleted"]);
    Ok(())
}
