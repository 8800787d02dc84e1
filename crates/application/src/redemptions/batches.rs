use super::RedemptionDesk;
use crate::{Actor, Invalid, invalid::Checks, noted::entry};
use xinggen_domain::{
    BatchId, Credits,
    audit::{AuditAct, AuditEntry},
    error::StoreError,
    limits::NAME,
    redemption::{RedemptionBatch, digest, text},
    time::Timestamp,
};

/// Codes that an admin wants.
#[derive(Debug, Clone)]
pub struct MakeBatch {
    /// What they are for; users see it in their statement.
    pub name: String,
    /// What each is worth.
    pub credits: u32,
    /// How many.
    pub count: u32,
    /// For how many days the credits last; for ever, when none.
    pub lasts_days: Option<u32>,
    /// Until when they can be redeemed; always, when none.
    pub redeem_until: Option<Timestamp>,
}

/// Why no codes were made.
#[derive(Debug, thiserror::Error)]
pub enum MakeBatchError {
    /// Only an admin may.
    #[error("only an admin may make redemption codes")]
    Forbidden,
    /// A value cannot be.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a batch was not shown or revoked.
#[derive(Debug, thiserror::Error)]
pub enum RevokeBatchError {
    /// Only an admin may.
    #[error("only an admin may see or revoke redemption codes")]
    Forbidden,
    /// There is no such batch.
    #[error("no such batch")]
    NotFound,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl RedemptionDesk {
    /// Makes a batch. The texts of its codes are given here and never again: only their digests are stored.
    ///
    /// # Errors
    /// See [`MakeBatchError`].
    pub async fn make(
        &self,
        actor: Actor,
        make: MakeBatch,
    ) -> Result<(RedemptionBatch, Vec<String>), MakeBatchError> {
        if !actor.is_admin() {
            return Err(MakeBatchError::Forbidden);
        }
        let mut checks = Checks::default();
        let batch = RedemptionBatch {
            id: self.ports.ids.id(),
            name: checks.text("name", NAME, &make.name),
            credits: Credits::new(i64::from(make.credits)),
            count: make.count,
            lasts_days: make.lasts_days,
            redeem_until: make.redeem_until,
            made_by: actor.user_id,
            created_at: self.ports.clock.now(),
            revoked_at: None,
        };
        batch.faults().into_iter().for_each(|(field, problem)| checks.refuse(field, problem));
        checks.done()?;
        let texts: Vec<String> = (0..batch.count).map(|_| self.code()).collect();
        let digests = texts.iter().filter_map(|text| digest(text)).collect();
        let noted = self.noted(actor, AuditAct::CodesMade, batch.id);
        self.ports.batches.add(batch.clone(), digests, Some(noted)).await?;
        Ok((batch, texts))
    }

    /// Batches older than `before` (none: from the last), newest first, each with how many codes were redeemed.
    ///
    /// # Errors
    /// See [`RevokeBatchError`].
    pub async fn batches(
        &self,
        actor: Actor,
        before: Option<BatchId>,
        limit: u32,
    ) -> Result<Vec<(RedemptionBatch, u32)>, RevokeBatchError> {
        if !actor.is_admin() {
            return Err(RevokeBatchError::Forbidden);
        }
        Ok(self.ports.batches.recent(before, limit).await?)
    }

    /// Makes the codes of a batch that nobody redeemed yet worthless.
    ///
    /// # Errors
    /// See [`RevokeBatchError`].
    pub async fn revoke(&self, actor: Actor, id: BatchId) -> Result<RedemptionBatch, RevokeBatchError> {
        if !actor.is_admin() {
            return Err(RevokeBatchError::Forbidden);
        }
        let now = self.ports.clock.now();
        let noted = self.noted(actor, AuditAct::CodesRevoked, id);
        let batch = self.ports.batches.revoke(id, now, Some(noted)).await?;
        batch.ok_or(RevokeBatchError::NotFound)
    }

    fn code(&self) -> String {
        let secret = self.ports.secrets.secret();
        let mut random = [0; 10];
        random.copy_from_slice(&secret[..10]);
        text(&random)
    }

    /// For the platform's audit log: a batch belongs to no user.
    fn noted(&self, actor: Actor, act: AuditAct, batch: BatchId) -> AuditEntry {
        entry(&self.ports, Some(actor), act, batch.to_string(), String::new())
    }
}
