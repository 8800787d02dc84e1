//! How many answers without a near end each user has open here: event streams, and files that are being sent.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};
use xinggen_domain::UserId;

/// Counts what is open by user.
#[derive(Clone)]
pub(crate) struct Places {
    most: usize,
    gauge: &'static str,
    open: Arc<Mutex<HashMap<UserId, usize>>>,
}

impl Places {
    /// So many for each user; the gauge of this name shows how many are taken in all.
    pub(crate) fn new(most: usize, gauge: &'static str) -> Self {
        Self { most, gauge, open: Arc::default() }
    }

    /// The most that one user may have.
    pub(crate) fn most(&self) -> usize {
        self.most
    }

    /// One more place of a user, until it is dropped; none when all are taken.
    pub(crate) fn enter(&self, user: UserId) -> Option<Place> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(user).or_default();
        if *count >= self.most {
            return None;
        }
        *count += 1;
        metrics::gauge!(self.gauge).increment(1);
        Some(Place { user, places: self.clone() })
    }
}

/// One of them.
pub(crate) struct Place {
    user: UserId,
    places: Places,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.places.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.user) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.user);
            }
        }
        metrics::gauge!(self.places.gauge).decrement(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use xinggen_domain::Id;

    #[test]
    fn a_closed_stream_makes_room() {
        let user = UserId::from_uuid(uuid::Uuid::from_u128(1));
        let places = Places::new(2, "xinggen_event_streams");
        let first = places.enter(user);
        let second = places.enter(user);
        assert!(first.is_some() && second.is_some() && places.enter(user).is_none());
        drop(first);
        assert!(places.enter(user).is_some());
        drop(second);
        assert!(places.open.lock().expect("a lock").is_empty());
    }
}
