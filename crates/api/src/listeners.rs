//! How many event streams each user has open here.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};
use xinggen_domain::UserId;

/// Counts open streams by user.
#[derive(Clone)]
pub(crate) struct Listeners {
    most: usize,
    open: Arc<Mutex<HashMap<UserId, usize>>>,
}

impl Listeners {
    pub(crate) fn new(most: usize) -> Self {
        Self { most, open: Arc::default() }
    }

    /// The most that one user may have.
    pub(crate) fn most(&self) -> usize {
        self.most
    }

    /// A place for one more stream of a user, until it is dropped; none when all are taken.
    pub(crate) fn enter(&self, user: UserId) -> Option<Place> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(user).or_default();
        if *count >= self.most {
            return None;
        }
        *count += 1;
        metrics::gauge!("xinggen_event_streams").increment(1);
        Some(Place { user, listeners: self.clone() })
    }
}

/// One open stream.
pub(crate) struct Place {
    user: UserId,
    listeners: Listeners,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.listeners.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.user) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.user);
            }
        }
        metrics::gauge!("xinggen_event_streams").decrement(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use xinggen_domain::Id;

    #[test]
    fn a_closed_stream_makes_room() {
        let user = UserId::from_uuid(uuid::Uuid::from_u128(1));
        let listeners = Listeners::new(2);
        let first = listeners.enter(user);
        let second = listeners.enter(user);
        assert!(first.is_some() && second.is_some() && listeners.enter(user).is_none());
        drop(first);
        assert!(listeners.enter(user).is_some());
        drop(second);
        assert!(listeners.open.lock().expect("a lock").is_empty());
    }
}
