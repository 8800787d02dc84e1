//! What cannot be read of the settings, by name.

use super::{LogFormat, RegistrationChoice};
use figment::{
    Figment,
    value::{Dict, Value},
};
use serde::Deserialize;
use std::{
    num::{NonZeroU32, NonZeroUsize},
    path::PathBuf,
};

/// Settings that are not known, or that are not of their kind: looked at one by one, because reading the whole
/// would stop at the first.
pub(super) fn unreadable(figment: &Figment, known: &Dict) -> Vec<String> {
    let given = match figment.extract::<Dict>() {
        Ok(given) => given,
        Err(error) => return error.into_iter().map(|one| one.to_string()).collect(),
    };
    let faults = strange("", &given, known);
    if !faults.is_empty() {
        return faults;
    }
    let read = [
        leaf::<PathBuf>(figment, "data"),
        leaf::<String>(figment, "log"),
        leaf::<LogFormat>(figment, "log_format"),
        hidden(figment, "database.url"),
        hidden(figment, "database.system_url"),
        hidden(figment, "database.migrate_url"),
        leaf::<PathBuf>(figment, "database.url_file"),
        leaf::<PathBuf>(figment, "database.system_url_file"),
        leaf::<PathBuf>(figment, "database.migrate_url_file"),
        leaf::<NonZeroU32>(figment, "database.max_connections"),
        leaf::<NonZeroUsize>(figment, "worker.slots"),
        leaf::<u32>(figment, "plans.user.running_jobs"),
        leaf::<u64>(figment, "plans.user.storage_bytes"),
        leaf::<u32>(figment, "plans.user.dramas"),
        leaf::<u32>(figment, "plans.user.requests_per_minute"),
        leaf::<u32>(figment, "plans.vip.running_jobs"),
        leaf::<u64>(figment, "plans.vip.storage_bytes"),
        leaf::<u32>(figment, "plans.vip.dramas"),
        leaf::<u32>(figment, "plans.vip.requests_per_minute"),
        leaf::<String>(figment, "server.bind"),
        leaf::<String>(figment, "server.public_url"),
        leaf::<String>(figment, "server.origins"),
        leaf::<String>(figment, "server.trusted_proxies"),
        leaf::<NonZeroUsize>(figment, "server.body_bytes"),
        leaf::<NonZeroUsize>(figment, "server.upload_bytes"),
        leaf::<NonZeroU32>(figment, "server.link_seconds"),
        leaf::<NonZeroUsize>(figment, "server.event_streams"),
        leaf::<NonZeroU32>(figment, "server.keep_alive_seconds"),
        leaf::<NonZeroU32>(figment, "server.drain_seconds"),
        leaf::<u32>(figment, "accounts.signup_credits"),
        leaf::<u32>(figment, "accounts.signup_days"),
        leaf::<RegistrationChoice>(figment, "accounts.registration"),
        leaf::<bool>(figment, "accounts.admins_need_second_factor"),
        leaf::<NonZeroU32>(figment, "accounts.audit_address_days"),
        leaf::<u32>(figment, "throttle.login_burst"),
        leaf::<NonZeroU32>(figment, "throttle.login_seconds"),
        leaf::<u32>(figment, "throttle.register_burst"),
        leaf::<NonZeroU32>(figment, "throttle.register_seconds"),
        leaf::<u32>(figment, "throttle.code_burst"),
        leaf::<NonZeroU32>(figment, "throttle.code_seconds"),
        leaf::<String>(figment, "mail.url"),
        leaf::<String>(figment, "mail.username"),
        hidden(figment, "mail.password"),
        leaf::<PathBuf>(figment, "mail.password_file"),
        leaf::<String>(figment, "mail.from"),
        leaf::<String>(figment, "sms.endpoint"),
        leaf::<String>(figment, "sms.access_key_id"),
        hidden(figment, "sms.access_key_secret"),
        leaf::<PathBuf>(figment, "sms.access_key_secret_file"),
        leaf::<String>(figment, "sms.sign_name"),
        leaf::<String>(figment, "sms.template_code"),
        leaf::<String>(figment, "keys.access_file"),
        leaf::<String>(figment, "keys.secret_file"),
        leaf::<String>(figment, "keys.master_file"),
        leaf::<String>(figment, "programs.ffmpeg"),
        leaf::<String>(figment, "programs.ffprobe"),
        leaf::<String>(figment, "programs.espeak"),
        leaf::<bool>(figment, "vendors.allow_private_addresses"),
        leaf::<NonZeroU32>(figment, "vendors.image_seconds"),
        leaf::<bool>(figment, "label.enabled"),
        leaf::<String>(figment, "label.producer"),
    ];
    read.into_iter().flatten().collect()
}

/// Settings that there are none of.
fn strange(section: &str, given: &Dict, known: &Dict) -> Vec<String> {
    let mut faults = Vec::new();
    for (key, value) in given {
        match (value, known.get(key)) {
            (_, None) => faults.push(format!("there is no setting {section}{key}")),
            (Value::Dict(_, given), Some(Value::Dict(_, known))) => {
                faults.extend(strange(&format!("{section}{key}."), given, known));
            }
            _ => {}
        }
    }
    faults
}

/// Why one setting cannot be read, if so.
fn leaf<'de, T: Deserialize<'de>>(figment: &Figment, key: &str) -> Option<String> {
    let error = figment.extract_inner::<T>(key).err()?;
    Some(format!("{key}: {}", error.kind))
}

/// As [`leaf`], for what must not be shown: not even in telling that it is a number.
fn hidden(figment: &Figment, key: &str) -> Option<String> {
    leaf::<String>(figment, key).map(|_| format!("{key}: must be text, in quotes"))
}
