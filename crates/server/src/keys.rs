//! Where the secrets are, as the settings say it.

use crate::Settings;
use xinggen_security::KeySource;

/// The files with the secrets: those that the settings name, the others in the data folder.
pub(crate) fn key_source(settings: &Settings) -> KeySource {
    let source = KeySource::folder(&settings.data);
    let source = match settings.keys.access_file.as_str() {
        "" => source,
        file => source.with_access_file(file.into()),
    };
    let source = match settings.keys.secret_file.as_str() {
        "" => source,
        file => source.with_secret_file(file.into()),
    };
    match settings.keys.master_file.as_str() {
        "" => source,
        file => source.with_master_file(file.into()),
    }
}
