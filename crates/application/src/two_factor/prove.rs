use super::{TwoFactor, in_force, opened};
use crate::{Actor, Ports};
use xinggen_domain::{
    SessionId,
    error::StoreError,
    ports::TenantTx,
    second_factor::{SecondFactor, ShownCode, proof_ends},
    time::Timestamp,
};

/// Why a code proved nothing.
#[derive(Debug, thiserror::Error)]
pub enum ProveError {
    /// It is wrong, over, or was used before.
    #[error("the code is wrong")]
    Wrong,
    /// Too many wrong ones were shown; nothing is looked at for so many seconds.
    #[error("too many wrong codes")]
    Paused {
        /// After how many the next one is looked at.
        seconds: u32,
    },
    /// There is no second factor that it could be of.
    #[error("there is no second factor")]
    Off,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl TwoFactor {
    /// Shows a code in a session: until when the proof counts.
    ///
    /// # Errors
    /// See [`ProveError`].
    pub async fn prove(&self, actor: Actor, session: SessionId, code: &str) -> Result<Timestamp, ProveError> {
        let mut tx = self.ports.store.begin(actor.user_id).await?;
        let factor = tx.second_factors().lock().await?.filter(in_force).ok_or(ProveError::Off)?;
        match use_code(&self.ports, &mut *tx, factor, code, |factor| factor).await {
            Ok(()) => {
                let now = self.ports.clock.now();
                tx.sessions().prove(session, now).await?;
                tx.commit().await?;
                Ok(proof_ends(now))
            }
            Err(error) => {
                count_wrong(tx, &error).await?;
                Err(error)
            }
        }
    }
}

/// Looks at a code of a second factor that this transaction has locked, and writes what follows: `then` of the factor
/// when the code is right, one more wrong code when it is wrong. The transaction is to be committed in both cases; see
/// [`count_wrong`].
pub(crate) async fn use_code(
    ports: &Ports,
    tx: &mut dyn TenantTx,
    factor: SecondFactor,
    code: &str,
    then: impl FnOnce(SecondFactor) -> SecondFactor + Send,
) -> Result<(), ProveError> {
    let secret = opened(ports, &factor)?;
    let now = ports.clock.now();
    let (after, outcome) = match factor.shown(code, now, |step| ports.one_time.code(&secret, step)) {
        ShownCode::Paused(until) => return Err(paused(until, now)),
        ShownCode::Right(after) => (then(after), Ok(())),
        ShownCode::Wrong(after) => (after, Err(ProveError::Wrong)),
    };
    tx.second_factors().save(after).await?;
    outcome
}

/// Commits the count of a code that was wrong; what ended in another error wrote nothing.
pub(super) async fn count_wrong(tx: Box<dyn TenantTx>, error: &ProveError) -> Result<(), StoreError> {
    if matches!(error, ProveError::Wrong) { tx.commit().await } else { Ok(()) }
}

/// How long the pause still is, in whole seconds.
fn paused(until: Timestamp, now: Timestamp) -> ProveError {
    let seconds = (until - now).num_milliseconds().saturating_add(999).div_euclid(1000);
    ProveError::Paused { seconds: u32::try_from(seconds).unwrap_or(u32::MAX) }
}
