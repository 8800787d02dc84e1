//! What the settings say about letters.

use super::{RegistrationChoice, Settings};

impl Settings {
    /// Whether an account is opened with a code only.
    #[must_use]
    pub fn registration_is_verified(&self) -> bool {
        match self.accounts.registration {
            RegistrationChoice::Auto => self.sends_mail() || self.sends_sms(),
            RegistrationChoice::Open => false,
            RegistrationChoice::Verified => true,
        }
    }

    /// Whether mails are sent, and not only written to the log.
    #[must_use]
    pub fn sends_mail(&self) -> bool {
        !self.mail.url.is_empty()
    }

    /// Whether short messages are sent, and not only written to the log.
    #[must_use]
    pub fn sends_sms(&self) -> bool {
        !self.sms.access_key_id.is_empty()
    }

    /// What is wrong with the sections `mail` and `sms`.
    pub(super) fn letter_faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let mut need = |fine: bool, fault: &str| faults.extend((!fine).then(|| fault.to_owned()));
        let (mail, sms) = (&self.mail, &self.sms);
        if self.sends_mail() {
            let smtp = ["smtp://", "smtps://"].iter().any(|kind| mail.url.starts_with(kind));
            need(smtp, "mail.url must begin with smtp:// or smtps:// (or be empty)");
            need(mail.from.contains('@'), "mail.from must be the sender's address while mail.url is set");
        }
        if self.sends_sms() {
            let web = ["http://", "https://"].iter().any(|kind| sms.endpoint.starts_with(kind));
            need(web, "sms.endpoint must begin with https://");
            need(!sms.sign_name.is_empty(), "sms.sign_name must be set while sms.access_key_id is");
            need(!sms.template_code.is_empty(), "sms.template_code must be set while sms.access_key_id is");
            // What its file lacks is told of the file.
            let secret =
                !sms.access_key_secret.is_empty() || !sms.access_key_secret_file.as_os_str().is_empty();
            need(secret, "sms.access_key_secret (or its _file) must be set while sms.access_key_id is");
        }
        faults
    }
}
