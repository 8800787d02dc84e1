use reqwest::Method;
use serde_json::Value;
use std::path::Path;
use tokio::{fs::File, io::AsyncWriteExt as _};
use xinggen_application::{Accounts, Actor, Ports};
use xinggen_domain::{UserId, error::StoreError, ports::AccessClaims};

/// What the server answered instead of what was asked.
#[derive(Debug, thiserror::Error)]
pub(super) enum CallError {
    #[error("{detail} ({code})")]
    Problem { code: String, detail: String },
    #[error(transparent)]
    Http(#[from] reqwest::Error),
    #[error("the user is gone or disabled")]
    NotAdmitted,
    #[error(transparent)]
    File(#[from] std::io::Error),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A caller of the server's own API.
pub(super) struct Client {
    http: reqwest::Client,
    base: String,
    ports: Ports,
    who: Option<AccessClaims>,
}

impl Client {
    pub(super) fn new(base: &str, ports: Ports) -> Result<Self, CallError> {
        let http = reqwest::Client::builder().no_proxy().build()?;
        Ok(Self { http, base: base.to_owned(), ports, who: None })
    }

    /// Calls as this user from now on: who runs the server needs no password.
    pub(super) async fn sign_in(&mut self, accounts: &Accounts, user: UserId) -> Result<Actor, CallError> {
        let admitted = accounts.admit(user).await?.ok_or(CallError::NotAdmitted)?;
        self.who = self.ports.tokens.check(&admitted.access_token, self.ports.clock.now());
        Ok(Actor::new(user, admitted.user.role_at(self.ports.clock.now())))
    }

    pub(super) async fn get(&self, path: &str) -> Result<Value, CallError> {
        self.call(Method::GET, path, None).await
    }

    pub(super) async fn post(&self, path: &str, body: Value) -> Result<Value, CallError> {
        self.call(Method::POST, path, Some(body)).await
    }

    /// Writes what a link gives to a file; how many bytes, and of which type.
    pub(super) async fn save(&self, url: &str, to: &Path) -> Result<(u64, String), CallError> {
        let mut response = self.http.get(url).send().await?.error_for_status()?;
        let mime = response.headers().get("content-type").and_then(|value| value.to_str().ok());
        let mime = mime.unwrap_or_default().to_owned();
        let (mut file, mut bytes) = (File::create(to).await?, 0);
        while let Some(chunk) = response.chunk().await? {
            file.write_all(&chunk).await?;
            bytes += chunk.len() as u64;
        }
        file.flush().await?;
        Ok((bytes, mime))
    }

    async fn call(&self, method: Method, path: &str, body: Option<Value>) -> Result<Value, CallError> {
        let mut request = self.http.request(method, format!("{}/api/v1{path}", self.base));
        if let Some(claims) = self.who {
            // A token of its own for each call, because a production takes longer than one holds.
            request = request.bearer_auth(self.ports.tokens.issue(claims, self.ports.clock.now()).0);
        }
        if let Some(body) = body {
            request = request.json(&body);
        }
        let response = request.send().await?;
        let done = response.status().is_success();
        let answer: Value = response.json().await?;
        if done {
            return Ok(answer);
        }
        let text = |name: &str| answer[name].as_str().unwrap_or_default().to_owned();
        Err(CallError::Problem { code: text("code"), detail: text("detail") })
    }
}
