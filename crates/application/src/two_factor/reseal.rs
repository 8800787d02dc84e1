use super::TwoFactor;
use xinggen_domain::{
    UserId, error::StoreError, ports::OpenSecretError, sealed::SecretLabel, second_factor::SecondFactor,
};

/// How many are read at once.
const BATCH: u32 = 100;

/// What became of the sealed secrets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Resealed {
    /// How many were sealed anew.
    pub done: usize,
    /// How many were sealed with the newest key already.
    pub current: usize,
    /// Whose could not be opened, and why.
    pub broken: Vec<(UserId, OpenSecretError)>,
}

impl TwoFactor {
    /// Seals every secret with the newest key. Can be repeated, and goes on where it was broken off.
    ///
    /// # Errors
    /// The database failed.
    pub async fn reseal(&self) -> Result<Resealed, StoreError> {
        let (mut told, mut last) = (Resealed::default(), None);
        loop {
            let page = self.ports.second_factors.page(last, BATCH).await?;
            let Some(end) = page.last() else {
                return Ok(told);
            };
            last = Some(end.user_id);
            for factor in page {
                self.reseal_one(factor, &mut told).await?;
            }
        }
    }

    /// Whether the secret of any second factor is sealed with this master key.
    ///
    /// # Errors
    /// The database failed.
    pub async fn is_sealed_with(&self, key: &str) -> Result<bool, StoreError> {
        let mut last = None;
        loop {
            let page = self.ports.second_factors.page(last, BATCH).await?;
            let Some(end) = page.last() else { return Ok(false) };
            last = Some(end.user_id);
            if page.iter().any(|factor| factor.secret.key_id == key) {
                return Ok(true);
            }
        }
    }

    async fn reseal_one(&self, factor: SecondFactor, told: &mut Resealed) -> Result<(), StoreError> {
        let (user, label) = (factor.user_id, SecretLabel::second_factor(factor.user_id));
        if self.ports.secret_box.is_current(&factor.secret) {
            told.current += 1;
            return Ok(());
        }
        // As it is now: a code may have been shown since the page was read.
        let mut tx = self.ports.store.begin(user).await?;
        let Some(factor) = tx.second_factors().lock().await? else { return Ok(()) };
        if self.ports.secret_box.is_current(&factor.secret) {
            told.current += 1;
            return Ok(());
        }
        match self.ports.secret_box.open(label, &factor.secret) {
            Ok(secret) => {
                let secret = self.ports.secret_box.seal(label, &secret);
                tx.second_factors().save(SecondFactor { secret, ..factor }).await?;
                tx.commit().await?;
                told.done += 1;
            }
            Err(error) => told.broken.push((user, error)),
        }
        Ok(())
    }
}
