//! What the framework answers when it cannot read the head of a request: a status and nothing else, before any route or
//! middleware is asked. Here it gets what every refusal has: a problem, an id and a line in the log.

use crate::{
    language::Language,
    problem::{Code, Problem, view},
};
use xinggen_domain::ports::IdSource;

/// Nothing that the framework writes of its own is longer.
const MOST: usize = 512;

/// What is sent in the place of what the framework is about to write, if that is one of its bare refusals.
pub(super) fn instead_of(written: &[u8], ids: &dyn IdSource) -> Option<Vec<u8>> {
    let problem = refused(written)?;
    let id = ids.next().to_string();
    let status = problem.code().status();
    tracing::info!(
        request.id = %id, http.status = status.as_u16(), code = problem.code().code(),
        "a request that cannot be read"
    );
    let body = serde_json::to_vec(&view(&problem, Language::English, &id, "/")).unwrap_or_default();
    let head = format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/problem+json\r\ncontent-language: en\r\n\
         content-length: {}\r\nx-request-id: {id}\r\nx-content-type-options: nosniff\r\n\
         cache-control: no-store\r\nconnection: close\r\n\r\n",
        body.len()
    );
    Some([head.into_bytes(), body].concat())
}

fn refused(written: &[u8]) -> Option<Problem> {
    if written.len() > MOST || !written.starts_with(b"HTTP/1.") || !written.ends_with(b"\r\n\r\n") {
        return None;
    }
    let text = std::str::from_utf8(written).ok()?.to_ascii_lowercase();
    let bare = text.contains("\r\ncontent-length: 0\r\n") && !text.contains("\r\nx-request-id:");
    let reason = "its head is not as HTTP has it";
    match text.split(' ').nth(1)? {
        "400" if bare => Some(Problem::new(Code::MalformedRequest).with("reason", reason)),
        "408" if bare => Some(Problem::new(Code::SlowRequest)),
        "431" if bare => Some(Problem::new(Code::HeadTooLarge)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_bare_refusals_are_replaced() {
        let bare =
            |status: &str| format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
        for status in ["400 Bad Request", "408 Request Timeout", "431 Request Header Fields Too Large"] {
            assert!(refused(bare(status).as_bytes()).is_some(), "{status}");
        }
        for status in ["200 OK", "404 Not Found", "503 Service Unavailable"] {
            assert!(refused(bare(status).as_bytes()).is_none(), "{status}");
        }
        let own = "HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\nx-request-id: 7\r\n\r\n";
        assert!(refused(own.as_bytes()).is_none(), "the API's own answers stay");
        assert!(refused(b"HTTP/1.1 400 Bad Request\r\ncontent-length: 2\r\n\r\n{}").is_none());
    }
}
