//! The switch for `make mutants`: absent from every other build.

use super::Act;
use std::{
    collections::BTreeSet,
    env,
    fs::File,
    io::Write,
    sync::{LazyLock, Mutex, PoisonError},
};

/// The table and the act whose scope is missing, as `dramas Find`.
static MUTANT: LazyLock<Option<String>> = LazyLock::new(|| setting("XINGGEN_MUTANT"));

/// A file for every table and act that was asked for, a line each.
static SEEN: LazyLock<Option<String>> = LazyLock::new(|| setting("XINGGEN_MUTANTS_SEEN"));

static TOLD: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// Whether this statement goes without its scope.
pub(super) fn is_unscoped(table: &str, act: Act) -> bool {
    let scope = format!("{table} {act:?}");
    if let Some(file) = SEEN.as_ref() {
        let is_new = TOLD.lock().unwrap_or_else(PoisonError::into_inner).insert(scope.clone());
        if is_new && let Ok(mut file) = File::options().create(true).append(true).open(file) {
            // A line that is lost is missed by the script, which knows what the sources name.
            let _ = file.write_all(format!("{scope}\n").as_bytes());
        }
    }
    MUTANT.as_ref() == Some(&scope)
}

#[expect(clippy::disallowed_methods, reason = "a build for one script, which has no other way to say it")]
fn setting(name: &str) -> Option<String> {
    env::var(name).ok()
}
