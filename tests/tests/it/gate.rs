//! A voice program that waits: holds jobs in the middle of their work for as long as a test wants. And one that ends the
//! server in the middle of a job.

use crate::site::Site;
use std::{fs, os::unix::fs::PermissionsExt, path::PathBuf};

/// While it is shut, no voice is spoken.
pub(crate) struct Gate {
    bar: PathBuf,
}

impl Gate {
    /// Puts a gate, open at first, before the voice program of the servers that start from now on.
    pub(crate) fn before_voices(site: &mut Site) -> Self {
        let bar = site.desk.path("bar");
        let wait = format!("while [ -e '{}' ]; do sleep 0.05; done", bar.display());
        put_before_voices(site, &wait);
        Self { bar }
    }

    pub(crate) fn shut(&self) {
        fs::write(&self.bar, b"").expect("the bar");
    }

    pub(crate) fn open(&self) {
        fs::remove_file(&self.bar).expect("the bar");
    }
}

/// While it is laid, each job that speaks waits until it is lit, and then its server is killed, as the kernel kills a
/// process that takes too much memory.
pub(crate) struct Bomb {
    bomb: PathBuf,
    fuse: PathBuf,
}

impl Bomb {
    /// Puts a bomb, not laid at first, before the voice program of the servers that start from now on.
    pub(crate) fn before_voices(site: &mut Site) -> Self {
        let (bomb, fuse) = (site.desk.path("bomb"), site.desk.path("fuse"));
        let wait = format!(
            "while [ -e '{}' ]; do if [ -e '{}' ]; then kill -KILL $PPID; exit 1; fi; sleep 0.05; done",
            bomb.display(),
            fuse.display()
        );
        put_before_voices(site, &wait);
        Self { bomb, fuse }
    }

    pub(crate) fn lay(&self) {
        fs::write(&self.bomb, b"").expect("the bomb");
    }

    pub(crate) fn light(&self) {
        fs::write(&self.fuse, b"").expect("the fuse");
    }

    pub(crate) fn put_out(&self) {
        fs::remove_file(&self.fuse).expect("the fuse");
    }

    pub(crate) fn remove(&self) {
        fs::remove_file(&self.bomb).expect("the bomb");
    }
}

/// Lets the voice program of the servers that start from now on begin with a piece of a shell script.
fn put_before_voices(site: &mut Site, script: &str) {
    let program = site.desk.path("gated-espeak");
    fs::write(&program, format!("#!/bin/sh\n{script}\nexec espeak-ng \"$@\"\n")).expect("a script");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("a program");
    site.set("XINGGEN__PROGRAMS__ESPEAK", program.to_str().expect("UTF-8"));
}
