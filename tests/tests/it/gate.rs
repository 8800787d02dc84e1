//! A voice program that waits: holds jobs in the middle of their work for as long as a test wants.

use crate::site::Site;
use std::{fs, os::unix::fs::PermissionsExt, path::PathBuf};

/// While it is shut, no voice is spoken.
pub(crate) struct Gate {
    bar: PathBuf,
}

impl Gate {
    /// Puts a gate, open at first, before the voice program of the servers that start from now on.
    pub(crate) fn before_voices(site: &mut Site) -> Self {
        let (bar, program) = (site.desk.path("bar"), site.desk.path("gated-espeak"));
        let script = format!(
            "#!/bin/sh\nwhile [ -e '{}' ]; do sleep 0.05; done\nexec espeak-ng \"$@\"\n",
            bar.display()
        );
        fs::write(&program, script).expect("a script");
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("a program");
        site.set("XINGGEN__PROGRAMS__ESPEAK", program.to_str().expect("UTF-8"));
        Self { bar }
    }

    pub(crate) fn shut(&self) {
        fs::write(&self.bar, b"").expect("the bar");
    }

    pub(crate) fn open(&self) {
        fs::remove_file(&self.bar).expect("the bar");
    }
}
