//! The real clock and the real source of ids: the only places that ask the machine for them.

use uuid::Uuid;
use xinggen_domain::{
    ports::{Clock, IdSource},
    time::{Timestamp, whole_micros},
};

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the Clock port's one real adapter")]
    fn now(&self) -> Timestamp {
        whole_micros(chrono::Utc::now())
    }
}

/// UUIDv7 with the library's counter, so ids made in one millisecond still sort in the order they were made.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct SystemIds;

impl IdSource for SystemIds {
    #[expect(clippy::disallowed_methods, reason = "this is the IdSource port's one real adapter")]
    fn next(&self) -> Uuid {
        Uuid::now_v7()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_sort_in_the_order_they_were_made() {
        let ids: Vec<Uuid> = (0..10_000).map(|_| SystemIds.next()).collect();
        assert!(ids.is_sorted_by(|a, b| a < b));
    }
}
