//! Quotas: what a plan allows, how somebody stands with theirs, and holding to it.
//!
//! What is there already never goes because of a quota, and what was paid for is stored even when it is the drop too
//! much: files are refused at the upload, and generations where they are ordered. So a script that was ordered brings
//! all its people, scenes and props with it; the next script is refused where one of them has become too many.

use crate::{Actor, Ports};
use xinggen_domain::{
    DramaId,
    error::StoreError,
    job::Operation,
    plan::{DramaPart, Plan, Quota, QuotaReached, allow},
    ports::TenantTx,
    rate::Allowance,
};

/// Says what plans allow.
#[derive(Clone)]
pub struct Quotas {
    ports: Ports,
}

/// How somebody stands with their plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlanStanding {
    /// What there may be.
    pub plan: Plan,
    /// Jobs that run just now.
    pub running_jobs: u64,
    /// Bytes of files.
    pub storage_bytes: u64,
    /// Dramas outside the trash.
    pub dramas: u64,
}

impl Quotas {
    /// Over these ports.
    #[must_use]
    pub fn new(ports: Ports) -> Self {
        Self { ports }
    }

    /// Counts a request of the actor: what is left for the minute, or when to come again. None where nothing is
    /// counted.
    ///
    /// # Errors
    /// The counter failed.
    pub async fn count_request(&self, actor: Actor) -> Result<Option<Allowance>, StoreError> {
        let Some(rate) = self.ports.plans.of(actor.role).requests() else { return Ok(None) };
        let key = format!("requests/of/{}", actor.user_id);
        Ok(Some(self.ports.requests.take(&key, rate, self.ports.clock.now()).await?))
    }

    /// How the actor stands.
    ///
    /// # Errors
    /// The database failed.
    pub async fn standing(&self, actor: Actor) -> Result<PlanStanding, StoreError> {
        let mut tx = self.ports.store.begin_read(actor.user_id).await?;
        let running_jobs = tx.jobs().running().await?;
        let storage_bytes = tx.assets().bytes().await?;
        let dramas = tx.dramas().count().await?;
        let plan = self.ports.plans.of(actor.role);
        Ok(PlanStanding { plan, running_jobs, storage_bytes, dramas })
    }
}

impl Ports {
    /// Why the actor may not have one more drama; none when they may. Locks the account, so that of many at once no
    /// more are made than there may be.
    pub(crate) async fn too_many_dramas(
        &self,
        tx: &mut dyn TenantTx,
        actor: Actor,
    ) -> Result<Option<QuotaReached>, StoreError> {
        let Some(limit) = self.plans.of(actor.role).dramas else { return Ok(None) };
        tx.profile().lock().await?;
        let used = tx.dramas().count().await?;
        Ok(allow(Quota::Dramas, Some(limit.get().into()), used, 1).err())
    }

    /// Why the actor may not add one more of this part to a drama; none when they may. The caller has locked the account,
    /// so that of many at once no more are added than there may be.
    pub(crate) async fn too_many_in_drama(
        &self,
        tx: &mut dyn TenantTx,
        actor: Actor,
        drama: DramaId,
        part: DramaPart,
    ) -> Result<Option<QuotaReached>, StoreError> {
        self.room_in_drama(tx, actor, drama, part, 1).await
    }

    /// Why the actor may not order this for a drama; none when they may. The caller has locked the account.
    ///
    /// Everything needs room for one byte. A script needs room for its people, scenes and props: where they are just as
    /// many as there may be it can be ordered, because it may need no new ones; where an earlier script has brought more
    /// it cannot.
    pub(crate) async fn no_room_for(
        &self,
        tx: &mut dyn TenantTx,
        actor: Actor,
        operation: Operation,
        drama: DramaId,
    ) -> Result<Option<QuotaReached>, StoreError> {
        let full = self.storage_left(tx, actor, 1).await?;
        if full.is_some() || operation != Operation::Script {
            return Ok(full);
        }
        for part in DramaPart::CAST {
            let reached = self.room_in_drama(tx, actor, drama, part, 0).await?;
            if reached.is_some() {
                return Ok(reached);
            }
        }
        Ok(None)
    }

    async fn room_in_drama(
        &self,
        tx: &mut dyn TenantTx,
        actor: Actor,
        drama: DramaId,
        part: DramaPart,
        more: u64,
    ) -> Result<Option<QuotaReached>, StoreError> {
        let limit = self.plans.of(actor.role).per_drama.limit(part);
        let used = match part {
            DramaPart::Episodes => tx.episodes().count(drama).await?,
            DramaPart::Characters => tx.characters().count(drama).await?,
            DramaPart::Scenes => tx.scenes().count(drama).await?,
            DramaPart::Props => tx.props().count(drama).await?,
        };
        Ok(allow(part.quota(), Some(limit), used, more).err())
    }

    /// Why the actor may not store so many bytes more; none when they may. Locks the account, for the same reason.
    pub(crate) async fn too_much_storage(
        &self,
        tx: &mut dyn TenantTx,
        actor: Actor,
        more: u64,
    ) -> Result<Option<QuotaReached>, StoreError> {
        if self.plans.of(actor.role).storage_bytes.is_none() {
            return Ok(None);
        }
        tx.profile().lock().await?;
        self.storage_left(tx, actor, more).await
    }

    /// Why the actor may not store so many bytes more, as things stand; none when they may. How large what is
    /// generated will be, nobody knows before: an order needs room for one byte.
    pub(crate) async fn storage_left(
        &self,
        tx: &mut dyn TenantTx,
        actor: Actor,
        more: u64,
    ) -> Result<Option<QuotaReached>, StoreError> {
        let Some(limit) = self.plans.of(actor.role).storage_bytes else { return Ok(None) };
        let used = tx.assets().bytes().await?;
        Ok(allow(Quota::StorageBytes, Some(limit.get()), used, more).err())
    }
}
