use bytes::Bytes;
use reqwest::{
    Client, Method, RequestBuilder, StatusCode, Url,
    header::{CONTENT_TYPE, HeaderMap, HeaderValue},
    multipart::{Form, Part},
};
use std::time::Duration;

/// One request. Its address is checked when it is sent.
pub struct Request {
    method: Method,
    url: Url,
    headers: Vec<(&'static str, String)>,
    bearer: Option<String>,
    body: Option<Vec<u8>>,
    form: Option<Form>,
}

impl Request {
    /// Without a body, and with the client's own headers alone.
    #[must_use]
    pub const fn new(method: Method, url: Url) -> Self {
        Self { method, url, headers: Vec::new(), bearer: None, body: None, form: None }
    }

    /// With this header.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// With this key as `Authorization: Bearer …`.
    #[must_use]
    pub fn bearer(self, key: &str) -> Self {
        Self { bearer: Some(key.to_owned()), ..self }
    }

    /// With this body, which is JSON.
    #[must_use]
    pub fn json(self, body: Vec<u8>) -> Self {
        Self { body: Some(body), ..self }.header("content-type", "application/json")
    }

    /// With this body, which is a form with files.
    #[must_use]
    pub fn form(self, form: Form) -> Self {
        Self { form: Some(form), ..self }
    }

    pub(crate) fn url(&self) -> &Url {
        &self.url
    }

    pub(crate) fn build(self, http: &Client) -> RequestBuilder {
        let mut request = http.request(self.method, self.url);
        for (name, value) in self.headers {
            request = request.header(name, value);
        }
        if let Some(key) = self.bearer {
            request = request.bearer_auth(key);
        }
        match (self.form, self.body) {
            (Some(form), _) => request.multipart(form),
            (None, Some(body)) => request.body(body),
            (None, None) => request,
        }
    }
}

/// A file of a form, with its name and its media type.
#[must_use]
pub fn file_part(name: String, mime: &'static str, bytes: Vec<u8>) -> Part {
    let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static(mime))]);
    Part::bytes(bytes).file_name(name).headers(headers)
}

/// The most that an answer may take.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// From the start of the request to the last byte of the answer.
    pub time: Duration,
    /// Of the body. Of an answer whose status is no success at most 64 KiB are read.
    pub bytes: usize,
}

/// What came back, whatever its status.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The whole body. Empty when the status is no success and the body is too long.
    pub body: Bytes,
    /// How long to wait before the next try, as the answer says; an hour at most.
    pub retry_after: Option<Duration>,
}
