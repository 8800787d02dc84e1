//! The head of the first request of a connection, where it is of HTTP/1.0.

/// A head may be so long; what reads it afterwards refuses longer ones.
const MOST: usize = 128 * 1024;

/// What is to be done with what a connection has sent so far.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// It does not tell enough yet.
    More,
    /// It goes on as it is.
    As,
    /// It goes on as this.
    Instead(Vec<u8>),
}

/// Looks at the first bytes of a connection.
///
/// A `POST` of HTTP/1.0 that tells no length has no body (RFC 1945, 7.2.2); the framework refuses it without a word, and
/// proxies that speak HTTP/1.0, as nginx does unless told otherwise, send it so. It is given the length 0, unless
/// something follows the head: then there is a body without a length, which stays refused. A connection of HTTP/1.0
/// serves one request: nobody looks at later heads.
pub(super) fn look(seen: &[u8]) -> Look {
    let enough = || if seen.len() < MOST { Look::More } else { Look::As };
    let Some(first) = seen.iter().position(|byte| *byte == b'\n') else { return enough() };
    let line = seen[..first].trim_ascii_end();
    if !line.ends_with(b" HTTP/1.0") {
        return Look::As;
    }
    let Some(end) = end(seen) else { return enough() };
    let fields: Vec<&[u8]> = seen[first + 1..end].split_inclusive(|byte| *byte == b'\n').collect();
    let is = |field: &[u8], name: &[u8]| {
        field.len() > name.len()
            && field[..name.len()].eq_ignore_ascii_case(name)
            && field[name.len()] == b':'
    };
    let has = |name: &[u8]| fields.iter().any(|field| is(field, name));
    let measured = has(b"content-length") || has(b"transfer-encoding");
    let mut head = seen[..=first].to_vec();
    fields.iter().filter(|field| !is(field, b"connection")).for_each(|field| head.extend_from_slice(field));
    head.extend_from_slice(b"Connection: close\r\n");
    let (blank, rest) = (blank_line(&seen[end..]), &seen[end..]);
    if line.starts_with(b"POST ") && !measured && rest.len() == blank {
        head.extend_from_slice(b"Content-Length: 0\r\n");
    }
    head.extend_from_slice(rest);
    Look::Instead(head)
}

/// Where the empty line that ends a head begins.
fn end(seen: &[u8]) -> Option<usize> {
    let breaks = seen.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1);
    breaks.into_iter().find(|at| blank_line(&seen[*at..]) > 0)
}

/// How long the empty line is that something begins with; 0 where it begins with none.
fn blank_line(text: &[u8]) -> usize {
    match text {
        [b'\r', b'\n', ..] => 2,
        [b'\n', ..] => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instead(head: &str) -> String {
        match look(head.as_bytes()) {
            Look::Instead(head) => String::from_utf8(head).expect("text"),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_post_without_length_gets_one() {
        assert_eq!(
            instead("POST /x HTTP/1.0\r\nHost: a\r\n\r\n"),
            "POST /x HTTP/1.0\r\nHost: a\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
        );
        assert_eq!(
            instead("POST /x HTTP/1.0\n\n"),
            "POST /x HTTP/1.0\nConnection: close\r\nContent-Length: 0\r\n\n"
        );
    }

    #[test]
    fn what_has_a_length_or_a_body_keeps_it() {
        for head in [
            "POST /x HTTP/1.0\r\ncontent-length: 2\r\n\r\n{}",
            "POST /x HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n",
            "POST /x HTTP/1.0\r\n\r\n{}",
            "GET /x HTTP/1.0\r\n\r\n",
        ] {
            assert!(!instead(head).contains("Content-Length: 0"), "{head:?}");
        }
        let kept = instead("GET /x HTTP/1.0\r\nConnection: keep-alive\r\nA: b\r\n\r\n");
        assert_eq!(kept, "GET /x HTTP/1.0\r\nA: b\r\nConnection: close\r\n\r\n");
    }

    #[test]
    fn later_versions_go_on_untouched_as_soon_as_that_is_known() {
        assert_eq!(look(b"POST /x HT"), Look::More);
        assert_eq!(look(b"POST /x HTTP/1.1\r\n"), Look::As);
        assert_eq!(look(b"POST /x HTTP/1.0\r\nHost: a\r\n"), Look::More);
        assert_eq!(look(&[b'x'; MOST]), Look::As);
        assert_eq!(look(&[b"POST /x HTTP/1.0\r\nA: ", [b'x'; MOST].as_slice()].concat()), Look::As);
    }
}
