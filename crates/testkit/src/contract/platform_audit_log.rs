//! [`PlatformAuditLog`](xinggen_domain::ports::PlatformAuditLog).

use super::{Kit, Outcome, StoreHarness, refused};
use crate::start;
use std::net::{IpAddr, Ipv6Addr};
use xinggen_domain::{
    audit::{AuditAct, AuditEntry},
    provenance::Digest,
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

/// None is written twice.
pub async fn an_entry_is_added_once(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let entry = entry(&kit, "一");
    store.platform_audit().add(entry.clone(), None).await?;
    refused(store.platform_audit().add(entry, None).await, "the same entry again")?;
    Ok(())
}
