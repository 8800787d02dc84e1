use crate::{AssetId, UserId, time::Timestamp};

/// Signs links to stored files, for clients that cannot send a header.
pub trait LinkSigner: Send + Sync {
    /// The signature of a link to an asset of a user that holds until `until` (whole seconds count).
    fn sign(&self, user: UserId, asset: AssetId, until: Timestamp) -> String;

    /// Whether the signature is right and the link not over.
    fn check(&self, user: UserId, asset: AssetId, until: Timestamp, signature: &str, now: Timestamp) -> bool;
}
