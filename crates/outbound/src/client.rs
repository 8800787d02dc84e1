//! The one client that all requests go through.

use crate::{
    address,
    resolve::{GuardedNames, LeadsInside, Names},
};
use bytes::{Bytes, BytesMut};
use reqwest::{
    Client, Method, RequestBuilder, Response, StatusCode, Url, header::RETRY_AFTER, multipart::Form, redirect,
};
use std::{error::Error as _, sync::Arc, time::Duration};
use xinggen_domain::vendor::{AddressFault, VendorKey};

/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(10);
/// How much of an answer is read that only tells why there is none.
const REASON_BYTES: usize = 64 << 10;
/// How long a vendor may ask us to wait.
const LONGEST_WAIT: Duration = Duration::from_secs(3600);

/// A request did not get an answer that could be read.
#[derive(Debug, thiserror::Error)]
pub enum Unanswered {
    /// We do not go there.
    #[error("the address is not one of a vendor: {0}")]
    Address(AddressFault),
    /// There was no connection: nothing was asked.
    #[error("no connection")]
    NotSent(#[source] reqwest::Error),
    /// The connection broke, or nothing came in time: what was asked may have been done.
    #[error("the answer did not come")]
    Broken(#[source] reqwest::Error),
    /// There was more than we read.
    #[error("the answer is too long")]
    TooLong,
}

/// What came back, whatever it is.
pub struct Answer {
    pub status: StatusCode,
    pub body: Bytes,
    pub retry_after: Option<Duration>,
}

/// How long an answer may take and be.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    pub time: Duration,
    pub bytes: usize,
}

/// A client that goes only where it may, follows no redirect and reads no more than it is told.
#[derive(Clone)]
pub struct Guarded {
    http: Client,
    allow_private: bool,
}

impl Guarded {
    pub fn new(names: Arc<dyn Names>, allow_private: bool) -> Result<Self, reqwest::Error> {
        let http = Client::builder()
            .redirect(redirect::Policy::none())
            // A proxy would look names up itself.
            .no_proxy()
            .connect_timeout(CONNECT)
            .dns_resolver(Arc::new(GuardedNames { names, allow_private }))
            .user_agent("xinggen")
            .build()?;
        Ok(Self { http, allow_private })
    }

    pub fn check(&self, base_url: &str) -> Result<Url, AddressFault> {
        address::check(base_url, self.allow_private)
    }

    /// Asks a vendor at a path of its protocol.
    pub async fn ask(
        &self,
        (method, base_url, path): (Method, &str, &str),
        key: &VendorKey,
        body: Option<Vec<u8>>,
        bounds: Bounds,
    ) -> Result<Answer, Unanswered> {
        let request = self.http.request(method, self.at(base_url, path)?).bearer_auth(key.reveal());
        let request = match body {
            Some(body) => request.header("content-type", "application/json").body(body),
            None => request,
        };
        self.exchange(request, bounds).await
    }

    /// Sends a form with files to a vendor at a path of its protocol.
    ///
    /// # Errors
    /// See [`Unanswered`].
    pub async fn send_form(
        &self,
        (base_url, path): (&str, &str),
        key: &VendorKey,
        form: Form,
        bounds: Bounds,
    ) -> Result<Answer, Unanswered> {
        let request = self.http.post(self.at(base_url, path)?).bearer_auth(key.reveal());
        self.exchange(request.multipart(form), bounds).await
    }

    /// The address of a path of a vendor's protocol, if it may be called.
    fn at(&self, base_url: &str, path: &str) -> Result<Url, Unanswered> {
        let mut url = self.check(base_url).map_err(Unanswered::Address)?;
        let joined = format!("{}/{path}", url.path().trim_end_matches('/'));
        url.set_path(&joined);
        Ok(url)
    }

    /// Copies a file from where a vendor says it is. The key stays here.
    pub async fn copy(&self, url: &str, bounds: Bounds) -> Result<Answer, Unanswered> {
        let url = address::check_file(url, self.allow_private).map_err(Unanswered::Address)?;
        self.exchange(self.http.get(url), bounds).await
    }

    async fn exchange(&self, request: RequestBuilder, bounds: Bounds) -> Result<Answer, Unanswered> {
        let response = request.timeout(bounds.time).send().await.map_err(unanswered)?;
        let (status, retry_after) = (response.status(), retry_after(&response));
        let most = if status.is_success() { bounds.bytes } else { bounds.bytes.min(REASON_BYTES) };
        let body = match read(response, most).await {
            Ok(body) => body,
            // Whoever refuses at such length has refused.
            Err(Unanswered::TooLong) if !status.is_success() => Bytes::new(),
            Err(error) => return Err(error),
        };
        Ok(Answer { status, body, retry_after })
    }
}

async fn read(mut response: Response, most: usize) -> Result<Bytes, Unanswered> {
    let said = response.content_length().unwrap_or(0);
    if usize::try_from(said).map_or(true, |said| said > most) {
        return Err(Unanswered::TooLong);
    }
    let mut body = BytesMut::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| Unanswered::Broken(error.without_url()))? {
        if body.len() + chunk.len() > most {
            return Err(Unanswered::TooLong);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

fn retry_after(response: &Response) -> Option<Duration> {
    let seconds = response.headers().get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds).min(LONGEST_WAIT))
}

fn unanswered(error: reqwest::Error) -> Unanswered {
    let error = error.without_url();
    let mut cause = error.source();
    while let Some(known) = cause {
        if known.is::<LeadsInside>() {
            return Unanswered::Address(AddressFault::Private);
        }
        cause = known.source();
    }
    if error.is_connect() || error.is_builder() {
        Unanswered::NotSent(error)
    } else {
        Unanswered::Broken(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{
        io,
        net::SocketAddr,
        sync::atomic::{AtomicU32, Ordering::Relaxed},
    };

    /// Leads to a public address when it is asked first, and to this machine from then on.
    struct Rebinding(AtomicU32);

    #[async_trait::async_trait]
    impl Names for Rebinding {
        async fn look_up(&self, _name: &str) -> io::Result<Vec<SocketAddr>> {
            let first = self.0.fetch_add(1, Relaxed) == 0;
            Ok(vec![if first { ([192, 88, 100, 1], 0).into() } else { ([127, 0, 0, 1], 0).into() }])
        }
    }

    #[tokio::test]
    async fn a_name_that_leads_elsewhere_later_is_refused_then() {
        let names = Arc::new(Rebinding(AtomicU32::new(0)));
        let first = names.look_up("api.example.com").await.expect("an address");
        assert!(crate::address::may_reach(first[0].ip(), false), "it looked well when it was saved");
        let guarded = Guarded::new(names, false).expect("a client");
        let bounds = Bounds { time: Duration::from_secs(5), bytes: 10 };
        let asked = (Method::GET, "https://api.example.com/v1", "models");
        let answer = guarded.ask(asked, &VendorKey::new("key"), None, bounds).await;
        assert!(matches!(answer, Err(Unanswered::Address(AddressFault::Private))));
    }
}
