use super::{
    ProveError, TwoFactor, in_force,
    prove::{count_wrong, use_code},
};
use crate::{Actor, noted::entry};
use xinggen_domain::{
    SessionId, UserId,
    audit::AuditAct,
    error::StoreError,
    ports::TenantTx,
    sealed::SecretLabel,
    second_factor::{
        RECOVERY_CODES, SECRET_BYTES, STEP_SECONDS, SecondFactor, base32, recovery_code, recovery_digest,
    },
    time::Timestamp,
    user::User,
};

/// Who issues the codes, as apps show it.
const ISSUER: &str = "Xinggen";

/// How an actor's second factor stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EnrolmentView {
    /// Since when it is in force, if it is.
    pub confirmed_at: Option<Timestamp>,
    /// How many recovery codes are left.
    pub recovery_left: usize,
}

/// What an app needs to show codes. It is told this once.
#[derive(Clone, PartialEq, Eq)]
pub struct Enrolled {
    /// The secret in base32, for typing.
    pub secret: String,
    /// The same as an address, for a QR code.
    pub uri: String,
}

/// Why nothing was enrolled.
#[derive(Debug, thiserror::Error)]
pub enum EnrolError {
    /// A second factor is in force.
    #[error("a second factor is in force")]
    InForce,
    /// The account is gone.
    #[error("the account is gone")]
    Gone,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl TwoFactor {
    /// How the actor's second factor stands.
    ///
    /// # Errors
    /// The database failed.
    pub async fn view(&self, actor: Actor) -> Result<EnrolmentView, StoreError> {
        let mut tx = self.ports.store.begin_read(actor.user_id).await?;
        let factor = tx.second_factors().get().await?.filter(in_force);
        Ok(EnrolmentView {
            confirmed_at: factor.as_ref().and_then(|factor| factor.confirmed_at),
            recovery_left: factor.map_or(0, |factor| factor.recovery.len()),
        })
    }

    /// Begins with a new secret, which is in force once a code of it was shown.
    ///
    /// # Errors
    /// See [`EnrolError`].
    pub async fn enrol(&self, actor: Actor) -> Result<Enrolled, EnrolError> {
        let mut tx = self.ports.store.begin(actor.user_id).await?;
        let user = tx.profile().get().await?.ok_or(EnrolError::Gone)?;
        let bits = self.ports.secrets.secret();
        let secret = &bits[..SECRET_BYTES];
        let sealed = self.ports.secret_box.seal(SecretLabel::second_factor(user.id), secret);
        let factor = SecondFactor::new(user.id, sealed, self.ports.clock.now());
        if !tx.second_factors().put(factor).await? {
            return Err(EnrolError::InForce);
        }
        tx.commit().await?;
        let secret = base32(secret);
        Ok(Enrolled { uri: uri(&user, &secret), secret })
    }

    /// Puts the enrolled secret in force by a code of it: the recovery codes, told this once. It is a proof, too.
    ///
    /// # Errors
    /// See [`ProveError`]; [`ProveError::Off`] when nothing was enrolled or it is in force already.
    pub async fn confirm(
        &self,
        actor: Actor,
        session: SessionId,
        code: &str,
    ) -> Result<Vec<String>, ProveError> {
        let codes = self.new_recovery_codes();
        let digests = codes.iter().map(|code| recovery_digest(actor.user_id, code)).collect::<Vec<_>>();
        let now = self.ports.clock.now();
        let confirmed = |factor: SecondFactor| SecondFactor {
            confirmed_at: Some(now),
            recovery: digests.clone(),
            ..factor
        };
        let mut tx = self.ports.store.begin(actor.user_id).await?;
        let factor = tx.second_factors().lock().await?.filter(|factor| !in_force(factor));
        let factor = factor.ok_or(ProveError::Off)?;
        if let Err(error) = use_code(&self.ports, &mut *tx, factor, code, confirmed).await {
            count_wrong(tx, &error).await?;
            return Err(error);
        }
        tx.sessions().prove(session, now).await?;
        self.note(&mut *tx, Some(actor), AuditAct::SecondFactorOn).await?;
        tx.commit().await?;
        Ok(codes)
    }

    /// Puts new recovery codes in the place of the old: told this once. None when no second factor is in force.
    ///
    /// # Errors
    /// The database failed.
    pub async fn renew_recovery(&self, actor: Actor) -> Result<Option<Vec<String>>, StoreError> {
        let mut tx = self.ports.store.begin(actor.user_id).await?;
        let Some(factor) = tx.second_factors().lock().await?.filter(in_force) else {
            return Ok(None);
        };
        let codes = self.new_recovery_codes();
        let recovery = codes.iter().map(|code| recovery_digest(actor.user_id, code)).collect();
        tx.second_factors().save(SecondFactor { recovery, ..factor }).await?;
        self.note(&mut *tx, Some(actor), AuditAct::RecoveryCodesRenewed).await?;
        tx.commit().await?;
        Ok(Some(codes))
    }

    /// Takes the second factor out of force, and forgets it.
    ///
    /// # Errors
    /// The database failed.
    pub async fn disable(&self, actor: Actor) -> Result<(), StoreError> {
        let mut tx = self.ports.store.begin(actor.user_id).await?;
        tx.second_factors().remove().await?;
        self.note(&mut *tx, Some(actor), AuditAct::SecondFactorOff).await?;
        tx.commit().await
    }

    /// Takes a lost second factor away from a user, as whoever runs the machine may. False when there was none.
    ///
    /// # Errors
    /// The database failed.
    pub async fn take_away(&self, user: UserId) -> Result<bool, StoreError> {
        let mut tx = self.ports.store.begin(user).await?;
        if !tx.second_factors().remove().await? {
            return Ok(false);
        }
        self.note(&mut *tx, None, AuditAct::SecondFactorOff).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn note(&self, tx: &mut dyn TenantTx, by: Option<Actor>, act: AuditAct) -> Result<(), StoreError> {
        tx.audit().add(entry(&self.ports, by, act, String::new(), String::new())).await
    }

    fn new_recovery_codes(&self) -> Vec<String> {
        let code = |_| {
            let mut bits = [0; 10];
            bits.copy_from_slice(&self.ports.secrets.secret()[..10]);
            recovery_code(bits)
        };
        (0..RECOVERY_CODES).map(code).collect()
    }
}

/// What apps read from a QR code:
/// <https://github.com/google/google-authenticator/wiki/Key-Uri-Format>.
fn uri(user: &User, secret: &str) -> String {
    let account = user.email.as_deref().or(user.phone.as_deref()).unwrap_or(&user.name);
    let account: String = account.bytes().map(escaped).collect();
    format!(
        "otpauth://totp/{ISSUER}:{account}?secret={secret}&issuer={ISSUER}&algorithm=SHA1&digits=6&period={STEP_SECONDS}"
    )
}

/// A byte as it may stand in an address (RFC 3986).
fn escaped(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
        char::from(byte).to_string()
    } else {
        format!("%{byte:02X}")
    }
}
