//! What went wrong, in one line that says what to do.

use std::{io, path::Path, process::ExitStatus};
use xinggen_domain::error::{VendorError, VendorErrorClass};

/// A request that makes no sense.
pub(crate) fn invalid(message: impl Into<String>) -> VendorError {
    VendorError::new(VendorErrorClass::Invalid, message)
}

/// Something that should not have happened.
pub(crate) fn unknown(message: impl Into<String>) -> VendorError {
    VendorError::new(VendorErrorClass::Unknown, message)
}

/// A file could not be read or written.
pub(crate) fn disk(path: &Path, error: io::Error) -> VendorError {
    let message = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => disk_full(),
        io::ErrorKind::NotFound => format!("{} is missing", path.display()),
        _ => format!("{} cannot be read or written: {error}", path.display()),
    };
    VendorError::caused_by(VendorErrorClass::Environment, message, error)
}

fn disk_full() -> String {
    "the disk is full: free some space and try again".to_owned()
}

/// A program could not be started.
pub(super) fn not_started(program: &Path, error: io::Error) -> VendorError {
    let name = program.file_name().unwrap_or(program.as_os_str()).display();
    let message = if error.kind() == io::ErrorKind::NotFound {
        format!("{name} is missing: run `make setup` (deploy/setup.sh), which installs it")
    } else {
        format!("{} cannot be started: {error}", program.display())
    };
    VendorError::caused_by(VendorErrorClass::Environment, message, error)
}

/// A program ended badly; `log` is the end of what it said.
pub(super) fn ended_badly(program: &Path, status: ExitStatus, log: &str) -> VendorError {
    let name = program.file_name().unwrap_or(program.as_os_str()).display();
    let (class, message) = if log.contains("No space left on device") {
        (VendorErrorClass::Environment, disk_full())
    } else if let Some(missing) = missing_part(log) {
        let advice = "run `make setup` (deploy/setup.sh), which installs a complete one";
        (VendorErrorClass::Environment, format!("this {name} cannot do it ({missing}): {advice}"))
    } else if status.code().is_none() {
        (VendorErrorClass::Unknown, format!("{name} was killed ({status}): is there enough memory?"))
    } else {
        let class = if log.contains("Invalid data found") {
            VendorErrorClass::Invalid
        } else {
            VendorErrorClass::Unknown
        };
        (class, format!("{name} failed: {}", telling_line(log)))
    };
    VendorError::caused_by(class, message, log.to_owned())
}

fn missing_part(log: &str) -> Option<&str> {
    log.lines()
        .map(str::trim)
        .find(|line| line.starts_with("Unknown encoder") || line.contains("No such filter"))
}

/// The last line that is more than a farewell.
fn telling_line(log: &str) -> &str {
    log.lines()
        .map(str::trim)
        .rfind(|line| !line.is_empty() && *line != "Conversion failed!")
        .unwrap_or("it gave no reason")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::process::ExitStatusExt;

    fn failed(log: &str) -> VendorError {
        ended_badly(Path::new("/usr/bin/ffmpeg"), ExitStatus::from_raw(256), log)
    }

    #[test]
    fn a_full_disk_is_the_environments_fault() {
        let error = failed("av_interleaved_write_frame(): No space left on device\nConversion failed!\n");
        assert_eq!(error.class, VendorErrorClass::Environment);
        assert!(error.message.contains("disk is full"));
    }

    #[test]
    fn the_last_telling_line_is_the_reason() {
        let error =
            failed("noise\nstill.png: Invalid data found when processing input\nConversion failed!\n");
        assert_eq!(error.class, VendorErrorClass::Invalid);
        assert_eq!(error.message, "ffmpeg failed: still.png: Invalid data found when processing input");
    }

    #[test]
    fn a_build_without_a_part_is_named() {
        let error = failed("Unknown encoder 'libx264'");
        assert_eq!(error.class, VendorErrorClass::Environment);
        assert!(error.message.contains("libx264") && error.message.contains("make setup"));
    }
}
