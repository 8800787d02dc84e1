//! Whatever is sent, the answer is a problem that says what is wrong, in the caller's language; never a failure.

use crate::{
    client::{Answer, Client},
    person::{Person, Work, id},
    site::{Server, Site},
    stories::ENCOUNTER,
};
use reqwest::Method;
use serde_json::{Value, json};

const JSON: &str = "application/json";

async fn set_up() -> (Site, Server, Person, Work) {
    let site = Site::embedded(&[
        ("XINGGEN__SERVER__BODY_BYTES", "65536"),
        ("XINGGEN__SERVER__UPLOAD_BYTES", "200000"),
    ]);
    let server = site.serve();
    let lin = Person::register(&server, "lin").await;
    let work = lin.write("初遇", ENCOUNTER).await;
    (site, server, lin, work)
}

async fn sent(
    lin: &Person,
    method: Method,
    path: &str,
    mime: &str,
    body: impl Into<reqwest::Body>,
) -> Answer {
    let call = lin.call(method, path).header("content-type", mime).header("Idempotency-Key", "key");
    call.header("If-Match", "*").body(body).send().await
}

/// The fields that a problem names, with their codes.
fn faults(problem: &Value) -> Vec<(&str, &str)> {
    let errors = problem["errors"].as_array().expect("errors").iter();
    errors
        .map(|fault| (fault["field"].as_str().expect("a field"), fault["code"].as_str().expect("a code")))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_that_are_wrong() {
    let (_site, server, lin, work) = set_up().await;
    let post = Method::POST;
    for text in ["{", "nonsense", "{\"title\": \"x\",}", "\u{0}", "[1", "{\"title\": \"\\ud800\"}"] {
        sent(&lin, post.clone(), "/dramas", JSON, text).await.problem(400, "malformed_json");
    }
    sent(&lin, post.clone(), "/dramas", JSON, vec![0xff, 0xfe]).await.problem(400, "malformed_json");
    sent(&lin, post.clone(), "/dramas", JSON, "[".repeat(5000)).await.problem(400, "malformed_json");
    for mime in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"] {
        let answer = sent(&lin, post.clone(), "/dramas", mime, "{\"title\":\"x\"}").await;
        answer.problem(415, "unsupported_media_type");
    }
    let cases = [
        ("/dramas", json!({ "title": 7 }), "title", "wrong_type"),
        ("/dramas", json!({}), "title", "missing"),
        ("/dramas", json!({ "title": "x", "colour": "red" }), "colour", "unknown_field"),
        ("/dramas", json!({ "title": "x", "style": "baroque" }), "style", "unknown_value"),
        ("/dramas", json!({ "title": "x", "story": "太短了。" }), "story", ""),
        ("/dramas", json!({ "title": "" }), "title", ""),
        ("/dramas", json!({ "title": "长".repeat(201) }), "title", ""),
        ("/dramas", json!(["x"]), "", ""),
        ("/dramas", json!("x"), "body", "wrong_type"),
    ];
    for (path, body, field, code) in cases {
        let problem = lin.post(path, &body).await.problem(422, "invalid_request");
        let told = faults(&problem);
        let (told_field, told_code) = told.first().expect("a fault");
        assert!(field.is_empty() || *told_field == field, "{body}: {problem}");
        assert!(code.is_empty() || *told_code == code, "{body}: {problem}");
    }
    let path = format!("/episodes/{}/productions", work.episode);
    for body in [json!({ "auto_approve": "yes" }), json!({ "burn": true }), json!(null)] {
        lin.order(&path, "key", &body).await.problem(422, "invalid_request");
    }
    sent(&lin, Method::PATCH, &format!("/dramas/{}", work.drama), JSON, "7")
        .await
        .problem(422, "invalid_request");
    server.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_that_are_too_large() {
    let (_site, server, lin, _work) = set_up().await;
    let large = format!("{{\"title\":\"x\",\"story\":\"{}\"}}", "x".repeat(70_000));
    let problem = sent(&lin, Method::POST, "/dramas", JSON, large.clone()).await.problem(413, "too_large");
    assert_eq!(problem["limit"], 65_536);
    let nobody = Client::new(&server);
    let call = nobody.call(Method::POST, "/auth/login").header("content-type", JSON);
    call.body(large).send().await.problem(413, "too_large");
    let bytes = vec![7; 300_000];
    let upload =
        sent(&lin, Method::POST, "/assets/uploads?name=x.png", "application/octet-stream", bytes).await;
    upload.problem(413, "too_large");
    let strange = sent(&lin, Method::POST, "/assets/uploads?name=x.png", "image/png", vec![7; 3000]).await;
    strange.problem(415, "unknown_file");
    sent(&lin, Method::POST, "/assets/uploads?name=x.png", "image/png", Vec::new()).await.any_problem();
    // The connection and the server are still good for the next request.
    lin.get("/dramas").await.expect(200);
    server.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn paths_methods_ids_and_queries_that_are_wrong() {
    let (_site, server, lin, work) = set_up().await;
    for path in
        ["/api/v1/nothing", "/api/v1", "/api/v2/dramas", "/nothing", "/api/v1/dramas/x/y/z", "/%ff%00"]
    {
        lin.call_bare(Method::GET, path).send().await.problem(404, "unknown_path");
    }
    for (method, path, allowed) in
        [("PUT", "/dramas", "GET, POST"), ("DELETE", "/jobs", "GET"), ("GET", "/auth/login", "POST")]
    {
        let answer = lin.call(method.parse().expect("a method"), path).send().await;
        answer.problem(405, "method_not_allowed");
        assert_eq!(answer.header("allow"), allowed);
    }
    let none = "01890000-0000-7000-8000-000000000000";
    for wrong in [none, "x", "1", "..", "%27%20OR%201=1", "00000000", "\u{4e00}"] {
        for of in ["dramas", "episodes", "jobs", "productions", "shots", "assets", "characters"] {
            let answer = lin.get(&format!("/{of}/{wrong}")).await;
            let problem = answer.any_problem();
            assert_eq!(answer.status, 404, "{problem}");
        }
    }
    for query in [
        "/dramas?limit=0",
        "/dramas?limit=101",
        "/dramas?limit=-1",
        "/dramas?limit=x",
        "/dramas?limit=99999999999999999999",
        "/dramas?cursor=nonsense",
        "/dramas?unknown=1",
        "/jobs?state=asleep",
        "/jobs?drama_id=7",
        "/credits/transactions?cursor=x",
        "/credits/transactions?type=GIFT",
        "/assets?kind=smell",
    ] {
        lin.get(query).await.problem(422, "invalid_request");
    }
    let drama = format!("/dramas/{}", work.drama);
    lin.call(Method::PATCH, &drama)
        .json(&json!({ "title": "x" }))
        .send()
        .await
        .problem(428, "if_match_missing");
    let call = lin.call(Method::PATCH, &drama).header("If-Match", "\"x\"").json(&json!({ "title": "x" }));
    call.send().await.problem(422, "invalid_request");
    let call = lin.call(Method::PATCH, &drama).header("If-Match", "\"77\"").json(&json!({ "title": "x" }));
    assert_eq!(call.send().await.problem(412, "stale_version")["current"]["title"], "初遇");
    server.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn tokens_and_accounts_that_are_wrong() {
    let (_site, server, lin, _work) = set_up().await;
    let nobody = Client::new(&server);
    nobody.get("/me").await.problem(401, "unauthenticated");
    for token in ["", "x", "a.b.c", "eyJhbGciOiJub25lIn0.e30."] {
        let answer = nobody.with_token(token).get("/me").await;
        answer.problem(401, "unauthenticated");
        assert_eq!(answer.header("www-authenticate"), "Bearer");
    }
    let basic = nobody.call(Method::GET, "/me").header("authorization", "Basic bGluOngK").send().await;
    basic.problem(401, "unauthenticated");
    let wrong = json!({ "email": lin.email, "password": "wrong horse battery" });
    let known = nobody.post("/auth/login", &wrong).await.problem(401, "wrong_credentials");
    let stranger = json!({ "email": "nobody@example.com", "password": "wrong horse battery" });
    let unknown = nobody.post("/auth/login", &stranger).await.problem(401, "wrong_credentials");
    assert_eq!(known["detail"], unknown["detail"], "the answer tells who has an account");
    nobody.post("/auth/refresh", &json!({ "refresh_token": "x" })).await.problem(401, "session_over");
    let again = json!({ "email": lin.email.to_uppercase(), "password": "correct horse battery staple" });
    nobody.post("/auth/register", &again).await.problem(409, "email_taken");
    for (email, password) in
        [("lin", "long enough, surely"), ("a@b.cn", "short"), ("", "long enough, surely")]
    {
        let body = json!({ "email": email, "password": password });
        let problem = nobody.post("/auth/register", &body).await.problem(422, "invalid_request");
        assert!(!faults(&problem).is_empty());
    }
    server.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn problems_speak_chinese_when_asked_and_name_the_request() {
    let (_site, server, lin, _work) = set_up().await;
    let cases = [
        (Method::GET, "/dramas/x"),
        (Method::GET, "/nothing"),
        (Method::PUT, "/jobs"),
        (Method::POST, "/dramas"),
    ];
    for (method, path) in cases {
        let call = lin.call(method.clone(), path).header("accept-language", "zh-CN,zh;q=0.9,en;q=0.8");
        let answer = call.header("x-request-id", "my-request-7").send().await;
        let problem = answer.any_problem();
        assert_eq!(
            (&problem["request_id"], answer.header("content-language")),
            (&"my-request-7".into(), "zh")
        );
        for part in ["title", "detail"] {
            let text = problem[part].as_str().expect("text");
            assert!(text.chars().any(|c| ('\u{4e00}'..'\u{9fff}').contains(&c)), "not Chinese: {problem}");
        }
        let problem = lin.call(method, path).send().await.any_problem();
        assert!(problem["title"].as_str().expect("text").is_ascii(), "not English: {problem}");
    }
    // An id that would be dangerous to log is not taken over.
    let call = lin.call(Method::GET, "/dramas/x").header("x-request-id", "a b;c");
    assert_ne!(call.send().await.any_problem()["request_id"], "a b;c");
    // Chinese are also the words for one wrong field.
    let call =
        lin.call(Method::POST, "/dramas").header("accept-language", "zh").json(&json!({ "title": "" }));
    call.send().await.problem(422, "invalid_request");
    assert!(!id(&lin.get("/me").await.expect(200)).is_empty());
    server.stop();
}
