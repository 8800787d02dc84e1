//! Terms of a membership, which administrators grant and take back.

use super::{Accounts, NotAdmin, admin::admin};
use crate::{
    Actor, Invalid,
    credits::REASON,
    invalid::Checks,
    noted::entry,
    requests::{Once, from_not_once, of_admin},
};
use xinggen_domain::{
    Id as _, TermId, UserId,
    audit::AuditAct,
    error::StoreError,
    idempotency::{IdempotencyKey, MadeKind},
    limits::Problem,
    membership::{MembershipPlan, MembershipTerm, TermState, WITHOUT_END, granted_until},
    ports::TenantTx,
    time::Timestamp,
    user::{Role, User, UserStatus},
};

/// A term to grant; it begins at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantTerm {
    /// The plan.
    pub plan: MembershipPlan,
    /// When it ends; never, when none.
    pub ends_at: Option<Timestamp>,
    /// Why, for the term and the audit log.
    pub reason: String,
}

/// How a user stands with the membership.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// What the user may do at the moment.
    pub role: Role,
    /// The plan that was granted and holds at the moment; none without one.
    pub plan: Option<MembershipPlan>,
    /// When it ends; none without a plan, or without an end.
    pub ends_at: Option<Timestamp>,
    /// All terms, newest first.
    pub terms: Vec<MembershipTerm>,
}

