//! Ids that count up.

use std::sync::atomic::{AtomicU64, Ordering};
use uuid::Uuid;
use xinggen_domain::ports::IdSource;

/// 2026-01-05T08:00:00Z in Unix milliseconds: where the time inside the ids begins.
const BASE_MS: u64 = 1_767_600_000_000;

/// Ids of the shape of a UUIDv7 that count up from one, so that a test can foresee them and a failure shows the
/// same ones again. Two sources that begin at the same number give the same ids: one per test.
#[derive(Debug)]
pub struct SequentialIds {
    next: AtomicU64,
}

impl SequentialIds {
    /// Begins at `first`; sources that begin far apart never meet.
    #[must_use]
    pub const fn starting_at(first: u64) -> Self {
        Self { next: AtomicU64::new(first) }
    }

    /// The id with this number.
    #[must_use]
    pub fn nth(number: u64) -> Uuid {
        let millis = u128::from(BASE_MS + (number >> 12)) << 80;
        let version = 0x7_u128 << 76;
        let sequence = u128::from(number & 0xfff) << 64;
        let variant = 0b10_u128 << 62;
        Uuid::from_u128(millis | version | sequence | variant | u128::from(number & (u64::MAX >> 2)))
    }
}

impl Default for SequentialIds {
    fn default() -> Self {
        Self::starting_at(1)
    }
}

impl IdSource for SequentialIds {
    fn next(&self) -> Uuid {
        Self::nth(self.next.fetch_add(1, Ordering::Relaxed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_version_7_and_sort_in_the_order_they_were_given() {
        let ids = SequentialIds::starting_at(4090);
        let given: Vec<Uuid> = (0..20).map(|_| ids.next()).collect();
        assert!(given.iter().all(|id| id.get_version_num() == 7));
        assert!(given.iter().all(|id| id.get_variant() == uuid::Variant::RFC4122));
        assert!(given.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn two_sources_that_begin_alike_give_alike() {
        assert_eq!(SequentialIds::default().next(), SequentialIds::default().next());
    }
}
