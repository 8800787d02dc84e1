//! Signatures of requests to Aliyun: version 3 of its signature mechanism, `ACS3-HMAC-SHA256`.
//! <https://help.aliyun.com/zh/sdk/product-overview/v3-request-structure-and-signature>

use aws_lc_rs::hmac;
use std::fmt::Write as _;
use xinggen_domain::provenance::Digest;

const ALGORITHM: &str = "ACS3-HMAC-SHA256";

/// A POST without a body to the root of a host: what calls of the RPC kind look like.
pub(crate) struct Call<'a> {
    pub(crate) host: &'a str,
    pub(crate) action: &'a str,
    pub(crate) version: &'a str,
    /// UTC, like `2023-10-26T10:22:32Z`.
    pub(crate) date: &'a str,
    /// Never used before.
    pub(crate) nonce: &'a str,
    pub(crate) query: &'a [(&'a str, &'a str)],
}

/// Whose call it is.
pub(crate) struct Key<'a> {
    pub(crate) id: &'a str,
    pub(crate) secret: &'a str,
}

/// A call, ready to be sent.
pub(crate) struct Signed {
    /// Behind the question mark.
    pub(crate) query: String,
    /// All but `host`, which the client writes itself.
    pub(crate) headers: Vec<(&'static str, String)>,
}

impl Call<'_> {
    /// Signs the call.
    pub(crate) fn sign(&self, key: &Key<'_>) -> Signed {
        let (query, body) = (self.canonical_query(), Digest::of(b"").to_string());
        // In alphabetical order, as the mechanism wants them.
        let headers = [
            ("host", self.host.to_owned()),
            ("x-acs-action", self.action.to_owned()),
            ("x-acs-content-sha256", body.clone()),
            ("x-acs-date", self.date.to_owned()),
            ("x-acs-signature-nonce", self.nonce.to_owned()),
            ("x-acs-version", self.version.to_owned()),
        ];
        let names: Vec<&str> = headers.iter().map(|(name, _)| *name).collect();
        let names = names.join(";");
        let lines: String = headers.iter().map(|(name, value)| format!("{name}:{value}\n")).collect();
        let request = format!("POST\n/\n{query}\n{lines}\n{names}\n{body}");
        let text = format!("{ALGORITHM}\n{}", Digest::of(request.as_bytes()));
        let secret = hmac::Key::new(hmac::HMAC_SHA256, key.secret.as_bytes());
        let signature = hexadecimal(hmac::sign(&secret, text.as_bytes()).as_ref());
        let authorization =
            format!("{ALGORITHM} Credential={},SignedHeaders={names},Signature={signature}", key.id);
        let mut headers: Vec<_> = headers.into_iter().filter(|(name, _)| *name != "host").collect();
        headers.push(("authorization", authorization));
        Signed { query, headers }
    }

    fn canonical_query(&self) -> String {
        let mut pairs: Vec<(String, String)> =
            self.query.iter().map(|(name, value)| (encoded(name), encoded(value))).collect();
        pairs.sort();
        let pairs: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
        pairs.join("&")
    }
}

/// Percent-encoding as RFC 3986 has it.
fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing into a String cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example with fixed parameters in Aliyun's own description of the mechanism.
    #[test]
    fn the_published_example_has_its_published_signature() {
        let call = Call {
            host: "ecs.cn-shanghai.aliyuncs.com",
            action: "RunInstances",
            version: "2014-05-26",
            date: "2023-10-26T10:22:32Z",
            nonce: "3156853299f313e23d1673dc12e1703d",
            query: &[
                ("RegionId", "cn-shanghai"),
                ("ImageId", "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd"),
            ],
        };
        let signed = call.sign(&Key { id: "YourAccessKeyId", secret: "YourAccessKeySecret" });
        assert_eq!(
            signed.query,
            "ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd&RegionId=cn-shanghai"
        );
        let (name, authorization) = signed.headers.last().expect("headers");
        assert_eq!(*name, "authorization");
        assert_eq!(
            authorization,
            "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;\
             x-acs-date;x-acs-signature-nonce;x-acs-version,\
             Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"
        );
    }

    #[test]
    fn everything_but_letters_digits_and_four_signs_is_encoded() {
        assert_eq!(encoded("星 a+b*c~-_.{\"}"), "%E6%98%9F%20a%2Bb%2Ac~-_.%7B%22%7D");
    }
}
