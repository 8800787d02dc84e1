use super::TwoFactor;
use crate::Actor;
use xinggen_domain::{
    SessionId,
    error::StoreError,
    second_factor::{SecondFactor, ShownCode, proof_ends},
    time::Timestamp,
};

/// How often a code is looked at anew because others show codes at the same moment.
const TRIES: usize = 20;

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
        self.show(actor, code, |factor| factor.confirmed_at.is_some(), |factor| factor).await?;
        let now = self.ports.clock.now();
        self.ports.second_factors.prove(actor.user_id, session, now).await?;
        Ok(proof_ends(now))
    }

    /// Looks at a code of a second factor that is `meant`, and writes down what follows: `then` of it when the code
    /// is right. Of several who show one code at once, one is right.
    pub(super) async fn show(
        &self,
        actor: Actor,
        code: &str,
        meant: impl Fn(&SecondFactor) -> bool + Send,
        then: impl Fn(SecondFactor) -> SecondFactor + Send,
    ) -> Result<(), ProveError> {
        for _ in 0..TRIES {
            let factor = self.ports.second_factors.get(actor.user_id).await?;
            let factor = factor.filter(&meant).ok_or(ProveError::Off)?;
            let secret = self.opened(&factor)?;
            let now = self.ports.clock.now();
            let shown = factor.shown(code, now, |step| self.ports.one_time.code(&secret, step));
            let (after, outcome) = match shown {
                ShownCode::Paused(until) => return Err(paused(until, now)),
                ShownCode::Right(after) => (then(after), Ok(())),
                ShownCode::Wrong(after) => (after, Err(ProveError::Wrong)),
            };
            if self.ports.second_factors.save(after).await? {
                return outcome;
            }
        }
        Err(ProveError::Store(StoreError::Stale("the second factor")))
    }
}

/// How long the pause still is, in whole seconds.
fn paused(until: Timestamp, now: Timestamp) -> ProveError {
    let seconds = (until - now).num_milliseconds().saturating_add(999).div_euclid(1000);
    ProveError::Paused { seconds: u32::try_from(seconds).unwrap_or(u32::MAX) }
}
