//! Sending in the background.

use async_trait::async_trait;
use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::{sync::Semaphore, time::timeout};
use tokio_util::sync::CancellationToken;
use xinggen_domain::ports::{Letter, Mail, Mailer, Postbox, SendError, SmsSender};
use xinggen_notify::{Courier, LogMailer};

/// Remembers codes; each must be let through.
struct Slow {
    doors: Semaphore,
    sent: Mutex<Vec<String>>,
    under_way: AtomicUsize,
    most: AtomicUsize,
    /// How many are to fail first.
    failing: AtomicUsize,
}

impl Slow {
    fn new(open: usize, failing: usize) -> Arc<Self> {
        Arc::new(Self {
            doors: Semaphore::new(open),
            sent: Mutex::default(),
            under_way: AtomicUsize::new(0),
            most: AtomicUsize::new(0),
            failing: AtomicUsize::new(failing),
        })
    }

    fn sent(&self) -> usize {
        self.sent.lock().expect("codes").len()
    }
}

#[async_trait]
impl SmsSender for Slow {
    async fn send_code(&self, _: &str, code: &str) -> Result<(), SendError> {
        let now = self.under_way.fetch_add(1, Ordering::SeqCst) + 1;
        self.most.fetch_max(now, Ordering::SeqCst);
        self.doors.acquire().await.expect("open").forget();
        self.under_way.fetch_sub(1, Ordering::SeqCst);
        if self.failing.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok() {
            return Err(SendError::Failed("not now".to_owned()));
        }
        self.sent.lock().expect("codes").push(code.to_owned());
        Ok(())
    }
}

fn sms(n: usize) -> Letter {
    Letter::Sms { phone: "+8613800138000".to_owned(), code: format!("{n:06}") }
}

async fn until(what: impl Fn() -> bool) {
    let waiting = async {
        while !what() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(Duration::from_secs(20), waiting).await.expect("it comes true");
}

#[tokio::test]
async fn posting_waits_for_nothing_and_a_few_are_sent_at_once() {
    let slow = Slow::new(0, 0);
    let courier = Courier::new(Arc::new(LogMailer), slow.clone());
    for n in 0..1_500 {
        courier.post(sms(n));
    }
    let stop = CancellationToken::new();
    let mut running = tokio::task::JoinSet::new();
    running.spawn(courier.clone().run(stop.clone()));
    until(|| slow.under_way.load(Ordering::SeqCst) == 8).await;
    slow.doors.add_permits(2_000);
    until(|| slow.sent() == 1_000).await;
    assert_eq!(slow.most.load(Ordering::SeqCst), 8, "eight at once, and the rest of those that fit");
    courier.post(sms(7));
    stop.cancel();
    running.join_next().await.expect("running").expect("no panic");
    assert_eq!(slow.sent(), 1_001, "what was posted before the stop is sent");
}

#[tokio::test]
async fn a_failure_is_tried_again_and_a_refusal_is_not() {
    struct Refusing(AtomicUsize);
    #[async_trait]
    impl Mailer for Refusing {
        async fn send(&self, _: &Mail) -> Result<(), SendError> {
            self.0.fetch_add(1, Ordering::SeqCst);
            Err(SendError::Refused("no such user".to_owned()))
        }
    }
    let (refusing, slow) = (Arc::new(Refusing(AtomicUsize::new(0))), Slow::new(100, 1));
    let courier = Courier::new(refusing.clone(), slow.clone());
    let mail = Mail { to: "lin@example.com".to_owned(), subject: "042517".to_owned(), text: String::new() };
    courier.post(Letter::Mail(mail));
    courier.post(sms(1));
    let stop = CancellationToken::new();
    stop.cancel();
    timeout(Duration::from_secs(20), courier.run(stop)).await.expect("it ends");
    assert_eq!((refusing.0.load(Ordering::SeqCst), slow.sent()), (1, 1));
}
