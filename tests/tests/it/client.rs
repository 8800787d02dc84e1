//! A client of the API, and its answers.

use crate::site::Server;
use reqwest::{Method, header::HeaderMap};
use serde_json::Value;
use std::time::Duration;

/// For how long a connection is kept for the next request: well below the five seconds after which the server hangs up,
/// for a request that is sent at that very moment is lost.
const IDLE: Duration = Duration::from_secs(2);

/// Calls a server, as somebody or as nobody.
#[derive(Clone)]
pub(crate) struct Client {
    http: reqwest::Client,
    base: String,
    token: Option<String>,
}

/// A request that is being put together.
pub(crate) struct Call {
    request: reqwest::RequestBuilder,
    what: String,
}

/// What a server answered.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
    what: String,
}

impl Client {
    /// Nobody in particular.
    pub(crate) fn new(server: &Server) -> Self {
        let http = reqwest::Client::builder().no_proxy().pool_idle_timeout(IDLE).build().expect("a client");
        Self { http, base: server.base.clone(), token: None }
    }

    /// The same caller at another server.
    pub(crate) fn at(&self, server: &Server) -> Self {
        Self { base: server.base.clone(), ..self.clone() }
    }

    pub(crate) fn with_token(&self, token: &str) -> Self {
        Self { token: Some(token.to_owned()), ..self.clone() }
    }

    /// What its requests are signed with.
    pub(crate) fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// With the token of somebody else.
    pub(crate) fn as_who(&self, other: &Self) -> Self {
        Self { token: other.token.clone(), ..self.clone() }
    }

    /// A call of a path below `/api/v1`.
    pub(crate) fn call(&self, method: Method, path: &str) -> Call {
        self.call_bare(method, &format!("/api/v1{path}"))
    }

    /// A call of a path as it is, or of a whole URL.
    pub(crate) fn call_bare(&self, method: Method, path: &str) -> Call {
        let url = if path.starts_with('/') { format!("{}{path}", self.base) } else { path.to_owned() };
        let what = format!("{method} {path}");
        let request = self.http.request(method, url);
        let request = match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        };
        Call { request, what }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.call(Method::GET, path).send().await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        self.call(Method::POST, path).json(body).send().await
    }

    /// Posts with an idempotency key.
    pub(crate) async fn order(&self, path: &str, key: &str, body: &Value) -> Answer {
        self.call(Method::POST, path).header("Idempotency-Key", key).json(body).send().await
    }

    /// All items of a list, page by page.
    pub(crate) async fn all(&self, path: &str) -> Vec<Value> {
        let mut items = Vec::new();
        let mut cursor = String::new();
        loop {
            let joint = if path.contains('?') { '&' } else { '?' };
            let page = self.get(&format!("{path}{joint}limit=100{cursor}")).await.expect(200);
            items.extend(page["items"].as_array().expect("items").iter().cloned());
            let Some(next) = page["next_cursor"].as_str() else { return items };
            cursor = format!("&cursor={next}");
        }
    }
}

impl Call {
    pub(crate) fn header(self, name: &str, value: &str) -> Self {
        Self { request: self.request.header(name, value), ..self }
    }

    pub(crate) fn json(self, body: &Value) -> Self {
        Self { request: self.request.json(body), ..self }
    }

    pub(crate) fn body(self, body: impl Into<reqwest::Body>) -> Self {
        Self { request: self.request.body(body), ..self }
    }

    /// Sends it and leaves the body unread.
    pub(crate) async fn open(self) -> reqwest::Response {
        let Self { request, what } = self;
        request.send().await.unwrap_or_else(|error| panic!("{what}: {error:?}"))
    }

    pub(crate) async fn send(self) -> Answer {
        let what = self.what.clone();
        self.try_send().await.unwrap_or_else(|error| panic!("{what}: {error:?}"))
    }

    /// The answer of a server that may be gone before it has given one.
    pub(crate) async fn try_send(self) -> reqwest::Result<Answer> {
        let Self { request, what } = self;
        let response = request.send().await?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let bytes = response.bytes().await?.to_vec();
        Ok(Answer { status, headers, bytes, what })
    }
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("visible characters"))
    }

    /// The body of an answer with this status.
    #[track_caller]
    pub(crate) fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}: {}", self.what, self.text());
        if self.bytes.is_empty() {
            return Value::Null;
        }
        serde_json::from_slice(&self.bytes).unwrap_or_else(|error| panic!("{}: {error}", self.what))
    }

    /// A problem as every problem must look.
    #[track_caller]
    pub(crate) fn problem(&self, status: u16, code: &str) -> Value {
        let problem = self.any_problem();
        assert_eq!((self.status, &problem["code"]), (status, &code.into()), "{}: {problem}", self.what);
        problem
    }

    /// A problem with any code, but with everything that a problem has.
    #[track_caller]
    pub(crate) fn any_problem(&self) -> Value {
        assert!((400..500).contains(&self.status), "{}: {} {}", self.what, self.status, self.text());
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.what);
        let problem = self.expect(self.status);
        let text = |name: &str| problem[name].as_str().unwrap_or_default().to_owned();
        assert_eq!(text("type"), format!("urn:xinggen:problem:{}", text("code")), "{}", self.what);
        assert_eq!(problem["status"], self.status, "{}", self.what);
        for name in ["code", "title", "detail", "instance", "request_id"] {
            assert!(!text(name).is_empty(), "{}: no {name} in {problem}", self.what);
        }
        assert!(!text("detail").contains('{'), "{}: a template is not filled: {problem}", self.what);
        assert_eq!(text("request_id"), self.header("x-request-id"), "{}", self.what);
        problem
    }
}
