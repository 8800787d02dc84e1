//! The second factor: enrolling, proving, and what may only be done right after a proof.
//!
//! Whoever has a second factor in force, and every admin, may do what is dangerous only in a session that gave a
//! proof in the last minutes. An admin without a second factor has to enrol one first.

mod enrol;
mod prove;
mod reseal;

pub use enrol::{EnrolError, Enrolled, EnrolmentView};
pub use prove::ProveError;
pub use reseal::Resealed;

use crate::{Actor, Ports};
use xinggen_domain::{
    SessionId,
    error::StoreError,
    ports::OpenSecretError,
    sealed::SecretLabel,
    second_factor::{SecondFactor, proof_counts},
};

/// Enrols second factors, checks codes, and says who may do what is dangerous.
#[derive(Clone)]
pub struct TwoFactor {
    ports: Ports,
}

impl TwoFactor {
    /// Over these ports.
    #[must_use]
    pub fn new(ports: Ports) -> Self {
        Self { ports }
    }

    /// Whether the actor may do what is dangerous in this session just now.
    ///
    /// # Errors
    /// The database failed.
    pub async fn may_act(&self, actor: Actor, session: SessionId) -> Result<bool, StoreError> {
        let factor = self.ports.second_factors.get(actor.user_id).await?;
        let in_force = factor.is_some_and(|factor| factor.confirmed_at.is_some());
        if !in_force {
            return Ok(!actor.is_admin());
        }
        let proved_at = self.ports.second_factors.proved_at(actor.user_id, session).await?;
        Ok(proved_at.is_some_and(|proved_at| proof_counts(proved_at, self.ports.clock.now())))
    }

    /// The secret of a second factor.
    fn opened(&self, factor: &SecondFactor) -> Result<Vec<u8>, StoreError> {
        let label = SecretLabel::second_factor(factor.user_id);
        self.ports.secret_box.open(label, &factor.secret).map_err(|error| match error {
            OpenSecretError::UnknownKey(_) => StoreError::Backend(error.into()),
            OpenSecretError::Broken => StoreError::Corrupt(error.to_string()),
        })
    }
}
