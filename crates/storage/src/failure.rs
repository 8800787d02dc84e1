use std::{error::Error, io};
use xinggen_domain::{asset::ObjectKey, error::BlobError};

/// What opendal answered, in the words of the port.
pub(crate) fn of_store(key: &ObjectKey, error: opendal::Error) -> BlobError {
    if error.kind() == opendal::ErrorKind::NotFound {
        BlobError::NotFound(key.to_string())
    } else {
        other(key, error)
    }
}

/// Any other failure; a full disk is told apart, wherever in the chain it shows.
pub(crate) fn other(key: &ObjectKey, error: impl Error + Send + Sync + 'static) -> BlobError {
    if is_full(&error) {
        BlobError::Full(key.to_string())
    } else {
        BlobError::Backend { key: key.to_string(), source: Box::new(error) }
    }
}

fn is_full(error: &(dyn Error + 'static)) -> bool {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if let Some(error) = error.downcast_ref::<io::Error>() {
            let full = [io::ErrorKind::StorageFull, io::ErrorKind::QuotaExceeded];
            if full.contains(&error.kind()) {
                return true;
            }
        }
        cause = error.source();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{of_store, other};
    use std::io::{self, Write};
    use xinggen_domain::{asset::ObjectKey, error::BlobError};

    /// What the system says when nothing more fits.
    fn no_space() -> io::Error {
        let mut full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("the full device");
        full.write_all(b"x").expect_err("nothing fits")
    }

    #[test]
    fn a_full_disk_is_told_apart() {
        let key = ObjectKey::from_stored("u/1/x".to_owned());
        assert!(matches!(other(&key, no_space()), BlobError::Full(_)));
        let wrapped = opendal::Error::new(opendal::ErrorKind::Unexpected, "write").set_source(no_space());
        assert!(matches!(of_store(&key, wrapped), BlobError::Full(_)));
        let denied = opendal::Error::new(opendal::ErrorKind::Unexpected, "write")
            .set_source(io::Error::from(io::ErrorKind::PermissionDenied));
        assert!(matches!(of_store(&key, denied), BlobError::Backend { .. }));
    }
}
