use crate::{
    AddressFault, Answer, Bounds, OpenClientError, OutboundError, Reach, Request, address,
    resolve::{GuardedNames, LeadsInside, Names, SystemNames},
};
use bytes::{Bytes, BytesMut};
use reqwest::{Client, Response, Url, header::RETRY_AFTER, redirect};
use std::{error::Error as _, sync::Arc, time::Duration};

/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(10);
/// How much is read of an answer that only says why a request failed.
const REASON_BYTES: usize = 64 << 10;
/// The longest wait that an answer can request.
const LONGEST_WAIT: Duration = Duration::from_secs(3600);

/// An HTTP client that calls only what its [`Reach`] includes, follows no redirect and reads no more than a request's
/// [`Bounds`] say. Clones share their connections.
#[derive(Clone)]
pub struct OutboundClient {
    http: Client,
    reach: Reach,
}

impl OutboundClient {
    /// A client that resolves names as the machine does.
    ///
    /// # Errors
    /// The system's certificates or the TLS library cannot be used.
    pub fn new(reach: Reach) -> Result<Self, OpenClientError> {
        Self::with_names(Arc::new(SystemNames), reach)
    }

    pub(crate) fn with_names(names: Arc<dyn Names>, reach: Reach) -> Result<Self, OpenClientError> {
        let http = Client::builder()
            .redirect(redirect::Policy::none())
            .connect_timeout(CONNECT)
            .dns_resolver(Arc::new(GuardedNames { names, reach }))
            .user_agent("xinggen");
        let http = match reach {
            Reach::Anywhere => http,
            // A proxy would resolve names itself, unchecked.
            Reach::Public | Reach::Private => http.no_proxy(),
        };
        Ok(Self { http: http.build().map_err(OpenClientError)?, reach })
    }

    /// An address where a protocol begins, like `https://api.example.com/v1`, if it may be called. Names are not
    /// resolved here: where they lead is checked at each connection.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn endpoint(&self, text: &str) -> Result<Url, AddressFault> {
        address::endpoint(text, self.reach)
    }

    /// Any address, such as a link to a file with a signature in its query, if it may be called.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn file(&self, text: &str) -> Result<Url, AddressFault> {
        address::file(text, self.reach)
    }

    /// Sends a request, once, and reads the answer to its end.
    ///
    /// # Errors
    /// See [`OutboundError`]; which of them leave open whether the request was carried out stands there.
    pub async fn send(&self, request: Request, bounds: Bounds) -> Result<Answer, OutboundError> {
        self.file(request.url().as_str()).map_err(OutboundError::Address)?;
        let response = request.build(&self.http).timeout(bounds.time).send().await.map_err(unsent)?;
        let (status, retry_after) = (response.status(), retry_after(&response));
        let most = if status.is_success() { bounds.bytes } else { bounds.bytes.min(REASON_BYTES) };
        let body = match read(response, most).await {
            Ok(body) => body,
            // A refusal is one at any length.
            Err(OutboundError::TooLong) if !status.is_success() => Bytes::new(),
            Err(error) => return Err(error),
        };
        Ok(Answer { status, body, retry_after })
    }
}

async fn read(mut response: Response, most: usize) -> Result<Bytes, OutboundError> {
    let said = response.content_length().unwrap_or(0);
    if usize::try_from(said).map_or(true, |said| said > most) {
        return Err(OutboundError::TooLong);
    }
    let mut body = BytesMut::new();
    while let Some(chunk) =
        response.chunk().await.map_err(|error| OutboundError::Broken(error.without_url()))?
    {
        if body.len() + chunk.len() > most {
            return Err(OutboundError::TooLong);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

fn retry_after(response: &Response) -> Option<Duration> {
    let seconds = response.headers().get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds).min(LONGEST_WAIT))
}

fn unsent(error: reqwest::Error) -> OutboundError {
    let error = error.without_url();
    let mut cause = error.source();
    while let Some(known) = cause {
        if known.is::<LeadsInside>() {
            return OutboundError::Address(AddressFault::Private);
        }
        cause = known.source();
    }
    if error.is_connect() || error.is_builder() {
        OutboundError::NotSent(error)
    } else {
        OutboundError::Broken(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::Method;
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
        assert!(Reach::Public.includes(first[0].ip()), "it looked well when it was saved");
        let client = OutboundClient::with_names(names, Reach::Public).expect("a client");
        let bounds = Bounds { time: Duration::from_secs(5), bytes: 10 };
        let url = client.file("https://api.example.com/v1/models").expect("a public name");
        let answer = client.send(Request::new(Method::GET, url), bounds).await;
        assert!(matches!(answer, Err(OutboundError::Address(AddressFault::Private))), "{answer:?}");
    }
}
