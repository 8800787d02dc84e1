//! [`AuditLog`](xinggen_domain::ports::AuditLog).

use super::{Kit, Outcome, StoreHarness, refused};
use crate::start;
use std::net::{IpAddr, Ipv4Addr};
use xinggen_domain::{
    AuditId,
    audit::{AuditAct, AuditEntry},
};

fn entry(kit: &Kit<'_>, act: AuditAct) -> AuditEntry {
    AuditEntry {
        id: kit.build.id(),
        act,
        actor_id: Some(kit.owner),
        subject: "任务 7".to_owned(),
        reason: "画面有误".to_owned(),
        address: Some(IpAddr::V4(Ipv4Addr::new(192, 0, 2, 7))),
        created_at: start(),
    }
}

async fn add(kit: &Kit<'_>, entry: AuditEntry) -> Outcome {
    let mut tx = kit.begin().await?;
    tx.audit().add(entry).await?;
    Ok(tx.commit().await?)
}

/// Every act comes back as it was added, newest first, in pages.
pub async fn entries_come_back_newest_first(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let mut expected: Vec<AuditEntry> = AuditAct::ALL.iter().map(|act| entry(&kit, *act)).collect();
    expected.push(AuditEntry {
        actor_id: None,
        address: None,
        subject: String::new(),
        ..entry(&kit, AuditAct::ALL[0])
    });
    for entry in &expected {
        add(&kit, entry.clone()).await?;
    }
    expected.reverse();
    let mut seen: Vec<AuditEntry> = Vec::new();
    loop {
        let before: Option<AuditId> = seen.last().map(|entry| entry.id);
        let page = kit.read().await?.audit().recent(before, 4).await?;
        assert!(page.len() <= 4, "at most as many as asked for");
        if page.is_empty() {
            break;
        }
        seen.extend(page);
    }
    assert_eq!(seen, expected);
    Ok(())
}

/// Nobody sees a neighbour's log.
pub async fn a_neighbour_sees_nothing(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    add(&kit, entry(&kit, AuditAct::CreditsAdjusted)).await?;
    let other = kit.neighbour().await?;
    assert_eq!(other.read().await?.audit().recent(None, 10).await?, []);
    Ok(())
}

/// An entry that was rolled back was never there, and none is written twice.
pub async fn an_entry_goes_with_its_transaction(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let mut tx = kit.begin().await?;
    tx.audit().add(entry(&kit, AuditAct::CreditsAdjusted)).await?;
    drop(tx);
    assert_eq!(kit.read().await?.audit().recent(None, 10).await?, []);
    let kept = entry(&kit, AuditAct::CreditsAdjusted);
    add(&kit, kept.clone()).await?;
    refused(kit.begin().await?.audit().add(kept).await, "the same entry again")?;
    Ok(())
}