/// Why a membership was not shown or changed; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum MembershipError {
    /// For administrators only.
    #[error(transparent)]
    NotAdmin(#[from] NotAdmin),
    /// The key was used for another request.
    #[error("the key was used for another request")]
    KeyReused,
    /// The same request is still in flight.
    #[error("the same request is still in flight")]
    InFlight,
    /// There is no such user or term, or the user's account is erased.
    #[error("no such user or term")]
    NotFound,
    /// A value cannot be.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

type Result<T> = std::result::Result<T, MembershipError>;

from_not_once! { MembershipError }

impl Accounts {
    /// How the actor stands with the membership.
    ///
    /// # Errors
    /// [`MembershipError::NotFound`] when the account is gone, or the database failed.
    pub async fn own_membership(&self, actor: Actor) -> Result<Membership> {
        let mut tx = self.ports.store.begin_read(actor.user_id).await?;
        let user = tx.profile().get().await?.ok_or(MembershipError::NotFound)?;
        let terms = tx.memberships().list().await?;
        Ok(Membership::of(&user, terms, self.ports.clock.now()))
    }

    /// How a user stands with the membership; for administrators.
    ///
    /// # Errors
    /// See [`MembershipError`].
    pub async fn membership_of(&self, actor: Actor, id: UserId) -> Result<Membership> {
        admin(actor)?;
        self.own_membership(Actor::new(id, Role::User)).await
    }

    /// Grants a user a term that begins at once; for administrators. Audited; the same request under the same key is
    /// answered with the term that it granted.
    ///
    /// # Errors
    /// See [`MembershipError`].
    pub async fn grant_membership(
        &self,
        actor: Actor,
        id: UserId,
        grant: GrantTerm,
        key: IdempotencyKey,
    ) -> Result<MembershipTerm> {
        admin(actor)?;
        let mut checks = Checks::default();
        let reason = checks.text("reason", REASON, &grant.reason);
        checks.done()?;
        let now = self.ports.clock.now();
        let mut once = Once::begin(&self.ports, id, of_admin(key, actor)).await?;
        let user = lock(once.tx()).await?;
        if let Some(made) = once.made_before(now).await? {
            let terms = once.tx().memberships().list().await?;
            let made = terms.into_iter().find(|term| term.id.as_uuid() == made);
            return made.ok_or(MembershipError::NotFound);
        }
        // Not before: the same request may have been done in time.
        if grant.ends_at.is_some_and(|end| end <= now) {
            return Err(Invalid::new("ends_at", Problem::Past).into());
        }
        let noted =
            entry(&self.ports, Some(actor), AuditAct::MembershipGranted, String::new(), reason.clone());
        let term = MembershipTerm {
            id: TermId::from_uuid(noted.id.as_uuid()),
            plan: grant.plan,
            actor_id: Some(actor.user_id),
            reason,
            starts_at: now,
            ends_at: grant.ends_at.map_or(WITHOUT_END, |end| end.min(WITHOUT_END)),
            state: TermState::Granted,
        };
        let tx = once.tx();
        tx.memberships().add(term.clone()).await?;
        save_end(tx, user).await?;
        let subject = term.id.to_string();
        tx.audit().add(xinggen_domain::audit::AuditEntry { subject, ..noted }).await?;
        once.commit(MadeKind::Entry, term.id.as_uuid(), now).await?;
        self.door.forget_all();
        Ok(term)
    }

    /// Takes a term back at once; for administrators. Audited; a term that was taken back before stays so.
    ///
    /// # Errors
    /// See [`MembershipError`].
    pub async fn revoke_membership(&self, actor: Actor, id: UserId, term: TermId) -> Result<()> {
        admin(actor)?;
        let mut tx = self.ports.store.begin(id).await?;
        let user = lock(&mut *tx).await?;
        if !tx.memberships().list().await?.iter().any(|known| known.id == term) {
            return Err(MembershipError::NotFound);
        }
        self.revoke_in(&mut *tx, actor, user, &[term]).await?;
        tx.commit().await?;
        self.door.forget_all();
        Ok(())
    }

    /// Takes every term of a user back that is granted and not over; for administrators. How many they were.
    ///
    /// # Errors
    /// See [`MembershipError`].
    pub async fn end_membership(&self, actor: Actor, id: UserId) -> Result<usize> {
        admin(actor)?;
        let now = self.ports.clock.now();
        let mut tx = self.ports.store.begin(id).await?;
        let user = lock(&mut *tx).await?;
        let terms = tx.memberships().list().await?;
        let live = |term: &&MembershipTerm| term.state == TermState::Granted && now < term.ends_at;
        let live: Vec<TermId> = terms.iter().filter(live).map(|term| term.id).collect();
        self.revoke_in(&mut *tx, actor, user, &live).await?;
        tx.commit().await?;
        self.door.forget_all();
        Ok(live.len())
    }

    async fn revoke_in(
        &self,
        tx: &mut dyn TenantTx,
        actor: Actor,
        user: User,
        terms: &[TermId],
    ) -> Result<()> {
        for term in terms {
            if tx.memberships().revoke(*term).await? {
                let (act, subject) = (AuditAct::MembershipRevoked, term.to_string());
                tx.audit().add(entry(&self.ports, Some(actor), act, subject, String::new())).await?;
            }
        }
        save_end(tx, user).await
    }
}

impl Membership {
    fn of(user: &User, terms: Vec<MembershipTerm>, now: Timestamp) -> Self {
        let counts = |term: &&MembershipTerm| {
            term.state == TermState::Granted && (term.starts_at..term.ends_at).contains(&now)
        };
        let plan = terms.iter().find(counts).map(|term| term.plan);
        let ends_at = user.vip_until.filter(|end| plan.is_some() && *end < WITHOUT_END);
        Self { role: user.role_at(now), plan, ends_at, terms }
    }
}

/// Locks a user whose membership changes. Erased accounts have none.
async fn lock(tx: &mut dyn TenantTx) -> Result<User> {
    let user = tx.profile().lock().await?.map(|(user, _)| user);
    user.filter(|user| user.status != UserStatus::Erased).ok_or(MembershipError::NotFound)
}

/// Saves until when the terms reach, as they are now.
async fn save_end(tx: &mut dyn TenantTx, user: User) -> Result<()> {
    let vip_until = granted_until(&tx.memberships().list().await?);
    Ok(tx.profile().save(User { vip_until, ..user }).await?)
}
