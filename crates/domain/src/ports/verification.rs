use crate::{
    error::StoreError,
    identity::Identity,
    provenance::Digest,
    time::Timestamp,
    verification::{CodePurpose, PendingCode},
};
use async_trait::async_trait;

/// Codes that were given out and not used yet.
#[async_trait]
pub trait VerificationCodes: Send + Sync {
    /// Keeps a code until it is used or over. Forgets those that were over when it was made.
    async fn add(&self, code: PendingCode) -> Result<(), StoreError>;

    /// Tries a code: whether the one of this request has this seal. A try is counted before it is compared, so that
    /// no number of tries at once is more than [`CODE_TRIES`](crate::verification::CODE_TRIES). The right one is
    /// taken, once; after too many tries or too much time no one is right.
    async fn take(&self, request: Digest, seal: Digest, now: Timestamp) -> Result<bool, StoreError>;

    /// Tries a code in the same way, and leaves it to be taken: for whoever has more to ask for first.
    async fn holds(&self, request: Digest, seal: Digest, now: Timestamp) -> Result<bool, StoreError>;
}

/// Makes codes, and the keyed digests that stand for codes and identities where they are stored.
pub trait CodeIssuer: Send + Sync {
    /// Six digits, every one of the million as likely as any other, and not to be foreseen.
    fn new_code(&self) -> String;

    /// What binds digits to the request that asked for them, to their purpose and to an identity.
    fn seal(&self, request: Digest, purpose: CodePurpose, identity: &Identity, code: &str) -> Digest;

    /// What stands for an identity where the identity itself must not be kept. Always the same for the same one.
    fn mark(&self, identity: &Identity) -> Digest;
}
