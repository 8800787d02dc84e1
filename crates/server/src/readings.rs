//! The gate before the reading of texts for requests.

use async_trait::async_trait;
use std::{
    collections::HashMap,
    num::NonZeroUsize,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::sync::Semaphore;
use xinggen_domain::{
    UserId,
    ports::{ReadingGate, ReadingPlace, ReadingRefused},
};

/// How many requests may wait for each that has its text read. A text takes some tenths of a second at most, so the
/// last of them waits about as long as [`PATIENCE`].
const LINE: usize = 8;
/// How long a request waits for its turn before it is told to try again.
const PATIENCE: Duration = Duration::from_secs(2);
/// How many texts of one user may be read or waiting. One of them is read at a time, so a user who sends many takes one
/// place from everybody else.
const OF_USER: u32 = 2;

/// Gives out places in the memory of this process.
#[derive(Debug, Clone)]
pub(crate) struct LocalReadings {
    /// A place in the line or at work.
    places: Arc<Semaphore>,
    /// A place at work.
    slots: Arc<Semaphore>,
    users: Users,
    patience: Duration,
}

/// Who has requests here.
#[derive(Debug, Clone, Default)]
struct Users(Arc<Mutex<HashMap<UserId, Standing>>>);

#[derive(Debug)]
struct Standing {
    /// How many requests are read or waiting.
    count: u32,
    /// Has one permit: the user's turn to be read.
    turn: Arc<Semaphore>,
}

/// One request of a user; counted until it is dropped.
struct Counted {
    user: UserId,
    users: Users,
    turn: Arc<Semaphore>,
}

impl LocalReadings {
    /// Has so many texts read at once.
    pub(crate) fn new(at_once: NonZeroUsize) -> Self {
        let slots = at_once.get().min(Semaphore::MAX_PERMITS / (LINE + 1));
        Self {
            places: Arc::new(Semaphore::new(slots * (LINE + 1))),
            slots: Arc::new(Semaphore::new(slots)),
            users: Users::default(),
            patience: PATIENCE,
        }
    }
}

impl Users {
    fn lock(&self) -> MutexGuard<'_, HashMap<UserId, Standing>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn count(&self, user: UserId) -> Result<Counted, ReadingRefused> {
        let mut users = self.lock();
        let standing =
            users.entry(user).or_insert_with(|| Standing { count: 0, turn: Arc::new(Semaphore::new(1)) });
        if standing.count >= OF_USER {
            return Err(ReadingRefused::OfUser { most: OF_USER });
        }
        standing.count += 1;
        Ok(Counted { user, users: self.clone(), turn: Arc::clone(&standing.turn) })
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        let mut users = self.users.lock();
        if let Some(standing) = users.get_mut(&self.user) {
            standing.count -= 1;
            if standing.count == 0 {
                users.remove(&self.user);
            }
        }
    }
}

