use crate::gate::Gate;
use argon2::{
    Argon2, PasswordHasher as _, PasswordVerifier as _,
    password_hash::{Error, phc},
};
use async_trait::async_trait;
use std::{
    num::NonZeroUsize,
    sync::{Arc, OnceLock},
};
use xinggen_domain::{
    ports::{HashingBusy, PasswordHasher},
    user::PasswordHash,
};

/// What is stored when hashing broke down: no hash, so no password fits.
const UNUSABLE: &str = "!";

/// Passwords by Argon2id with 19 MiB, two passes and one lane, as OWASP advises. Hashes that were made with other
/// parameters are checked with theirs.
#[derive(Debug, Clone)]
pub struct Argon2Passwords {
    argon2: Argon2<'static>,
    gate: Gate,
    /// The hash that stands in for one that is not there.
    nobody: Arc<OnceLock<phc::PasswordHash>>,
}

impl Argon2Passwords {
    /// Hashes at most so many passwords at once; each takes a thread and 19 MiB.
    #[must_use]
    pub fn new(at_once: NonZeroUsize) -> Self {
        // The defaults of the crate are the parameters named above; a test holds it to them.
        Self { argon2: Argon2::default(), gate: Gate::new(at_once), nobody: Arc::default() }
    }

    /// Spends the time of a verification on nobody's hash. The first time, making that hash is the work.
    fn pretend(&self, password: &[u8]) {
        if let Some(hash) = self.nobody.get() {
            let _ = self.argon2.verify_password(password, hash);
        } else if let Ok(hash) = self.argon2.hash_password(password) {
            let _ = self.nobody.set(hash);
        }
    }

    fn matches(&self, password: &[u8], hash: &phc::PasswordHash) -> bool {
        match self.argon2.verify_password(password, hash) {
            Ok(()) => true,
            Err(Error::PasswordInvalid) => false,
            Err(error) => {
                tracing::error!(%error, "a stored password cannot be checked");
                false
            }
        }
    }
}

#[async_trait]
impl PasswordHasher for Argon2Passwords {
    async fn hash(&self, password: &str) -> Result<PasswordHash, HashingBusy> {
        let (this, password) = (self.clone(), password.to_owned());
        let hashed = self.gate.run(move || this.argon2.hash_password(password.as_bytes())).await;
        Ok(PasswordHash(match hashed.map_err(|_| HashingBusy)? {
            Some(Ok(hash)) => hash.to_string(),
            Some(Err(error)) => {
                tracing::error!(%error, "a password cannot be hashed");
                UNUSABLE.to_owned()
            }
            None => UNUSABLE.to_owned(),
        }))
    }

    async fn verify(&self, password: &str, hash: Option<&PasswordHash>) -> Result<bool, HashingBusy> {
        let hash = hash.and_then(|hash| phc::PasswordHash::new(&hash.0).ok());
        let (this, password) = (self.clone(), password.to_owned());
        let verified = self.gate.run(move || match hash {
            Some(hash) => this.matches(password.as_bytes(), &hash),
            None => {
                this.pretend(password.as_bytes());
                false
            }
        });
        Ok(verified.await.map_err(|_| HashingBusy)? == Some(true))
    }

    fn is_current(&self, hash: &PasswordHash) -> bool {
        phc::PasswordHash::new(&hash.0).is_ok_and(|hash| {
            let made = argon2::Params::try_from(&hash).ok();
            hash.algorithm == argon2::ARGON2ID_IDENT
                && hash.version == Some(argon2::Version::default().into())
                && made.is_some_and(|made| {
                    let new = self.argon2.params();
                    (made.m_cost(), made.t_cost(), made.p_cost())
                        == (new.m_cost(), new.t_cost(), new.p_cost())
                })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Argon2Passwords;
    use crate::gate::tests::{all_begun_is_done, one_free_thread};
    use futures_util::{FutureExt, future::join_all};
    use std::num::NonZeroUsize;
    use xinggen_domain::ports::PasswordHasher;

    #[test]
    fn nothing_is_hashed_past_the_gate() {
        one_free_thread().block_on(async {
            let passwords = Argon2Passwords::new(NonZeroUsize::MIN);
            let hash = passwords.hash("one").await.expect("room");
            let (finish, finished) = std::sync::mpsc::channel::<()>();
            let mut busy = Box::pin(passwords.gate.run(move || finished.recv()));
            assert!(busy.as_mut().now_or_never().is_none(), "it has begun");
            let verify = |n| passwords.verify("one", (n % 2 == 0).then_some(&hash));
            let mut verified: Vec<_> = (0..20).map(verify).collect();
            let mut hashed = passwords.hash("two");
            for _ in 0..2 {
                assert!(verified.iter_mut().all(|verified| verified.as_mut().now_or_never().is_none()));
                assert!(hashed.as_mut().now_or_never().is_none());
                all_begun_is_done().await;
            }
            finish.send(()).expect("it still listens");
            busy.await.expect("room").expect("no panic").expect("sent");
            let answers = join_all(verified).await;
            assert!(answers.iter().enumerate().all(|(n, answer)| *answer == Ok(n % 2 == 0)), "{answers:?}");
            let hashed = hashed.await.expect("room");
            assert_eq!(passwords.verify("two", Some(&hashed)).await, Ok(true));
        });
    }

    #[tokio::test]
    async fn nobody_costs_as_much_as_somebody() {
        let passwords = Argon2Passwords::new(NonZeroUsize::MIN);
        assert_eq!(passwords.verify("one", None).await, Ok(false));
        let nobody = passwords.nobody.get().cloned().expect("made");
        assert_eq!(passwords.verify("two", None).await, Ok(false));
        assert_eq!(passwords.nobody.get(), Some(&nobody), "made once");
        let cost = |hash: &str| hash.rsplitn(3, '$').nth(2).map(str::to_owned);
        assert_eq!(cost(&nobody.to_string()), cost(&passwords.hash("one").await.expect("room").0));
    }
}
