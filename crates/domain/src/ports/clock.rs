use crate::{Id, time::Timestamp};
use uuid::Uuid;

/// The time.
pub trait Clock: Send + Sync {
    /// Now, in whole microseconds.
    fn now(&self) -> Timestamp;
}

/// New ids.
pub trait IdSource: Send + Sync {
    /// A UUIDv7 that was never given before and sorts behind those given before.
    fn next(&self) -> Uuid;
}

impl dyn IdSource + '_ {
    /// A new id of any kind.
    #[must_use]
    pub fn id<T: Id>(&self) -> T {
        T::from_uuid(self.next())
    }
}
