//! The API over a house in memory, and people who call it.

use crate::answered;
use actix_web::{
    App, Error,
    body::{BoxBody, to_bytes},
    dev::{Service, ServiceResponse},
    http::{Method, StatusCode, header::HeaderMap},
    test::{TestRequest, init_service},
    web::{Bytes, Data},
};
use futures_util::future::LocalBoxFuture;
use serde_json::{Value, json};
use std::{cell::Cell, rc::Rc, sync::Arc, time::Duration};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;
use xinggen_api::{Api, ApiSettings, Pace, Probes, configure};
use xinggen_application::{AccountsSettings, Registration, SignUp, Throttles};
use xinggen_domain::{
    Credits, Id, UserId,
    ports::AccessClaims,
    provenance::Digest,
    session::Session,
    user::{Role, User},
};
use xinggen_testkit::TestWorld;

/// What links begin with.
pub(crate) const PUBLIC_URL: &str = "http://xinggen.test";
/// The most bytes of an upload.
pub(crate) const UPLOAD_LIMIT: usize = 4 * 1024 * 1024;
/// The id of nothing.
pub(crate) const NOBODYS: &str = "0192f0c1-2b3c-7d4e-8f50-6a7b8c9d0e1f";

type Call = Box<dyn Fn(TestRequest) -> LocalBoxFuture<'static, Result<ServiceResponse<BoxBody>, Error>>>;

/// The API, and the house behind it.
pub(crate) struct TestApi {
    pub(crate) world: TestWorld,
    call: Call,
    registered: Cell<u32>,
}

/// Somebody who is signed in.
pub(crate) struct Person {
    pub(crate) id: UserId,
    pub(crate) token: String,
}

/// What was answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

/// The API over the ports of a world.
pub(crate) fn api(world: &TestWorld) -> Data<Api> {
    api_where(world, false, Pace::BODIES)
}

/// The same where bodies have to keep this pace.
pub(crate) fn api_of_pace(world: &TestWorld, bodies: Pace) -> Data<Api> {
    api_where(world, false, bodies)
}

/// The same where administrators may have to have a second factor.
fn api_where(world: &TestWorld, admins_need_second_factor: bool, bodies: Pace) -> Data<Api> {
    let settings = ApiSettings {
        public_url: PUBLIC_URL.to_owned(),
        body_limit: 256 * 1024,
        upload_limit: UPLOAD_LIMIT,
        bodies,
        link_holds: Duration::from_secs(600),
        listeners: 3,
        origins: vec!["https://studio.example.com".to_owned()],
        accounts: AccountsSettings {
            sign_up: SignUp { bonus: Credits::new(500), bonus_days: Some(30) },
            registration: Registration::Open,
            admins_need_second_factor,
            throttles: Throttles::default(),
        },
        trusted_proxies: vec![],
    };
    let metrics = Arc::new(|| "xinggen_up 1\n".to_owned());
    let probes = Probes { ready: vec![], metrics, closing: CancellationToken::new() };
    Data::new(Api::new(&world.ports(), settings, probes))
}

impl TestApi {
    /// Nobody is there yet.
    pub(crate) async fn new() -> Self {
        Self::with(false).await
    }

    /// Where administrators have to have a second factor.
    pub(crate) async fn strict() -> Self {
        Self::with(true).await
    }

    async fn with(admins_need_second_factor: bool) -> Self {
        Self::over(TestWorld::new().await, admins_need_second_factor).await
    }

    /// Over a world that a test has prepared.
    pub(crate) async fn over(world: TestWorld, admins_need_second_factor: bool) -> Self {
        let api = api_where(&world, admins_need_second_factor, Pace::BODIES);
        let app = Rc::new(init_service(App::new().configure(configure(api))).await);
        let call: Call = Box::new(move |request| {
            let app = Rc::clone(&app);
            Box::pin(async move { app.call(request.to_request()).await })
        });
        Self { world, call, registered: Cell::new(0) }
    }

    /// Somebody new, registered over HTTP.
    pub(crate) async fn register(&self) -> Person {
        self.registered.set(self.registered.get() + 1);
        let email = format!("person{}@example.com", self.registered.get());
        let body = json!({ "email": email, "password": "correct horse battery staple" });
        let answer = self.send(request(Method::POST, "/auth/register", None).set_json(body)).await;
        let session = answer.with_status(StatusCode::CREATED).json();
        let id: Uuid = session["user"]["id"].as_str().and_then(|id| id.parse().ok()).expect("an id");
        let token = session["access_token"].as_str().expect("a token").to_owned();
        Person { id: UserId::from_uuid(id), token }
    }

    /// An administrator, signed in.
    pub(crate) async fn admin(&self) -> Person {
        let (ports, user) = (self.world.ports(), User { role: Role::Admin, ..self.world.build.user() });
        let mut tx = ports.store.begin(user.id).await.expect("begun");
        tx.profile().open(user.clone(), None).await.expect("a new account");
        let (session_id, now) = (ports.ids.id(), ports.clock.now());
        let session = Session::new(session_id, user.id, Digest::of(b"admin"), now);
        tx.sessions().add(session).await.expect("a session");
        tx.commit().await.expect("committed");
        // What the token says of the role is not to matter.
        let claims = AccessClaims { user_id: user.id, session_id, role: Role::User };
        Person { id: user.id, token: ports.tokens.issue(claims, now).0 }
    }

