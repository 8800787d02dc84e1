//! The blocks of addresses that requests are kept out of, written as IANA's registries list them, so that the two can
//! be compared line by line. Entries that the registries call globally reachable inside a block that is not are left
//! out: nothing that we call is there.

use ipnet::{Ipv4Net, Ipv6Net};
use std::net::{Ipv4Addr, Ipv6Addr};

const fn v4(a: u8, b: u8, c: u8, prefix: u8) -> Ipv4Net {
    Ipv4Net::new_assert(Ipv4Addr::new(a, b, c, 0), prefix)
}

/// By the first four of eight groups; the others are zero.
const fn v6(groups: [u16; 4], prefix: u8) -> Ipv6Net {
    let [a, b, c, d] = groups;
    Ipv6Net::new_assert(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0), prefix)
}

/// IPv4 addresses that are not globally reachable unicast addresses:
/// <https://www.iana.org/assignments/iana-ipv4-special-registry>, and
/// <https://www.iana.org/assignments/ipv4-address-space> for multicast.
pub(crate) const SPECIAL_V4: [Ipv4Net; 15] = [
    // "This network".
    v4(0, 0, 0, 8),
    // Private-Use.
    v4(10, 0, 0, 8),
    // Shared Address Space; metadata of Alibaba Cloud, 100.100.100.200, is in it.
    v4(100, 64, 0, 10),
    // Loopback.
    v4(127, 0, 0, 8),
    // Link Local; metadata of most clouds is in it.
    v4(169, 254, 0, 16),
    // Private-Use.
    v4(172, 16, 0, 12),
    // IETF Protocol Assignments; metadata of Oracle Cloud, 192.0.0.192, is in it.
    v4(192, 0, 0, 24),
    // Documentation (TEST-NET-1).
    v4(192, 0, 2, 24),
    // Deprecated (6to4 Relay Anycast).
    v4(192, 88, 99, 24),
    // Private-Use.
    v4(192, 168, 0, 16),
    // Benchmarking.
    v4(198, 18, 0, 15),
    // Documentation (TEST-NET-2).
    v4(198, 51, 100, 24),
    // Documentation (TEST-NET-3).
    v4(203, 0, 113, 24),
    // Multicast.
    v4(224, 0, 0, 4),
    // Reserved, with Limited Broadcast at its end.
    v4(240, 0, 0, 4),
];

/// All that is assigned as IPv6 global unicast:
/// <https://www.iana.org/assignments/ipv6-unicast-address-assignments>.
pub(crate) const GLOBAL_UNICAST_V6: Ipv6Net = v6([0x2000, 0, 0, 0], 3);

/// Blocks of global unicast that are not globally reachable:
/// <https://www.iana.org/assignments/iana-ipv6-special-registry>. 6to4, 2002::/16, counts as the IPv4 address in it.
pub(crate) const SPECIAL_V6: [Ipv6Net; 3] = [
    // IETF Protocol Assignments: Teredo, benchmarking, ORCHID.
    v6([0x2001, 0, 0, 0], 23),
    // Documentation.
    v6([0x2001, 0xdb8, 0, 0], 32),
    // Documentation.
    v6([0x3fff, 0, 0, 0], 20),
];

/// This machine and private networks, of IPv4: what an operator can allow.
pub(crate) const PRIVATE_V4: [Ipv4Net; 4] =
    [v4(127, 0, 0, 8), v4(10, 0, 0, 8), v4(172, 16, 0, 12), v4(192, 168, 0, 16)];

/// The same of IPv6, without the loopback address: Unique-Local.
pub(crate) const PRIVATE_V6: Ipv6Net = v6([0xfc00, 0, 0, 0], 7);

/// Where clouds serve metadata, credentials among it, outside the blocks that are never reached anyway.
pub(crate) const METADATA_V4: [Ipv4Net; 1] =
    // Azure.
    [Ipv4Net::new_assert(Ipv4Addr::new(168, 63, 129, 16), 32)];

/// The same of IPv6: they lie among the unique local addresses, which private networks use as well.
pub(crate) const METADATA_V6: [Ipv6Net; 4] = [
    // AWS: instance metadata, EKS Pod Identity.
    v6([0xfd00, 0xec2, 0, 0], 32),
    // Google Cloud.
    v6([0xfd20, 0xce, 0, 0], 32),
    // Oracle Cloud.
    v6([0xfd00, 0xc1, 0, 0], 32),
    // Scaleway.
    Ipv6Net::new_assert(Ipv6Addr::new(0xfd00, 0x42, 0, 0, 0, 0, 0, 0x42), 128),
];

/// IPv4-mapped and IPv4-IPv6 translation: the last 32 bits are an IPv4 address.
pub(crate) const LAST_BITS_ARE_V4: [Ipv6Net; 2] = [
    Ipv6Net::new_assert(Ipv6Addr::new(0, 0, 0, 0, 0, 0xffff, 0, 0), 96),
    Ipv6Net::new_assert(Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, 0, 0), 96),
];

/// IPv4-compatible, deprecated: likewise, but for the loopback address.
pub(crate) const COMPATIBLE_V4: Ipv6Net = v6([0; 4], 96);

/// 6to4: the second and third group are an IPv4 address.
pub(crate) const SIX_TO_FOUR: Ipv6Net = v6([0x2002, 0, 0, 0], 16);
