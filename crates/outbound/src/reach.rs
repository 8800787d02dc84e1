use crate::networks::{
    COMPATIBLE_V4, GLOBAL_UNICAST_V6, LAST_BITS_ARE_V4, METADATA_V4, METADATA_V6, PRIVATE_V4, PRIVATE_V6,
    SIX_TO_FOUR, SPECIAL_V4, SPECIAL_V6,
};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Where a client's requests may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// To public addresses, by https: for addresses that users give.
    Public,
    /// Also to this machine, then by http too, and to its private networks. Link-local addresses and those where
    /// clouds serve an instance's secrets are never called.
    Private,
    /// To any address, by the machine's proxy if it has one: only for addresses that the operator gives.
    Anywhere,
}

impl Reach {
    /// Whether requests may go to this address.
    pub(crate) fn includes(self, ip: IpAddr) -> bool {
        let ip = plain(ip);
        match self {
            Self::Public => !is_metadata(ip) && is_public(ip),
            Self::Private => !is_metadata(ip) && (is_public(ip) || is_private(ip)),
            Self::Anywhere => true,
        }
    }

    /// Whether a name may resolve to this address. `localhost` is this machine and nothing else.
    pub(crate) fn includes_resolved(self, name: &str, ip: IpAddr) -> bool {
        self.includes(ip) && (self == Self::Anywhere || name != "localhost" || is_loopback(ip))
    }
}

pub(crate) fn is_loopback(ip: IpAddr) -> bool {
    plain(ip).is_loopback()
}

/// An address without the ways to write an IPv4 one as IPv6.
fn plain(ip: IpAddr) -> IpAddr {
    let IpAddr::V6(six) = ip else { return ip };
    let [_, high, low, .., last_high, last_low] = six.segments();
    let compatible = COMPATIBLE_V4.contains(&six) && six != Ipv6Addr::LOCALHOST;
    if compatible || LAST_BITS_ARE_V4.iter().any(|block| block.contains(&six)) {
        four(last_high, last_low)
    } else if SIX_TO_FOUR.contains(&six) {
        four(high, low)
    } else {
        ip
    }
}

fn four(high: u16, low: u16) -> IpAddr {
    let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
    Ipv4Addr::new(a, b, c, d).into()
}

fn is_metadata(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => METADATA_V4.iter().any(|block| block.contains(&ip)),
        IpAddr::V6(ip) => METADATA_V6.iter().any(|block| block.contains(&ip)),
    }
}

fn is_private(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => PRIVATE_V4.iter().any(|block| block.contains(&ip)),
        IpAddr::V6(ip) => ip == Ipv6Addr::LOCALHOST || PRIVATE_V6.contains(&ip),
    }
}

fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => !SPECIAL_V4.iter().any(|block| block.contains(&ip)),
        IpAddr::V6(ip) => {
            GLOBAL_UNICAST_V6.contains(&ip) && !SPECIAL_V6.iter().any(|block| block.contains(&ip))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn reach(private: bool) -> Reach {
        if private { Reach::Private } else { Reach::Public }
    }

    #[test]
    fn private_addresses_are_not_reached_however_they_are_written() {
        let inside = [
            "127.0.0.1",
            "127.8.8.8",
            "10.0.0.1",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "::1",
            "fd00::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::a00:1",
            "2002:7f00:1::",
            "::7f00:1",
            "::ffff:c0a8:101",
        ];
        let never = [
            "169.254.169.254",
            "100.100.100.200",
            "100.64.0.1",
            "0.0.0.0",
            "255.255.255.255",
            "224.0.0.1",
            "198.18.0.1",
            "192.0.0.192",
            "168.63.129.16",
            "::",
            "fe80::1",
            "ff02::1",
            "fec0::1",
            "::ffff:169.254.169.254",
            "64:ff9b::a9fe:a9fe",
            "2001:db8::1",
            "2001::1",
            "64:ff9b:1::1",
        ];
        let outside =
            ["8.8.8.8", "47.93.0.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2408:4000::1"];
        let may = |text: &str, private| reach(private).includes(text.parse().expect("an address"));
        for text in inside {
            assert!(!may(text, false) && may(text, true), "{text}");
        }
        for text in never {
            assert!(!may(text, false) && !may(text, true), "{text}");
        }
        for text in outside {
            assert!(may(text, false) && may(text, true), "{text}");
        }
    }

    #[test]
    fn metadata_of_clouds_is_never_reached_however_it_is_written() {
        let metadata = [
            "169.254.169.254",
            "169.254.170.2",
            "169.254.170.23",
            "169.254.0.23",
            "100.100.100.200",
            "168.63.129.16",
            "192.0.0.192",
        ];
        let written = |ip: &str| {
            let ip: Ipv4Addr = ip.parse().expect("an address");
            let [a, b, c, d] = ip.octets();
            let (high, low) = (u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d]));
            [
                format!("{ip}"),
                format!("::ffff:{ip}"),
                format!("::ffff:0:{ip}"),
                format!("::{ip}"),
                format!("64:ff9b::{ip}"),
                format!("64:ff9b:1::{ip}"),
                format!("2002:{high:x}:{low:x}::1"),
            ]
        };
        let six = ["fd00:ec2::254", "fd00:ec2::23", "fd20:ce::254", "fd00:c1::a9fe:a9fe", "fd00:42::42"];
        let all = metadata.iter().flat_map(|ip| written(ip)).chain(six.map(str::to_owned));
        for text in all {
            let ip = text.parse().expect("an address");
            assert!(!Reach::Public.includes(ip) && !Reach::Private.includes(ip), "{text}");
            assert!(!Reach::Private.includes_resolved("metadata.example.com", ip), "{text}");
        }
        for near in ["fd00:ec3::254", "fd20:cf::254", "fd00:42::43"] {
            assert!(
                Reach::Private.includes(near.parse().expect("an address")),
                "{near}: a private network like any other"
            );
        }
    }

    #[test]
    fn localhost_is_this_machine() {
        let (here, there) = (IpAddr::from([127, 0, 0, 1]), IpAddr::from([10, 0, 0, 1]));
        assert!(Reach::Private.includes_resolved("localhost", here));
        assert!(!Reach::Private.includes_resolved("localhost", there));
        assert!(Reach::Private.includes_resolved("gateway.example.com", there));
    }

    #[test]
    fn an_operator_reaches_anything() {
        for text in ["169.254.169.254", "100.100.2.136", "10.0.0.1", "::1", "fd00:ec2::254"] {
            let ip = text.parse().expect("an address");
            assert!(Reach::Anywhere.includes_resolved("localhost", ip), "{text}");
        }
    }
}
