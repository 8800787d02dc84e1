use crate::{Keys, random::random};
use aws_lc_rs::hmac;
use xinggen_domain::{identity::Identity, ports::CodeIssuer, provenance::Digest, verification::CodePurpose};

/// How many codes there are.
const CODES: u128 = 1_000_000;

/// Codes from the operating system's random bytes, and digests by HMAC-SHA256.
pub struct HmacCodes {
    codes: hmac::Key,
    identities: hmac::Key,
}

impl HmacCodes {
    /// Codes sealed with the key for codes, identities marked with the one for identities.
    #[must_use]
    pub fn new(keys: &Keys) -> Self {
        Self { codes: keys.codes.clone(), identities: keys.identities.clone() }
    }
}

/// Every part with its length before it, so that no two lists of parts share a message.
fn digest(key: &hmac::Key, parts: &[&[u8]]) -> Digest {
    let mut context = hmac::Context::with_key(key);
    for part in parts {
        context.update(&(part.len() as u64).to_be_bytes());
        context.update(part);
    }
    let mut bytes = [0; 32];
    bytes.copy_from_slice(context.sign().as_ref());
    Digest::from_bytes(bytes)
}

fn parts(identity: &Identity) -> [&[u8]; 2] {
    [identity.kind().code().as_bytes(), identity.as_str().as_bytes()]
}

impl CodeIssuer for HmacCodes {
    fn new_code(&self) -> String {
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&random()[..16]);
        // 128 bits over a million: no code is likelier than another by more than one in 10^32.
        format!("{:06}", u128::from_be_bytes(bytes) % CODES)
    }

    fn seal(&self, request: Digest, purpose: CodePurpose, identity: &Identity, code: &str) -> Digest {
        let [kind, text] = parts(identity);
        digest(&self.codes, &[request.as_bytes(), purpose.code().as_bytes(), kind, text, code.as_bytes()])
    }

    fn mark(&self, identity: &Identity) -> Digest {
        digest(&self.identities, &parts(identity))
    }
}