    /// What is answered to a request.
    pub(crate) async fn send(&self, request: TestRequest) -> Answer {
        let (asked, response) = match (self.call)(request).await {
            Ok(response) => {
                let (request, response) = response.into_parts();
                (Some((request.method().clone(), request.path().to_owned())), response)
            }
            // As the server renders what no middleware has caught.
            Err(error) => (None, error.error_response()),
        };
        let (status, headers) = (response.status(), response.headers().clone());
        let body =
            to_bytes(response.into_body()).await.unwrap_or_else(|_| panic!("a broken body after {status}"));
        let answer = Answer { status, headers, body };
        if let Some((method, path)) = asked {
            answered::check(&method, &path, &answer);
        }
        answer
    }

    /// The body of an answer that went well, of which nothing was read yet.
    pub(crate) async fn unread(&self, request: TestRequest) -> BoxBody {
        let response = (self.call)(request).await.expect("an answer");
        assert_eq!(response.status(), StatusCode::OK);
        response.into_body()
    }

    pub(crate) async fn get(&self, who: &Person, path: &str) -> Answer {
        self.send(request(Method::GET, path, Some(who))).await
    }

    pub(crate) async fn post(&self, who: &Person, path: &str, body: Value) -> Answer {
        self.send(request(Method::POST, path, Some(who)).set_json(body)).await
    }

    pub(crate) async fn put(&self, who: &Person, path: &str, body: Value) -> Answer {
        self.send(request(Method::PUT, path, Some(who)).set_json(body)).await
    }

    /// Changes the version that somebody has seen.
    pub(crate) async fn patch(&self, who: &Person, path: &str, seen: i64, body: Value) -> Answer {
        let request =
            request(Method::PATCH, path, Some(who)).insert_header(("if-match", format!("\"{seen}\"")));
        self.send(request.set_json(body)).await
    }

    pub(crate) async fn delete(&self, who: &Person, path: &str) -> Answer {
        self.send(request(Method::DELETE, path, Some(who))).await
    }

    /// Makes something; its id.
    pub(crate) async fn make(&self, who: &Person, path: &str, body: Value) -> String {
        let made = self.post(who, path, body).await.with_status(StatusCode::CREATED).json();
        made["id"].as_str().expect("an id").to_owned()
    }

    /// A drama; its id.
    pub(crate) async fn drama(&self, who: &Person) -> String {
        self.make(who, "/dramas", json!({ "title": "雪夜归人" })).await
    }

    /// An episode of a drama; its id.
    pub(crate) async fn episode(&self, who: &Person, drama: &str) -> String {
        let body = json!({ "title": "第一集", "source": "雪下了一夜。" });
        self.make(who, &format!("/dramas/{drama}/episodes"), body).await
    }

    /// Sends each of these with a body that is fine, and checks that nothing is found.
    pub(crate) async fn check_hidden(&self, who: &Person, requests: &[(Method, String, Value)]) {
        for (method, path, body) in requests {
            let request = request(method.clone(), path, Some(who)).insert_header(("if-match", "*"));
            let request = if body.is_null() { request } else { request.set_json(body) };
            let answer = self.send(request).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{method} {path}: {answer:?}");
            assert_eq!(answer.json()["code"], "not_found", "{method} {path}");
        }
    }
}

/// A request below the prefix.
pub(crate) fn request(method: Method, path: &str, who: Option<&Person>) -> TestRequest {
    let request = TestRequest::with_uri(&format!("/api/v1{path}")).method(method);
    match who {
        Some(who) => request.insert_header(("authorization", format!("Bearer {}", who.token))),
        None => request,
    }
}

impl Answer {
    /// The answer, which must have this status.
    pub(crate) fn with_status(self, status: StatusCode) -> Self {
        assert_eq!(self.status, status, "{}", String::from_utf8_lossy(&self.body));
        self
    }

    /// The body of an answer that went well.
    pub(crate) fn ok(self) -> Value {
        self.with_status(StatusCode::OK).json()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("not JSON: {self:?}"))
    }

    /// A header, which must be there.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_else(|| panic!("no {name}: {self:?}"))
    }

    /// Checks that this is a problem, and which.
    pub(crate) fn check_problem(&self, status: StatusCode, code: &str) {
        assert_eq!(self.status, status, "{}", String::from_utf8_lossy(&self.body));
        assert_eq!(self.header("content-type"), "application/problem+json");
        assert_eq!(self.json()["code"], code);
    }

    /// Checks that a value was refused: its field, and the rule it breaks.
    pub(crate) fn check_invalid(&self, field: &str, code: &str) {
        self.check_problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid_request");
        let wrong = &self.json()["errors"][0];
        assert_eq!((wrong["field"].as_str(), wrong["code"].as_str()), (Some(field), Some(code)));
    }
}
