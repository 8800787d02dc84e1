use aws_lc_rs::hmac;
use xinggen_domain::ports::OneTimeCodes;

/// One-time codes by RFC 6238 with SHA-1, 30 seconds and six digits: the one kind that all apps know. The weakness of
/// SHA-1 (collisions) is of no use against HMAC.
#[derive(Debug, Clone, Copy, Default)]
pub struct TotpCodes;

impl OneTimeCodes for TotpCodes {
    fn code(&self, secret: &[u8], step: i64) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret);
        let tag = hmac::sign(&key, &step.to_be_bytes());
        // Dynamic truncation, RFC 4226, section 5.3.
        let bytes = tag.as_ref();
        let start = bytes.last().map_or(0, |last| usize::from(last & 15));
        let taken =
            bytes.iter().skip(start).take(4).fold(0_u32, |number, byte| (number << 8) | u32::from(*byte));
        format!("{:06}", (taken & 0x7fff_ffff) % 1_000_000)
    }
}
