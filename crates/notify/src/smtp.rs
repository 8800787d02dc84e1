use async_trait::async_trait;
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
    transport::smtp::authentication::Credentials,
};
use std::{fmt, time::Duration};
use xinggen_domain::ports::{Mail, Mailer, SendError};

/// How long the server may take for one command.
const PATIENCE: Duration = Duration::from_secs(15);

/// Which mail server to use, and as whom.
#[derive(Clone)]
pub struct SmtpSettings {
    /// `smtps://host:465` for TLS from the first byte, `smtp://host:587?tls=required` for STARTTLS, `smtp://host:25`
    /// without any, which only a server on this machine deserves.
    pub url: String,
    /// The account at the server; none where the server lets everybody in.
    pub username: Option<String>,
    /// Its password.
    pub password: String,
    /// Who stands as the sender, like `Xinggen <no-reply@xinggen.example>`.
    pub from: String,
}

impl fmt::Debug for SmtpSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SmtpSettings")
            .field("url", &self.url)
            .field("from", &self.from)
            .finish_non_exhaustive()
    }
}

/// Why there is no mailer.
#[derive(Debug, thiserror::Error)]
pub enum SmtpError {
    /// The URL cannot be used.
    #[error("mail.url cannot be used: {0}")]
    Url(String),
    /// The sender cannot be read.
    #[error("mail.from cannot be used: {0}")]
    From(String),
}

/// Sends mails by SMTP, over connections that are kept for a while.
pub struct SmtpMailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl SmtpMailer {
    /// With this server; nothing is connected yet.
    ///
    /// # Errors
    /// Settings that cannot be used.
    pub fn new(settings: &SmtpSettings) -> Result<Self, SmtpError> {
        let from = settings.from.parse::<Mailbox>().map_err(|error| SmtpError::From(error.to_string()))?;
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(&settings.url);
        let mut builder = builder.map_err(|error| SmtpError::Url(error.to_string()))?.timeout(Some(PATIENCE));
        if let Some(username) = &settings.username {
            builder = builder.credentials(Credentials::new(username.clone(), settings.password.clone()));
        }
        Ok(Self { transport: builder.build(), from })
    }
}

#[async_trait]
impl Mailer for SmtpMailer {
    async fn send(&self, mail: &Mail) -> Result<(), SendError> {
        let to = mail.to.parse::<Mailbox>().map_err(|error| SendError::Refused(error.to_string()))?;
        let message = Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(mail.subject.as_str())
            .header(ContentType::TEXT_PLAIN)
            .body(mail.text.clone())
            .map_err(|error| SendError::Refused(error.to_string()))?;
        match self.transport.send(message).await {
            Ok(_) => Ok(()),
            Err(error) if error.is_permanent() => Err(SendError::Refused(told(&error))),
            Err(error) => Err(SendError::Failed(told(&error))),
        }
    }
}

/// An error with what is behind it.
fn told(error: &lettre::transport::smtp::Error) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        text.push_str(&format!(": {error}"));
        cause = error.source();
    }
    text
}
