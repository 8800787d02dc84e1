use crate::server::{Play, Server, access, json, ok, vendors};
use xinggen_ai::{AiSettings, HttpVendors};
use xinggen_domain::{
    ports::VendorConnector,
    vendor::{AccessFault, AddressFault},
};

fn outside_only() -> HttpVendors {
    HttpVendors::new(AiSettings::default()).expect("a client")
}

#[tokio::test]
async fn nothing_inside_is_reached_whatever_was_saved() {
    let server = Server::playing(vec![ok(r#"{"data":[{"id":"pictures-1"}]}"#)]).await;
    let port = server.url.rsplit(':').next().expect("a port");
    for host in ["127.0.0.1", "localhost", "localhost.", "[::1]", "2130706433", "[::ffff:127.0.0.1]"] {
        for scheme in ["https", "http"] {
            let address = format!("{scheme}://{host}:{port}/v1");
            let error = outside_only().test(&access(&address)).await.expect_err("a fault");
            assert_eq!(error.fault, AccessFault::WrongAddress, "{address}");
        }
    }
    assert_eq!(server.asked(), Vec::<String>::new());
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let inside = Server::playing(vec![ok(r#"{"data":[{"id":"pictures-1"}]}"#)]).await;
    let location = format!("location: {}/v1/models\r\n", inside.url);
    let server = Server::playing(vec![json("302 Found", &location, "")]).await;
    let error = vendors().test(&server.access()).await.expect_err("a fault");
    assert_eq!((error.fault, server.asked().len(), inside.asked().len()), (AccessFault::WrongAddress, 1, 0));
}

#[tokio::test]
async fn an_answer_without_end_is_not_read() {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";
    let said = Play::Say(format!("{head}content-length: 999999999999\r\n\r\n{{").into_bytes());
    let mut unsaid = format!("{head}transfer-encoding: chunked\r\n\r\n").into_bytes();
    for _ in 0..80 {
        unsaid.extend_from_slice(b"10000\r\n");
        unsaid.extend(std::iter::repeat_n(b' ', 0x10000));
        unsaid.extend_from_slice(b"\r\n");
    }
    for play in [said, Play::Say(unsaid)] {
        let server = Server::playing(vec![play]).await;
        let error = vendors().test(&server.access()).await.expect_err("a fault");
        assert_eq!(error.fault, AccessFault::WrongAddress);
    }
}

#[test]
fn addresses_are_checked_before_they_are_saved() {
    let check = |address| outside_only().check_address(address);
    assert_eq!(check("https://api.example.com/v1"), Ok(()));
    assert_eq!(check("http://api.example.com/v1"), Err(AddressFault::NotHttps));
    assert_eq!(check("https://10.0.0.1/v1"), Err(AddressFault::Private));
    assert_eq!(vendors().check_address("http://127.0.0.1:1234/v1"), Ok(()));
}
