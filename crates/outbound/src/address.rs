//! Which addresses may be called at all. Where a name resolves to is checked at each connection.

use crate::{AddressFault, Reach, reach::is_loopback};
use reqwest::Url;
use std::net::IpAddr;

/// An address where a protocol begins, like `https://api.example.com/v1`: nothing stands behind its path.
pub(crate) fn endpoint(text: &str, reach: Reach) -> Result<Url, AddressFault> {
    let url = without_user(text)?;
    if url.fragment().is_some() || url.query().is_some() {
        return Err(AddressFault::Extra);
    }
    check_reach(&url, reach)?;
    Ok(url)
}

/// Any address, like that of a file, which is often signed in its query.
pub(crate) fn file(text: &str, reach: Reach) -> Result<Url, AddressFault> {
    let url = without_user(text)?;
    check_reach(&url, reach)?;
    Ok(url)
}

fn without_user(text: &str) -> Result<Url, AddressFault> {
    let url = Url::parse(text).map_err(|_| AddressFault::Malformed)?;
    if url.username().is_empty() && url.password().is_none() { Ok(url) } else { Err(AddressFault::UserInfo) }
}

fn check_reach(url: &Url, reach: Reach) -> Result<(), AddressFault> {
    let host = url.host_str().ok_or(AddressFault::Malformed)?;
    let literal = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>().ok();
    let is_here = literal.map_or(host == "localhost", is_loopback);
    match (url.scheme(), reach) {
        ("https", _) | ("http", Reach::Anywhere) => {}
        ("http", Reach::Private) if is_here => {}
        ("http", _) => return Err(AddressFault::NotHttps),
        _ => return Err(AddressFault::Malformed),
    }
    match literal {
        Some(ip) if !reach.includes(ip) => Err(AddressFault::Private),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_endpoint_has_a_plain_https_address() {
        use AddressFault::{Extra, Malformed, NotHttps, Private, UserInfo};
        for good in ["https://api.example.com/v1", "https://api.example.com", "https://8.8.8.8:8443/v1"] {
            assert!(endpoint(good, Reach::Public).is_ok(), "{good}");
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
            assert_eq!(endpoint(text, Reach::Public).err(), Some(fault), "{text}");
        }
        for local in
            ["http://127.0.0.1:1/v1", "http://localhost:1/v1", "http://[::1]:1", "https://10.0.0.1/v1"]
        {
            assert!(endpoint(local, Reach::Private).is_ok(), "{local}");
        }
        assert_eq!(
            endpoint("http://10.0.0.1/v1", Reach::Private).err(),
            Some(NotHttps),
            "only on this machine"
        );
        assert_eq!(endpoint("https://169.254.169.254", Reach::Private).err(), Some(Private));
        assert!(file("https://files.example.com/a.png?signature=1", Reach::Public).is_ok());
        assert_eq!(file("https://10.0.0.1/a.png", Reach::Public).err(), Some(Private));
    }

    #[test]
    fn metadata_of_clouds_is_refused_as_it_stands() {
        for six in ["fd00:ec2::254", "fd20:ce::254", "fd00:c1::a9fe:a9fe", "fd00:42::42"] {
            let address = format!("https://[{six}]/v1");
            assert_eq!(endpoint(&address, Reach::Private).err(), Some(AddressFault::Private), "{six}");
        }
    }

    #[test]
    fn an_operator_names_any_address_of_the_web() {
        for good in ["http://10.0.0.1/", "http://sms.example.com", "https://169.254.169.254/"] {
            assert!(endpoint(good, Reach::Anywhere).is_ok(), "{good}");
        }
        assert_eq!(endpoint("ftp://10.0.0.1/", Reach::Anywhere).err(), Some(AddressFault::Malformed));
    }
}
