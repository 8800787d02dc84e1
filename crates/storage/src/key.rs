use crate::failure;
use xinggen_domain::{asset::ObjectKey, error::BlobError};

/// The longest name that common file systems keep, less what opendal adds while it writes.
const LONGEST_SEGMENT: usize = 200;

/// Why a key is not used.
#[derive(Debug, thiserror::Error)]
#[error("the key has {0}")]
struct Refused(&'static str);

/// The key as a path below the root of the store. Keys come from [`ObjectKey`], but stored ones come from a
/// database, and none may ever name a file outside the root or one of our own.
pub(crate) fn path(key: &ObjectKey) -> Result<&str, BlobError> {
    let path = key.as_str();
    match fault(path) {
        Some(fault) => Err(failure::other(key, Refused(fault))),
        None => Ok(path),
    }
}

fn fault(path: &str) -> Option<&'static str> {
    if path.chars().any(char::is_control) {
        return Some("a control character");
    }
    if path.contains('\\') || path.contains(':') {
        return Some("a character that some systems take for part of a path");
    }
    path.split('/').find_map(|segment| match segment {
        "" => Some("an empty segment"),
        segment if segment.starts_with('.') => Some("a segment that begins with a dot"),
        segment if segment.trim() != segment => Some("a segment with white space at an end"),
        segment if segment.len() > LONGEST_SEGMENT => Some("too long a segment"),
        _ => None,
    })
}
