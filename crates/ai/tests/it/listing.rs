use crate::server::{KEY, Play, Server, access, json, ok, vendors};
use xinggen_domain::{
    ports::VendorConnector,
    vendor::{AccessFault, TrialError},
};

async fn trial(play: Play) -> Result<(), TrialError> {
    let server = Server::playing(vec![play]).await;
    let outcome = vendors().test(&server.access()).await;
    assert_eq!(server.asked().len(), 1);
    outcome
}

async fn fault(play: Play) -> AccessFault {
    trial(play).await.expect_err("a fault").fault
}

#[tokio::test]
async fn a_vendor_that_lists_the_model_will_do() {
    let server =
        Server::playing(vec![ok(r#"{"object":"list","data":[{"id":"a"},{"id":"pictures-1"}]}"#)]).await;
    vendors().test(&server.access()).await.expect("listed");
    let asked = server.asked().remove(0);
    assert!(asked.starts_with("GET /v1/models HTTP/1.1\r\n"), "{asked}");
    assert!(asked.contains(&format!("authorization: Bearer {KEY}\r\n")), "{asked}");
}

#[tokio::test]
async fn what_is_wrong_is_told_apart() {
    let error = |code: &str| format!(r#"{{"error":{{"message":"no","code":"{code}"}}}}"#);
    assert_eq!(fault(json("401 Unauthorized", "", &error("invalid_api_key"))).await, AccessFault::Auth);
    assert_eq!(fault(json("402 Payment Required", "", "")).await, AccessFault::Balance);
    assert_eq!(
        fault(json("429 Too Many Requests", "", &error("insufficient_quota"))).await,
        AccessFault::Balance
    );
    assert_eq!(fault(json("429 Too Many Requests", "", "")).await, AccessFault::RateLimit);
    assert_eq!(fault(json("404 Not Found", "", "")).await, AccessFault::WrongAddress);
    assert_eq!(fault(json("503 Service Unavailable", "", "")).await, AccessFault::Failing);
    assert_eq!(fault(ok("<html>welcome</html>")).await, AccessFault::WrongAddress);
    assert_eq!(fault(ok(r#"{"data":[{"id":"other"}]}"#)).await, AccessFault::ModelNotListed);
    assert_eq!(fault(Play::Cut).await, AccessFault::Unreachable);
    let nobody = vendors().test(&access("http://127.0.0.1:1/v1")).await;
    assert_eq!(nobody.expect_err("a fault").fault, AccessFault::Unreachable);
}

#[tokio::test]
async fn a_vendor_that_tells_the_key_is_not_repeated() {
    let body =
        format!(r#"{{"error":{{"message":"Incorrect API key provided: {KEY}.\n{}"}}}}"#, "x".repeat(3000));
    let error = trial(json("401 Unauthorized", "", &body)).await.expect_err("a fault");
    assert!(error.told.starts_with("Incorrect API key provided: ***. xxx"), "{}", error.told);
    assert!(error.told.chars().count() <= 200);
    assert!(!format!("{error} {error:?}").contains(&KEY[..10]));
}
