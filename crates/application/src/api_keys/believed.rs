use super::BELIEVED_MS;
use chrono::Duration;
use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};
use xinggen_domain::{ApiKeyId, api_key::ApiKey, time::Timestamp, user::User};

/// With so many keys in mind, those that are not believed any more are forgotten.
const MANY: usize = 10_000;

/// What was looked up a moment ago.
#[derive(Default)]
pub(super) struct Believed {
    known: Mutex<HashMap<ApiKeyId, Known>>,
}

struct Known {
    key: ApiKey,
    user: User,
    read_at: Timestamp,
}

impl Known {
    fn is_young(&self, now: Timestamp) -> bool {
        (now - self.read_at).abs() < Duration::milliseconds(BELIEVED_MS)
    }
}

impl Believed {
    fn known(&self) -> MutexGuard<'_, HashMap<ApiKeyId, Known>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn get(&self, id: ApiKeyId, now: Timestamp) -> Option<(ApiKey, User)> {
        let known = self.known();
        let young = known.get(&id).filter(|known| known.is_young(now))?;
        Some((young.key.clone(), young.user.clone()))
    }

    pub(super) fn put(&self, key: ApiKey, user: User, read_at: Timestamp) {
        let mut known = self.known();
        if known.len() >= MANY {
            known.retain(|_, known| known.is_young(read_at));
        }
        known.insert(key.id, Known { key, user, read_at });
    }

    /// Notes a use, so that others do not write it down as well.
    pub(super) fn used(&self, id: ApiKeyId, now: Timestamp) {
        if let Some(known) = self.known().get_mut(&id) {
            known.key.last_used_at = Some(now);
        }
    }

    pub(super) fn forget(&self, id: ApiKeyId) {
        self.known().remove(&id);
    }
}
