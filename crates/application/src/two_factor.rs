//! The second factor: enrolling, proving, and what may only be done right after a proof.
//!
//! Whoever has a second factor in force may do what is dangerous only in a session that gave a proof in the last
//! minutes. Where the operator says so, an administrator without a second factor has to enrol one first.

mod enrol;
mod prove;
mod reseal;

pub use enrol::{EnrolError, Enrolled, EnrolmentView};
pub use prove::ProveError;
pub(crate) use prove::use_code;
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
    admins_need_one: bool,
}

impl TwoFactor {
    /// Over these ports; an administrator may have to have a second factor before doing what is dangerous.
    #[must_use]
    pub fn new(ports: Ports, admins_need_one: bool) -> Self {
        Self { ports, admins_need_one }
    }

    /// Whether the actor may do what is dangerous in this session just now.
    ///
    /// # Errors
    /// The database failed.
    pub async fn may_act(&self, actor: Actor, session: SessionId) -> Result<bool, StoreError> {
        let mut tx = self.ports.store.begin_read(actor.user_id).await?;
        if tx.second_factors().get().await?.filter(in_force).is_none() {
            return Ok(!(actor.is_admin() && self.admins_need_one));
        }
        let proved_at = tx.sessions().proved_at(session).await?;
        Ok(proved_at.is_some_and(|proved_at| proof_counts(proved_at, self.ports.clock.now())))
    }
}

/// Whether codes of a second factor are asked for: its first code was shown.
pub(crate) fn in_force(factor: &SecondFactor) -> bool {
    factor.confirmed_at.is_some()
}

/// The secret of a second factor.
fn opened(ports: &Ports, factor: &SecondFactor) -> Result<Vec<u8>, StoreError> {
    let label = SecretLabel::second_factor(factor.user_id);
    ports.secret_box.open(label, &factor.secret).map_err(|error| match error {
        OpenSecretError::UnknownKey(_) => StoreError::Backend(error.into()),
        OpenSecretError::Broken => StoreError::Corrupt(error.to_string()),
    })
}
