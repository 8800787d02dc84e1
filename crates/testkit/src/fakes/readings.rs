use async_trait::async_trait;
use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};
use xinggen_domain::{
    UserId,
    ports::{ReadingGate, ReadingPlace, ReadingRefused},
};

/// A gate with room for everybody, until a test says otherwise.
#[derive(Debug, Clone, Default)]
pub struct FakeReadings {
    taken: Arc<AtomicUsize>,
    refusals: Arc<Mutex<VecDeque<ReadingRefused>>>,
}

impl FakeReadings {
    /// Refuses the next request so.
    pub fn refuse_next(&self, why: ReadingRefused) {
        self.refusals.lock().unwrap_or_else(PoisonError::into_inner).push_back(why);
    }

    /// How many places are taken.
    #[must_use]
    pub fn taken(&self) -> usize {
        self.taken.load(Ordering::SeqCst)
    }
}

/// Counts a place down at its end.
struct Taken(Arc<AtomicUsize>);

impl Drop for Taken {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

#[async_trait]
impl ReadingGate for FakeReadings {
    async fn enter(&self, _user: UserId) -> Result<ReadingPlace, ReadingRefused> {
        if let Some(why) = self.refusals.lock().unwrap_or_else(PoisonError::into_inner).pop_front() {
            return Err(why);
        }
        self.taken.fetch_add(1, Ordering::SeqCst);
        Ok(ReadingPlace::new(Taken(Arc::clone(&self.taken))))
    }
}
