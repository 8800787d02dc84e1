use crate::{problem::Problem, state::Api};
use actix_web::{
    FromRequest, HttpRequest,
    dev::Payload,
    http::header::{HeaderMap, USER_AGENT},
    web::Data,
};
use ipnet::IpNet;
use std::{
    future::{Ready, ready},
    net::IpAddr,
};
use xinggen_domain::session::{Device, USER_AGENT_CHARACTERS};

/// From where a request comes, as far as that can be believed.
pub(crate) struct Sender(pub(crate) Device);

impl FromRequest for Sender {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let address = address(request);
        let agent = request.headers().get(USER_AGENT).and_then(|value| value.to_str().ok());
        let user_agent = agent.map(|agent| agent.chars().take(USER_AGENT_CHARACTERS).collect());
        ready(Ok(Self(Device { user_agent, address })))
    }
}

/// The address of whoever sent a request, as far as that can be believed.
pub(super) fn address(request: &HttpRequest) -> Option<IpAddr> {
    let trusted = request.app_data::<Data<Api>>().map(|api| api.settings.trusted_proxies.as_slice());
    let peer = request.peer_addr().map(|peer| peer.ip().to_canonical());
    peer.map(|peer| client(peer, request.headers(), trusted.unwrap_or_default()))
}

/// The address of the client. Each proxy writes the address that it was called from behind those that it was told, so
/// the list is read from its end for as long as proxies of ours wrote it: the first address that is not one of theirs
/// is the client, and whatever stands before it anybody may have made up.
fn client(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let ours = |address: IpAddr| trusted.iter().any(|network| network.contains(&address));
    let mut client = peer;
    let lists: Vec<&str> =
        headers.get_all("x-forwarded-for").filter_map(|value| value.to_str().ok()).collect();
    for told in lists.iter().rev().flat_map(|list| list.rsplit(',')) {
        if !ours(client) {
            break;
        }
        let Ok(address) = told.trim().parse::<IpAddr>() else { break };
        client = address.to_canonical();
    }
    client
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::header::{HeaderName, HeaderValue};

    fn seen(peer: &str, told: &[&'static str]) -> String {
        let trusted =
            ["10.0.0.0/8".parse().expect("a network"), "2001:db8::1/128".parse().expect("a network")];
        let mut headers = HeaderMap::new();
        for list in told {
            headers.append(HeaderName::from_static("x-forwarded-for"), HeaderValue::from_static(list));
        }
        client(peer.parse().expect("an address"), &headers, &trusted).to_string()
    }

    #[test]
    fn only_our_own_proxies_are_believed() {
        assert_eq!(seen("192.0.2.7", &["198.51.100.1"]), "192.0.2.7", "anybody can write a header");
        assert_eq!(seen("10.0.0.1", &["198.51.100.1"]), "198.51.100.1");
        assert_eq!(
            seen("10.0.0.1", &["203.0.113.9, 198.51.100.1"]),
            "198.51.100.1",
            "what it was told is not"
        );
        assert_eq!(seen("10.0.0.1", &["203.0.113.9, 198.51.100.1, 10.2.3.4"]), "198.51.100.1");
        assert_eq!(seen("10.0.0.1", &["203.0.113.9", "198.51.100.1, 2001:db8::1"]), "198.51.100.1");
        assert_eq!(seen("10.0.0.1", &["198.51.100.1, nonsense"]), "10.0.0.1");
        assert_eq!(seen("10.0.0.1", &[]), "10.0.0.1");
    }
}
