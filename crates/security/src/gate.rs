use std::{num::NonZeroUsize, sync::Arc};
use tokio::{sync::Semaphore, task::spawn_blocking};

/// How many pieces of work may wait in line for each that runs. At some 20 ms each, nobody waits much longer than a
/// second.
pub(crate) const LINE: usize = 50;

/// There is no room in the line.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct LineFull;

/// Lets only so many pieces of heavy work run at once, on threads that serve nobody else; [`LINE`] times as many wait
/// in line, and whoever comes then is sent away at once.
#[derive(Debug, Clone)]
pub(crate) struct Gate {
    /// A place in line or at work.
    places: Arc<Semaphore>,
    permits: Arc<Semaphore>,
}

impl Gate {
    pub(crate) fn new(at_once: NonZeroUsize) -> Self {
        let permits = at_once.get().min(Semaphore::MAX_PERMITS / (LINE + 1));
        Self {
            places: Arc::new(Semaphore::new(permits * (LINE + 1))),
            permits: Arc::new(Semaphore::new(permits)),
        }
    }

    /// Does the work when its turn comes. None when it broke down.
    ///
    /// # Errors
    /// The line is full.
    ///
    /// The work keeps its permit even if nobody waits for the answer any more, because it runs on all the same.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<Option<T>, LineFull> {
        let place = self.places.clone().try_acquire_owned().map_err(|_| LineFull)?;
        // The semaphore is never closed.
        let permit = self.permits.clone().acquire_owned().await.map_err(|_| LineFull)?;
        let done = spawn_blocking(move || {
            let done = work();
            drop((permit, place));
            done
        });
        Ok(done.await.inspect_err(|error| tracing::error!(%error, "hashing broke down")).ok())
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::{Gate, LINE, LineFull};
    use futures_util::{FutureExt, future::join_all};
    use std::{
        num::NonZeroUsize,
        sync::{Arc, Condvar, Mutex},
    };
    use tokio::{runtime::Runtime, task::spawn_blocking};

    /// How many run, and how many ran at once at most.
    #[derive(Default)]
    struct Counted {
        counts: Mutex<(usize, usize)>,
        changed: Condvar,
    }

    impl Counted {
        /// Runs until `full` have run at once, so that the gate is seen full however fast the threads start.
        fn work(&self, full: usize) {
            let mut counts = self.counts.lock().expect("counts");
            counts.0 += 1;
            counts.1 = counts.1.max(counts.0);
            self.changed.notify_all();
            let mut counts = self.changed.wait_while(counts, |counts| counts.1 < full).expect("counts");
            counts.0 -= 1;
        }

        fn most(&self) -> usize {
            self.counts.lock().expect("counts").1
        }
    }

    fn gate(at_once: usize) -> Gate {
        Gate::new(NonZeroUsize::new(at_once).expect("not zero"))
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn as_many_as_allowed_run_at_once_and_never_more() {
        for at_once in [1, 2, 3] {
            let (gate, counted) = (gate(at_once), Arc::new(Counted::default()));
            let runs = (0..20).map(|n| {
                let (gate, counted) = (gate.clone(), counted.clone());
                async move {
                    gate.run(move || {
                        counted.work(at_once);
                        n
                    })
                    .await
                }
            });
            let done = join_all(runs).await;
            assert_eq!(done, (0..20).map(|n| Ok(Some(n))).collect::<Vec<_>>());
            assert_eq!(counted.most(), at_once);
        }
    }

    /// A runtime with two threads for heavy work; when one is held, the other does its work in order.
    pub(crate) fn one_free_thread() -> Runtime {
        tokio::runtime::Builder::new_current_thread().max_blocking_threads(2).build().expect("a runtime")
    }

    /// Waits until the free thread has done all that it was given so far.
    pub(crate) async fn all_begun_is_done() {
        spawn_blocking(|| ()).await.expect("no panic");
    }

    #[test]
    fn work_that_nobody_waits_for_keeps_its_place() {
        one_free_thread().block_on(async {
            let gate = gate(1);
            let (finish, finished) = std::sync::mpsc::channel::<()>();
            let mut left = Box::pin(gate.run(move || finished.recv()));
            assert!(left.as_mut().now_or_never().is_none(), "it has begun");
            drop(left);
            let mut next = Box::pin(gate.run(|| "done"));
            for _ in 0..2 {
                assert!(next.as_mut().now_or_never().is_none(), "the first still runs");
                all_begun_is_done().await;
            }
            finish.send(()).expect("it still listens");
            assert_eq!(next.await, Ok(Some("done")));
        });
    }

    #[test]
    fn whoever_finds_the_line_full_is_sent_away_at_once() {
        one_free_thread().block_on(async {
            let gate = gate(1);
            let (finish, finished) = std::sync::mpsc::channel::<()>();
            let mut busy = Box::pin(gate.run(move || finished.recv().is_ok()));
            assert!(busy.as_mut().now_or_never().is_none(), "it has begun");
            let mut line: Vec<_> = (0..LINE).map(|_| Box::pin(gate.run(|| true))).collect();
            assert!(line.iter_mut().all(|waiting| waiting.as_mut().now_or_never().is_none()));
            assert_eq!(gate.run(|| true).now_or_never(), Some(Err(LineFull)));
            line.pop();
            assert!(gate.run(|| true).now_or_never().is_none(), "one has left the line");
            finish.send(()).expect("it still listens");
            assert_eq!(busy.await, Ok(Some(true)));
            assert!(join_all(line).await.iter().all(|done| *done == Ok(Some(true))));
        });
    }

    #[tokio::test]
    async fn work_that_panics_gives_its_place_back() {
        let gate = gate(1);
        assert_eq!(gate.run(|| -> u8 { panic!("on purpose") }).await, Ok(None));
        assert_eq!(gate.run(|| 1).await, Ok(Some(1)));
    }
}
