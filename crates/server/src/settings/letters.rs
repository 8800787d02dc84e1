//! What the settings say about letters, and the secrets behind it.

use super::{RegistrationChoice, Settings};
use std::{fs, path::Path};

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

    /// The password of the account at the mail server.
    ///
    /// # Errors
    /// Its file cannot be read, in one line.
    pub fn mail_password(&self) -> Result<String, String> {
        secret("mail.password", &self.mail.password, &self.mail.password_file)
    }

    /// The secret of the access key for short messages.
    ///
    /// # Errors
    /// Its file cannot be read, in one line.
    pub fn sms_secret(&self) -> Result<String, String> {
        secret("sms.access_key_secret", &self.sms.access_key_secret, &self.sms.access_key_secret_file)
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
            let secret =
                !sms.access_key_secret.is_empty() || !sms.access_key_secret_file.as_os_str().is_empty();
            need(secret, "sms.access_key_secret (or its _file) must be set while sms.access_key_id is");
        }
        let both = |text: &str, file: &Path| !text.is_empty() && !file.as_os_str().is_empty();
        let one = !both(&mail.password, &mail.password_file);
        need(one, "mail.password and mail.password_file exclude each other");
        let one = !both(&sms.access_key_secret, &sms.access_key_secret_file);
        need(one, "sms.access_key_secret and sms.access_key_secret_file exclude each other");
        faults.extend([self.mail_password().err(), self.sms_secret().err()].into_iter().flatten());
        faults
    }
}

/// A secret as it is set, or as its file holds it.
fn secret(name: &str, text: &str, file: &Path) -> Result<String, String> {
    if file.as_os_str().is_empty() {
        return Ok(text.to_owned());
    }
    let read = fs::read_to_string(file);
    let read = read.map_err(|error| format!("{name}_file: {} cannot be read: {error}", file.display()))?;
    Ok(read.trim_end_matches(['\r', '\n']).to_owned())
}
