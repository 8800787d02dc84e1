//! A file that may change while we run: another process rotates keys, and everybody who shares the file notices.

use crate::{keys::LoadKeysError, secret_file};
use chrono::Duration;
use std::{
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
};
use xinggen_domain::time::Timestamp;

/// How old what was read may become, in milliseconds, before the file is looked at again.
const USUAL_AGE_MS: i64 = 1000;
/// The same when somebody shows a key that is not known: a new one is met soon, yet whoever makes names up costs us
/// no more than so few looks.
const DOUBTFUL_AGE_MS: i64 = 50;

/// How the text of a file becomes what it means; the second text says where it comes from.
type Read<T> = fn(&str, &str) -> Result<T, LoadKeysError>;

/// What a file means, as far as is known.
pub(crate) struct Watched<T> {
    path: PathBuf,
    read: Read<T>,
    held: RwLock<Held<T>>,
}

struct Held<T> {
    text: String,
    value: Arc<T>,
    /// When the file was last looked at; never yet since the start.
    looked_at: Option<Timestamp>,
}

impl<T> Watched<T> {
    /// What this text, just read from the file, means.
    pub(crate) fn new(path: &Path, text: String, read: Read<T>) -> Result<Self, LoadKeysError> {
        let value = Arc::new(read(&text, &path.display().to_string())?);
        let held = RwLock::new(Held { text, value, looked_at: None });
        Ok(Self { path: path.to_owned(), read, held })
    }

    /// What the file means, not much older than now.
    pub(crate) fn at(&self, now: Timestamp) -> Arc<T> {
        self.not_older(now, USUAL_AGE_MS)
    }

    /// What the file means just now, for somebody who shows a key that is not known.
    pub(crate) fn in_doubt(&self, now: Timestamp) -> Arc<T> {
        self.not_older(now, DOUBTFUL_AGE_MS)
    }

    /// What the file meant when it was last looked at.
    pub(crate) fn known(&self) -> Arc<T> {
        Arc::clone(&self.held.read().unwrap_or_else(PoisonError::into_inner).value)
    }

    /// What the file means at this moment.
    pub(crate) fn fresh(&self) -> Arc<T> {
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        self.look(&mut held);
        Arc::clone(&held.value)
    }

    fn not_older(&self, now: Timestamp, age_ms: i64) -> Arc<T> {
        // A clock that was set back does not make what we know young for ever.
        let young = |held: &Held<T>| {
            held.looked_at.is_some_and(|at| (now - at).abs() < Duration::milliseconds(age_ms))
        };
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
        if young(&held) {
            return Arc::clone(&held.value);
        }
        drop(held);
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        if !young(&held) {
            held.looked_at = Some(now);
            self.look(&mut held);
        }
        Arc::clone(&held.value)
    }

    /// Reads the file; what cannot be read leaves all as it was.
    fn look(&self, held: &mut Held<T>) {
        let changed = secret_file::read(&self.path).and_then(|text| {
            if text == held.text {
                return Ok(None);
            }
            Ok(Some(((self.read)(&text, &self.path.display().to_string())?, text)))
        });
        match changed {
            Ok(None) => {}
            Ok(Some((value, text))) => {
                tracing::info!(file = %self.path.display(), "the keys have changed");
                (held.value, held.text) = (Arc::new(value), text);
            }
            Err(error) => tracing::error!(%error, "keys cannot be read again; those from before stay"),
        }
    }
}
