//! Which addresses may be asked at all.

use reqwest::Url;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use xinggen_domain::vendor::AddressFault;

/// The address that a text is, if a vendor may be there. Where a name leads is a question for each call.
pub(crate) fn check(text: &str, allow_private: bool) -> Result<Url, AddressFault> {
    let url = Url::parse(text).map_err(|_| AddressFault::Malformed)?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(AddressFault::UserInfo);
    }
    if url.fragment().is_some() || url.query().is_some() {
        return Err(AddressFault::Extra);
    }
    check_reach(&url, allow_private)?;
    Ok(url)
}

/// The same for the address of a file, which a vendor gave: those are signed in their query.
pub(crate) fn check_file(text: &str, allow_private: bool) -> Result<Url, AddressFault> {
    let url = Url::parse(text).map_err(|_| AddressFault::Malformed)?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(AddressFault::UserInfo);
    }
    check_reach(&url, allow_private)?;
    Ok(url)
}

fn check_reach(url: &Url, allow_private: bool) -> Result<(), AddressFault> {
    let host = url.host_str().ok_or(AddressFault::Malformed)?;
    let literal = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>().ok();
    match url.scheme() {
        "https" => {}
        "http" if allow_private && is_loopback(host, literal) => {}
        "http" => return Err(AddressFault::NotHttps),
        _ => return Err(AddressFault::Malformed),
    }
    match literal {
        Some(ip) if !may_reach(ip, allow_private) => Err(AddressFault::Private),
        _ => Ok(()),
    }
}

fn is_loopback(host: &str, literal: Option<IpAddr>) -> bool {
    literal.map_or(host == "localhost", |ip| plain(ip).is_loopback())
}

/// Whether a name may be taken for this address. `localhost` is this machine and nothing else.
pub(crate) fn may_resolve(name: &str, ip: IpAddr, allow_private: bool) -> bool {
    may_reach(ip, allow_private) && (name != "localhost" || plain(ip).is_loopback())
}

/// Whether requests may go there: to public addresses, and with `allow_private` to this machine and its private networks.
/// Link-local addresses and those where clouds serve an instance's secrets are never asked.
pub(crate) fn may_reach(ip: IpAddr, allow_private: bool) -> bool {
    let ip = plain(ip);
    !is_metadata(ip) && (is_public(ip) || (allow_private && is_private(ip)))
}

/// Whether a cloud serves metadata there, credentials among it. Those of IPv4 are link-local, shared (100.64/10) or
/// listed one by one; those of IPv6 lie among the unique local addresses, which private networks use as well.
fn is_metadata(ip: IpAddr) -> bool {
    match ip {
        // Azure.
        IpAddr::V4(ip) => ip == Ipv4Addr::new(168, 63, 129, 16),
        IpAddr::V6(ip) => match ip.segments() {
            // AWS (instance metadata, EKS Pod Identity), Google Cloud, Oracle Cloud.
            [0xfd00, 0xec2, ..] | [0xfd20, 0xce, ..] | [0xfd00, 0xc1, ..] => true,
            // Scaleway.
            segments => segments == [0xfd00, 0x42, 0, 0, 0, 0, 0, 0x42],
        },
    }
}

/// An address without the ways to write an IPv4 one as IPv6.
fn plain(ip: IpAddr) -> IpAddr {
    let IpAddr::V6(six) = ip else { return ip };
    let [a, b, .., g, h] = six.segments();
    let four = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        IpAddr::V4(Ipv4Addr::new(a, b, c, d))
    };
    match six.segments() {
        // ::ffff:0:0/96, mapped; 64:ff9b::/96, translated; 2002::/16, 6to4.
        [0, 0, 0, 0, 0, 0xffff, ..] | [0x64, 0xff9b, 0, 0, 0, 0, ..] => four(g, h),
        [0x2002, high, low, ..] => four(high, low),
        _ if a == 0 && b == 0 && six.to_ipv4().is_some() && !six.is_loopback() => four(g, h),
        _ => ip,
    }
}

fn is_private(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => ip.is_loopback() || ip.is_private(),
        IpAddr::V6(ip) => ip.is_loopback() || ip.is_unique_local(),
    }
}

fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

/// By <https://www.iana.org/assignments/iana-ipv4-special-registry>.
fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let special = matches!(
        (a, b, c),
        (0 | 10 | 127 | 224.., ..)
            | (100, 64..=127, _)
            | (169, 254, _)
            | (172, 16..=31, _)
            | (192, 168, _)
            | (192, 0, 0 | 2)
            | (192, 88, 99)
            | (198, 18 | 19, _)
            | (198, 51, 100)
            | (203, 0, 113)
    );
    !special
}

/// Global unicast, 2000::/3, without what is documentation, Teredo or benchmarks:
/// <https://www.iana.org/assignments/iana-ipv6-special-registry>.
fn is_public_v6(ip: Ipv6Addr) -> bool {
    let [a, b, ..] = ip.segments();
    (0x2000..0x4000).contains(&a)
        && !(a == 0x2001 && (b < 0x200 || b == 0xdb8))
        && !(a == 0x3fff && b < 0x1000)
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let may = |text: &str, private| may_reach(text.parse().expect("an address"), private);
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
            assert!(!may_reach(ip, false) && !may_reach(ip, true), "{text}");
            assert!(!may_resolve("metadata.example.com", ip, true), "{text}");
        }
        for six in six {
            assert_eq!(
                check(&format!("https://[{six}]/v1"), true).err(),
                Some(AddressFault::Private),
                "{six}"
            );
        }
        for near in ["fd00:ec3::254", "fd20:cf::254", "fd00:42::43"] {
            assert!(
                may_reach(near.parse().expect("an address"), true),
                "{near}: a private network like any other"
            );
        }
    }

    #[test]
    fn a_vendor_is_at_a_plain_https_address() {
        use AddressFault::{Extra, Malformed, NotHttps, Private, UserInfo};
        for good in ["https://api.example.com/v1", "https://api.example.com", "https://8.8.8.8:8443/v1"] {
            assert!(check(good, false).is_ok(), "{good}");
        }
        let bad = [
            ("", Malformed),
            ("api.example.com", Malformed),
            ("ftp://api.example.com", Malformed),
            ("file:///etc/passwd", Malformed),
            ("http://api.example.com/v1", NotHttps),
            ("http://127.0.0.1/v1", NotHttps),
            ("https://me@api.example.com/v1", UserInfo),
            ("https://:secret@api.example.com/v1", UserInfo),
            ("https://api.example.com/v1#x", Extra),
            ("https://api.example.com/v1?x=1", Extra),
            ("https://127.0.0.1/v1", Private),
            ("https://[::1]/v1", Private),
            ("https://2130706433/v1", Private),
            ("https://0x7f.1/v1", Private),
            ("https://169.254.169.254/latest", Private),
        ];
        for (text, fault) in bad {
            assert_eq!(check(text, false).err(), Some(fault), "{text}");
        }
        for local in
            ["http://127.0.0.1:1/v1", "http://localhost:1/v1", "http://[::1]:1", "https://10.0.0.1/v1"]
        {
            assert!(check(local, true).is_ok(), "{local}");
        }
        assert_eq!(check("http://10.0.0.1/v1", true).err(), Some(NotHttps), "only on this machine");
        assert_eq!(check("https://169.254.169.254", true).err(), Some(Private));
        assert!(check_file("https://files.example.com/a.png?signature=1", false).is_ok());
        assert_eq!(check_file("https://10.0.0.1/a.png", false).err(), Some(Private));
    }
}
