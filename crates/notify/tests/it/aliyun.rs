//! Short messages, as Aliyun would be asked for them.

use std::sync::Arc;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
    task::JoinHandle,
};
use xinggen_domain::ports::{SendError, SmsSender};
use xinggen_notify::{AliyunSettings, AliyunSms};
use xinggen_testkit::{ManualClock, SequentialIds};

/// A server that gives this answer to one request, and what it was asked.
async fn server(answer: &'static str) -> (String, JoinHandle<String>) {
    server_with("200 OK", answer).await
}

/// The same, with this status and whatever headers follow it.
async fn server_with(head: impl Into<String>, answer: &'static str) -> (String, JoinHandle<String>) {
    let head = head.into();
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let endpoint = format!("http://127.0.0.1:{}", listener.local_addr().expect("an address").port());
    #[expect(clippy::disallowed_methods, reason = "the test waits for it")]
    let serving = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("a client");
        let mut asked = Vec::new();
        while !asked.ends_with(b"\r\n\r\n") {
            asked.push(stream.read_u8().await.expect("a request"));
        }
        let response = format!(
            "HTTP/1.1 {head}\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{answer}",
            answer.len()
        );
        stream.write_all(response.as_bytes()).await.expect("a client");
        String::from_utf8(asked).expect("UTF-8")
    });
    (endpoint, serving)
}

fn sender(endpoint: &str) -> AliyunSms {
    let settings = AliyunSettings {
        endpoint: endpoint.to_owned(),
        access_key_id: "LTAI-test".to_owned(),
        access_key_secret: "s3cret".to_owned(),
        sign_name: "星亘".to_owned(),
        template_code: "SMS_123".to_owned(),
    };
    assert!(!format!("{settings:?}").contains("s3cret"));
    let (clock, ids) = (Arc::new(ManualClock::default()), Arc::new(SequentialIds::default()));
    AliyunSms::new(settings, clock, ids).expect("a client")
}

#[tokio::test]
async fn a_code_is_asked_for_as_the_vendor_wants_it() {
    let (endpoint, serving) = server(r#"{"Code":"OK","Message":"OK","BizId":"1^0","RequestId":"X"}"#).await;
    sender(&endpoint).send_code("+8613800138000", "042517").await.expect("sent");
    let asked = serving.await.expect("served");
    let line = asked.lines().next().expect("a request");
    assert_eq!(
        line,
        "POST /?PhoneNumbers=8613800138000&SignName=%E6%98%9F%E4%BA%98&TemplateCode=SMS_123\
         &TemplateParam=%7B%22code%22%3A%22042517%22%7D HTTP/1.1"
    );
    let header = |name: &str| {
        let found = asked.lines().find_map(|line| line.split_once(": ").filter(|(key, _)| *key == name));
        found.unwrap_or_else(|| panic!("no {name} in {asked}")).1.to_owned()
    };
    assert_eq!(header("x-acs-action"), "SendSms");
    assert_eq!(header("x-acs-version"), "2017-05-25");
    assert_eq!(header("x-acs-date"), "2026-01-05T08:00:00Z");
    assert_eq!(header("host"), endpoint.trim_start_matches("http://"), "the host that was signed");
    let authorization = header("authorization");
    assert!(authorization.starts_with("ACS3-HMAC-SHA256 Credential=LTAI-test,"), "{authorization}");
    assert!(!asked.contains("s3cret"));
}

#[tokio::test]
async fn a_number_that_is_none_is_refused_and_the_rest_may_be_tried_again() {
    for (answer, refused) in [
        (r#"{"Code":"isv.MOBILE_NUMBER_ILLEGAL","Message":"no"}"#, true),
        (r#"{"Code":"isv.BUSINESS_LIMIT_CONTROL","Message":"too many"}"#, true),
        (r#"{"Code":"isp.SYSTEM_ERROR","Message":"oops"}"#, false),
        ("not JSON", false),
    ] {
        let (endpoint, serving) = server(answer).await;
        let sent = sender(&endpoint).send_code("+8613800138000", "042517").await;
        assert_eq!(matches!(sent, Err(SendError::Refused(_))), refused, "{answer}: {sent:?}");
        assert_eq!(matches!(sent, Err(SendError::Failed(_))), !refused, "{answer}: {sent:?}");
        serving.await.expect("served");
    }
    let sent = sender("http://127.0.0.1:1").send_code("+8613800138000", "042517").await;
    let Err(SendError::Failed(reason)) = sent else { panic!("{sent:?}") };
    assert!(!reason.contains("138"), "no number in the log: {reason}");
}

#[tokio::test]
async fn a_refusal_is_read_whatever_its_status_and_a_redirect_is_not_followed() {
    let refused = r#"{"Code":"isv.MOBILE_NUMBER_ILLEGAL","Message":"no"}"#;
    let (endpoint, serving) = server_with("400 Bad Request", refused).await;
    let sent = sender(&endpoint).send_code("+8613800138000", "042517").await;
    assert!(matches!(sent, Err(SendError::Refused(_))), "{sent:?}");
    serving.await.expect("served");
    let (elsewhere, never) = server(r#"{"Code":"OK"}"#).await;
    let (endpoint, serving) = server_with(format!("302 Found\r\nlocation: {elsewhere}/"), "{}").await;
    let sent = sender(&endpoint).send_code("+8613800138000", "042517").await;
    assert!(matches!(sent, Err(SendError::Failed(_))), "{sent:?}");
    serving.await.expect("served");
    assert!(!never.is_finished(), "the signed request stays with the endpoint that it was signed for");
}
