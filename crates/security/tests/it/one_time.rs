//! One-time codes, against the vectors of RFC 6238, appendix B.

use xinggen_domain::ports::OneTimeCodes;
use xinggen_security::TotpCodes;

#[test]
fn the_vectors_of_the_rfc_come_out() {
    // The RFC prints eight digits; six are their end.
    let vectors = [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_111_111_111, "050471"),
        (1_234_567_890, "005924"),
        (2_000_000_000, "279037"),
        (20_000_000_000, "353130"),
    ];
    for (second, code) in vectors {
        assert_eq!(TotpCodes.code(b"12345678901234567890", second / 30), code, "at {second}");
    }
}
