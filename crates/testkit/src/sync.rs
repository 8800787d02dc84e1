use std::sync::{Mutex, MutexGuard, PoisonError};

/// The value behind a mutex. A test that panicked while holding it has failed already; the others go on.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
