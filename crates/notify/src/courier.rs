use futures_util::{StreamExt, stream};
use std::{sync::Arc, time::Duration};
use tokio::{
    sync::{Mutex, mpsc},
    time::{sleep, timeout},
};
use tokio_util::sync::CancellationToken;
use xinggen_domain::ports::{Letter, Mailer, Postbox, SendError, SmsSender};

/// How many letters may wait.
const WAITING: usize = 1_000;
/// How many are sent at once.
const AT_ONCE: usize = 8;
/// How long one may take.
const LONGEST: Duration = Duration::from_secs(20);
/// After which waits a letter is tried again: a code is of no use later.
const AGAIN: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(5)];

/// Takes letters and sends them in the background. Clones are the same courier.
#[derive(Clone)]
pub struct Courier {
    mailer: Arc<dyn Mailer>,
    sms: Arc<dyn SmsSender>,
    letters: mpsc::Sender<Letter>,
    /// Whoever runs takes the letters.
    waiting: Arc<Mutex<mpsc::Receiver<Letter>>>,
}

impl Courier {
    /// In front of these.
    #[must_use]
    pub fn new(mailer: Arc<dyn Mailer>, sms: Arc<dyn SmsSender>) -> Self {
        let (letters, waiting) = mpsc::channel(WAITING);
        Self { mailer, sms, letters, waiting: Arc::new(Mutex::new(waiting)) }
    }

    /// Sends letters until it is told to stop, and then those that still wait.
    pub async fn run(self, stop: CancellationToken) {
        let waiting = self.waiting.lock().await;
        let letters = stream::unfold((waiting, stop, false), |(mut waiting, stop, stopped)| async move {
            if !stopped {
                tokio::select! {
                    biased;
                    letter = waiting.recv() => return letter.map(|letter| (letter, (waiting, stop, false))),
                    () = stop.cancelled() => waiting.close(),
                }
            }
            waiting.recv().await.map(|letter| (letter, (waiting, stop, true)))
        });
        letters.for_each_concurrent(AT_ONCE, |letter| self.deliver(letter)).await;
    }

    async fn deliver(&self, letter: Letter) {
        let (what, mut waits) = (kind(&letter), AGAIN.iter());
        loop {
            let sent = timeout(LONGEST, self.send(&letter)).await;
            let sent = sent.unwrap_or_else(|_| Err(SendError::Failed("it takes too long".to_owned())));
            match (sent, waits.next()) {
                (Ok(()), _) => return,
                (Err(SendError::Failed(reason)), Some(wait)) => {
                    tracing::warn!("{what} not sent yet: {reason}");
                    sleep(*wait).await;
                }
                (Err(error), _) => {
                    tracing::error!("{what} {error}");
                    return;
                }
            }
        }
    }

    async fn send(&self, letter: &Letter) -> Result<(), SendError> {
        match letter {
            Letter::Mail(mail) => self.mailer.send(mail).await,
            Letter::Sms { phone, code } => self.sms.send_code(phone, code).await,
        }
    }
}

impl Postbox for Courier {
    fn post(&self, letter: Letter) {
        if let Err(error) = self.letters.try_send(letter) {
            tracing::error!(
                "a letter is lost: {}",
                match error {
                    mpsc::error::TrySendError::Full(_) => "too many are waiting",
                    mpsc::error::TrySendError::Closed(_) => "the courier has stopped",
                }
            );
        }
    }
}

const fn kind(letter: &Letter) -> &'static str {
    match letter {
        Letter::Mail(_) => "mail",
        Letter::Sms { .. } => "SMS",
    }
}
