use async_trait::async_trait;
use xinggen_domain::ports::{Mail, Mailer, SendError, SmsSender};

/// Writes the subjects of mails, which hold the codes, to the log instead of sending them.
#[derive(Debug, Clone, Copy, Default)]
pub struct LogMailer;

#[async_trait]
impl Mailer for LogMailer {
    async fn send(&self, mail: &Mail) -> Result<(), SendError> {
        // At this level it is seen with the settings as they come: whoever runs a single machine has to read it.
        tracing::warn!("no mail is sent (mail.url is empty); for {}: {}", mail.to, mail.subject);
        Ok(())
    }
}

/// Writes codes to the log instead of sending them.
#[derive(Debug, Clone, Copy, Default)]
pub struct LogSms;

#[async_trait]
impl SmsSender for LogSms {
    async fn send_code(&self, phone: &str, code: &str) -> Result<(), SendError> {
        tracing::warn!("no SMS is sent (sms.access_key_id is empty); for {phone}: verification code {code}");
        Ok(())
    }
}
