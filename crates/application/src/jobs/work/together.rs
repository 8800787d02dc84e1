//! Waiting for several things at once, with nothing but the standard library.

use std::{future::poll_fn, pin::Pin, task::Poll};

/// Lets up to `at_once` of them run, by turns on one thread, and begins the next when one is done. Returns their
/// results in order; the first failure drops the others. Meant for a few: whichever wakes, all that run are looked at.
pub(super) async fn together<T, E, F>(at_once: usize, futures: Vec<F>) -> Result<Vec<T>, E>
where
    F: Future<Output = Result<T, E>>,
{
    let mut pinned: Vec<Pin<Box<F>>> = futures.into_iter().map(Box::pin).collect();
    let mut done: Vec<Option<T>> = pinned.iter().map(|_| None).collect();
    poll_fn(move |context| {
        loop {
            let open = pinned.iter_mut().zip(&mut done).filter(|(_, result)| result.is_none());
            let mut ended = false;
            for (future, result) in open.take(at_once) {
                if let Poll::Ready(made) = future.as_mut().poll(context) {
                    match made {
                        Ok(made) => *result = Some(made),
                        Err(error) => return Poll::Ready(Err(error)),
                    }
                    ended = true;
                }
            }
            if done.iter().all(Option::is_some) {
                return Poll::Ready(Ok(done.drain(..).flatten().collect()));
            }
            if !ended {
                return Poll::Pending;
            }
        }
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
    use tokio::{sync::Barrier, task::yield_now};

    #[tokio::test]
    async fn all_run_at_once_and_keep_their_order() {
        let barrier = Barrier::new(3);
        let meet = async |number: u32| {
            // None passes before all have come.
            barrier.wait().await;
            Ok::<_, ()>(number)
        };
        assert_eq!(together(3, vec![meet(1), meet(2), meet(3)]).await, Ok(vec![1, 2, 3]));
        assert_eq!(together(3, Vec::<std::future::Ready<Result<u32, ()>>>::new()).await, Ok(vec![]));
    }

    #[tokio::test]
    async fn the_next_begins_when_one_is_done_but_not_before() {
        let (running, most) = (AtomicU32::new(0), AtomicU32::new(0));
        let work = async |turns: u32| {
            most.fetch_max(running.fetch_add(1, Relaxed) + 1, Relaxed);
            for _ in 0..turns {
                yield_now().await;
            }
            running.fetch_sub(1, Relaxed);
            Ok::<_, ()>(turns)
        };
        let all = together(2, vec![work(9), work(0), work(3), work(0), work(1)]).await;
        assert_eq!((all, most.into_inner()), (Ok(vec![9, 0, 3, 0, 1]), 2));
    }

    #[tokio::test]
    async fn the_first_failure_ends_all() {
        let wait = async |fails: bool| {
            if fails {
                return Err("broken");
            }
            std::future::pending::<()>().await;
            Ok(())
        };
        assert_eq!(together(2, vec![wait(false), wait(true)]).await, Err("broken"));
    }
}
