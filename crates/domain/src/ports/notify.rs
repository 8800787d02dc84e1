use async_trait::async_trait;

/// A mail in plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// To whom.
    pub to: String,
    /// What it is about.
    pub subject: String,
    /// What it says.
    pub text: String,
}

/// Why something was not sent.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// It can never be sent like this: the address or number is refused.
    #[error("refused: {0}")]
    Refused(String),
    /// The service cannot be reached or failed; later it may do it.
    #[error("not sent: {0}")]
    Failed(String),
}

/// Sends mails.
#[async_trait]
pub trait Mailer: Send + Sync {
    /// Sends one; it is on its way when this returns.
    async fn send(&self, mail: &Mail) -> Result<(), SendError>;
}

/// Sends short messages. Vendors take templates that were approved before, so a code is all that can be said.
#[async_trait]
pub trait SmsSender: Send + Sync {
    /// Sends a code to a phone number in E.164 form.
    async fn send_code(&self, phone: &str, code: &str) -> Result<(), SendError>;
}

/// Something to be sent.
#[derive(Clone, PartialEq, Eq)]
pub enum Letter {
    /// A mail.
    Mail(Mail),
    /// A code to a phone number.
    Sms {
        /// The number in E.164 form.
        phone: String,
        /// The code.
        code: String,
    },
}

/// Takes what is to be sent and sends it later: whoever posts waits for nothing and learns nothing, so that an answer
/// takes as long whether something is sent or not.
pub trait Postbox: Send + Sync {
    /// Takes a letter. When there are too many already it is lost, which the log tells.
    fn post(&self, letter: Letter);
}
