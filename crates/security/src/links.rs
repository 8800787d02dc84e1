use crate::Keys;
use aws_lc_rs::hmac;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use xinggen_domain::{AssetId, Id, UserId, ports::LinkSigner, time::Timestamp};

/// What is signed begins with this; whoever changes the message changes the number.
const VERSION: &[u8] = b"xinggen link 1\0";

/// Signatures by HMAC-SHA256, 43 characters of base64url.
pub struct HmacLinks {
    key: hmac::Key,
}

impl HmacLinks {
    /// Links signed with the key for links.
    #[must_use]
    pub fn new(keys: &Keys) -> Self {
        Self { key: keys.links.clone() }
    }
}

/// Every part has its fixed length, so no two links share a message.
fn message(user: UserId, asset: AssetId, until: Timestamp) -> Vec<u8> {
    let seconds = until.timestamp().to_be_bytes();
    [VERSION, user.as_uuid().as_bytes(), asset.as_uuid().as_bytes(), &seconds].concat()
}

impl LinkSigner for HmacLinks {
    fn sign(&self, user: UserId, asset: AssetId, until: Timestamp) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(hmac::sign(&self.key, &message(user, asset, until)))
    }

    fn check(&self, user: UserId, asset: AssetId, until: Timestamp, signature: &str, now: Timestamp) -> bool {
        let Ok(signature) = BASE64_URL_SAFE_NO_PAD.decode(signature) else { return false };
        // The comparison takes as long wherever the first difference is.
        let signed = hmac::verify(&self.key, &message(user, asset, until), &signature).is_ok();
        signed && now.timestamp() < until.timestamp()
    }
}
