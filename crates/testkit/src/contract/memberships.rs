//! [`Memberships`](xinggen_domain::ports::Memberships) and [`PlanBook`](xinggen_domain::ports::PlanBook).

use super::{Kit, Outcome, StoreHarness, conflict, refused};
use crate::start;
use std::num::{NonZeroU32, NonZeroU64};
use xinggen_domain::{
    membership::{MembershipPlan, MembershipTerm, TermState, WITHOUT_END},
    plan::{PerDrama, Plan, PlanName, PlanRow, Plans},
    user::{Role, User},
};

fn term(kit: &Kit<'_>) -> MembershipTerm {
    MembershipTerm {
        id: kit.build.id(),
        plan: MembershipPlan::Vip,
        actor_id: None,
        reason: String::new(),
        starts_at: start(),
        ends_at: WITHOUT_END,
        state: TermState::Granted,
    }
}

/// Terms come back as they were added, newest first, to their owner alone.
pub async fn terms_come_back_newest_first(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let first = term(&kit);
    let second = MembershipTerm {
        actor_id: Some(kit.owner),
        reason: "内测".to_owned(),
        ends_at: start() + chrono::Duration::days(30),
        ..term(&kit)
    };
    let mut tx = kit.begin().await?;
    for term in [&first, &second] {
        tx.memberships().add(term.clone()).await?;
    }
    tx.commit().await?;
    assert_eq!(kit.read().await?.memberships().list().await?, [second, first.clone()]);
    let neighbour = kit.neighbour().await?;
    assert_eq!(neighbour.read().await?.memberships().list().await?, []);
    let mut tx = kit.begin().await?;
    conflict(tx.memberships().add(first).await, "a second term with the same id")
}

/// A term is revoked once, by its owner's transaction, and stays as it was otherwise.
pub async fn a_term_is_revoked_once(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let (kept, gone) = (term(&kit), term(&kit));
    let mut tx = kit.begin().await?;
    for term in [&kept, &gone] {
        tx.memberships().add(term.clone()).await?;
    }
    tx.commit().await?;
    let mut foreign = kit.neighbour().await?.begin().await?;
    assert!(!foreign.memberships().revoke(gone.id).await?, "it is not the neighbour's");
    drop(foreign);
    let mut tx = kit.begin().await?;
    assert!(tx.memberships().revoke(gone.id).await?);
    assert!(!tx.memberships().revoke(gone.id).await?, "it is revoked already");
    tx.commit().await?;
    let revoked = MembershipTerm { state: TermState::Revoked, ..gone };
    assert_eq!(kit.read().await?.memberships().list().await?, [revoked, kept]);
    Ok(())
}

/// Until when a membership reaches is kept with the account; that it is a role is refused.
pub async fn a_membership_is_no_role(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let mut tx = kit.begin().await?;
    let known = super::there(tx.profile().get().await?, "such user")?;
    let member = User { vip_until: Some(WITHOUT_END), ..known };
    tx.profile().save(member.clone()).await?;
    tx.commit().await?;
    assert_eq!(kit.read().await?.profile().get().await?, Some(member.clone()));
    let mut tx = kit.begin().await?;
    refused(tx.profile().save(User { role: Role::Vip, ..member.clone() }).await, "the role")?;
    drop(tx);
    let newcomer = User { role: Role::Vip, ..kit.build.user() };
    let mut tx = store.unit_of_work().begin(newcomer.id).await?;
    refused(tx.profile().open(newcomer, None).await, "the role")?;
    drop(tx);
    assert_eq!(kit.read().await?.profile().get().await?, Some(member));
    Ok(())
}

/// Settings fill the plans in and change them, but not those that an administrator has changed.
pub async fn settings_seed_the_plans(store: &dyn StoreHarness) -> Outcome {
    let book = store.plans();
    assert_eq!(book.list().await?, []);
    let per_drama =
        PerDrama { episodes: NonZeroU32::new(5), props: NonZeroU32::new(7), ..PerDrama::default() };
    let full = Plan {
        running_jobs: NonZeroU32::new(2),
        storage_bytes: NonZeroU64::new(5_000_000_000),
        dramas: NonZeroU32::new(30),
        requests_per_minute: NonZeroU32::new(600),
        per_drama,
    };
    let rows = Plans { user: full, vip: Plan::default() }.rows();
    book.seed(rows.clone()).await?;
    assert_eq!(book.list().await?, rows);
    let changed = PlanRow { changed_at: Some(start()), benefits: vec!["logo".to_owned()], ..rows[1].clone() };
    let other = PlanRow { plan: Plan { dramas: None, ..full }, ..rows[0].clone() };
    book.seed(vec![changed.clone(), other.clone()]).await?;
    book.seed(Plans { user: other.plan, vip: full }.rows()).await?;
    let kept = book.list().await?;
    assert_eq!(kept, [other.clone(), changed]);
    assert_eq!(kept[1].name, PlanName::Vip);
    assert_eq!(Plans::default().with(&kept), Plans { user: other.plan, vip: Plan::default() });
    Ok(())
}
