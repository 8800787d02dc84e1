use std::{num::NonZeroUsize, sync::Arc};
use tokio::{sync::Semaphore, task::spawn_blocking};

/// Lets only so many pieces of heavy work run at once, on threads that serve nobody else; the rest wait in line.
#[derive(Debug, Clone)]
pub(crate) struct Gate {
    permits: Arc<Semaphore>,
}

impl Gate {
    pub(crate) fn new(at_once: NonZeroUsize) -> Self {
        let permits = at_once.get().min(Semaphore::MAX_PERMITS);
        Self { permits: Arc::new(Semaphore::new(permits)) }
    }

    /// Does the work when its turn comes. None when it broke down.
    ///
    /// The work keeps its permit even if nobody waits for the answer any more, because it runs on all the same.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Option<T> {
        let permit = self.permits.clone().acquire_owned().await.ok()?;
        let done = spawn_blocking(move || {
            let done = work();
            drop(permit);
            done
        });
        done.await.inspect_err(|error| tracing::error!(%error, "hashing broke down")).ok()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::Gate;
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
            assert_eq!(done, (0..20).map(Some).collect::<Vec<_>>());
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
            assert_eq!(next.await, Some("done"));
        });
    }

    #[tokio::test]
    async fn work_that_panics_gives_its_place_back() {
        let gate = gate(1);
        assert_eq!(gate.run(|| -> u8 { panic!("on purpose") }).await, None);
        assert_eq!(gate.run(|| 1).await, Some(1));
    }
}