#[async_trait]
impl ReadingGate for LocalReadings {
    async fn enter(&self, user: UserId) -> Result<ReadingPlace, ReadingRefused> {
        let counted = self.users.count(user)?;
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| ReadingRefused::Busy)?;
        let turns = async {
            let turn = Arc::clone(&counted.turn).acquire_owned().await?;
            Ok::<_, tokio::sync::AcquireError>((turn, Arc::clone(&self.slots).acquire_owned().await?))
        };
        // The semaphores are never closed.
        match tokio::time::timeout(self.patience, turns).await {
            Ok(Ok((turn, slot))) => Ok(ReadingPlace::new((slot, turn, place, counted))),
            Ok(Err(_)) | Err(_) => Err(ReadingRefused::Busy),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::{
        task::{JoinHandle, JoinSet},
        time::Instant,
    };
    use uuid::Uuid;
    use xinggen_domain::Id as _;

    fn gate(at_once: usize, patience: Duration) -> LocalReadings {
        LocalReadings { patience, ..LocalReadings::new(NonZeroUsize::new(at_once).expect("not zero")) }
    }

    const FOREVER: Duration = Duration::from_secs(3_600);

    fn user(number: u128) -> UserId {
        UserId::from_uuid(Uuid::from_u128(number))
    }

    fn is_empty(gate: &LocalReadings, at_once: usize) -> bool {
        let free = (gate.slots.available_permits(), gate.places.available_permits());
        gate.users.lock().is_empty() && free == (at_once, at_once * (LINE + 1))
    }

    /// Lets everything happen that is to happen now.
    async fn settle() {
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
    }

    #[tokio::test]
    async fn a_line_has_an_end_and_waiting_too() {
        let patience = Duration::from_millis(100);
        let gate = gate(1, patience);
        let at_work = gate.enter(user(0)).await.expect("a free place");
        let started = Instant::now();
        let mut waiting = JoinSet::new();
        for number in 1..=LINE as u128 {
            let gate = gate.clone();
            waiting.spawn(async move { gate.enter(user(number)).await.map(drop) });
        }
        settle().await;
        assert_eq!(gate.enter(user(99)).await.map(drop), Err(ReadingRefused::Busy), "the line is full");
        assert!(waiting.try_join_next().is_none(), "and that is said at once, while the others still wait");
        assert!(waiting.join_all().await.into_iter().all(|late| late == Err(ReadingRefused::Busy)));
        assert!(started.elapsed() >= patience);
        drop(at_work);
        assert!(is_empty(&gate, 1), "{gate:?}");
    }

    #[expect(clippy::disallowed_methods, reason = "the test waits for it")]
    fn spawned(gate: &LocalReadings, number: u128) -> JoinHandle<Result<ReadingPlace, ReadingRefused>> {
        let gate = gate.clone();
        tokio::spawn(async move { gate.enter(user(number)).await })
    }

    #[tokio::test]
    async fn one_user_takes_one_place_and_waits_with_one_more() {
        let gate = gate(3, FOREVER);
        let first = gate.enter(user(1)).await.expect("a free place");
        let second = spawned(&gate, 1);
        settle().await;
        assert!(!second.is_finished(), "one of a user is read at a time");
        assert_eq!(gate.slots.available_permits(), 2, "and no place is kept for the other");
        let third = gate.enter(user(1)).await.map(drop);
        assert_eq!(third, Err(ReadingRefused::OfUser { most: 2 }));
        gate.enter(user(2)).await.expect("a place for another user");
        drop(first);
        drop(second.await.expect("no panic").expect("its turn"));
        assert!(is_empty(&gate, 3), "{gate:?}");
    }

    #[tokio::test]
    async fn whoever_stops_waiting_leaves_the_line_and_the_next_one_moves_up() {
        let gate = gate(1, FOREVER);
        let at_work = gate.enter(user(0)).await.expect("a free place");
        let (left, next) = (spawned(&gate, 1), spawned(&gate, 2));
        settle().await;
        left.abort();
        settle().await;
        assert_eq!(gate.users.lock().len(), 2);
        assert_eq!(gate.places.available_permits(), LINE - 1);
        drop(at_work);
        drop(next.await.expect("no panic").expect("its turn"));
        assert!(is_empty(&gate, 1), "{gate:?}");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn of_hundreds_at_once_no_more_than_the_slots_are_at_work() {
        let (gate, most) = (gate(2, FOREVER), Arc::new(Mutex::new((0_u32, 0_u32))));
        let mut requests = JoinSet::new();
        for number in 0..300_u128 {
            let (gate, most) = (gate.clone(), Arc::clone(&most));
            requests.spawn(async move {
                let Ok(place) = gate.enter(user(number % 20)).await else { return };
                let entered = |change: i32| {
                    let mut most = most.lock().expect("not poisoned");
                    most.0 = most.0.saturating_add_signed(change);
                    most.1 = most.1.max(most.0);
                };
                entered(1);
                tokio::task::yield_now().await;
                entered(-1);
                drop(place);
            });
        }
        requests.join_all().await;
        assert_eq!(*most.lock().expect("not poisoned"), (0, 2));
        assert!(is_empty(&gate, 2), "{gate:?}");
    }
}
