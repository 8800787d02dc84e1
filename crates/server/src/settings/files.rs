//! Settings that stand in a file of their own, as orchestrators hand secrets over.

use super::{LoginUrl, Secret, Settings};
use std::{fs, path::Path};

impl Settings {
    /// Takes over what the files named by `…_file` hold, and tells what is wrong with them.
    pub(super) fn take_from_files(&mut self) -> Vec<String> {
        let (database, mail, sms) = (&mut self.database, &mut self.mail, &mut self.sms);
        [
            take("database.url", &mut database.url, &database.url_file),
            take("database.system_url", &mut database.system_url, &database.system_url_file),
            take("database.migrate_url", &mut database.migrate_url, &database.migrate_url_file),
            take("mail.password", &mut mail.password, &mail.password_file),
            take("sms.access_key_secret", &mut sms.access_key_secret, &sms.access_key_secret_file),
        ]
        .into_iter()
        .filter_map(Result::err)
        .collect()
    }
}

/// What may be set by itself or by a file.
trait Text: From<String> {
    fn is_set(&self) -> bool;
}

impl Text for Secret {
    fn is_set(&self) -> bool {
        !self.is_empty()
    }
}

impl Text for LoginUrl {
    fn is_set(&self) -> bool {
        !self.is_empty()
    }
}

fn take<T: Text>(name: &str, setting: &mut T, file: &Path) -> Result<(), String> {
    if file.as_os_str().is_empty() {
        return Ok(());
    }
    if setting.is_set() {
        return Err(format!("{name} and {name}_file exclude each other"));
    }
    let text = fs::read_to_string(file)
        .map_err(|error| format!("{name}_file: {} cannot be read: {error}", file.display()))?;
    let text = text.trim_end_matches(['\r', '\n']);
    if text.is_empty() {
        return Err(format!("{name}_file: {} is empty", file.display()));
    }
    *setting = text.to_owned().into();
    Ok(())
}
