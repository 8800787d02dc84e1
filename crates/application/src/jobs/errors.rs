//! Why the result of a job was not made, or not recorded.

use super::gone::Gone;
use crate::wording;
use xinggen_domain::error::{BlobError, StoreError, VendorError, VendorErrorClass};

/// Why the work of a job could not be done.
#[derive(Debug, thiserror::Error)]
pub(crate) enum WorkError {
    #[error(transparent)]
    Vendor(#[from] VendorError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Blob(#[from] BlobError),
    /// What it belongs to or is made from was deleted.
    #[error("{0:?} was deleted")]
    Gone(Gone),
    /// What it was to be made from is not there.
    #[error("{0} is missing")]
    Missing(&'static str),
}

impl WorkError {
    /// As the failure of the job, whose class decides about another attempt.
    pub(crate) fn into_failure(self) -> VendorError {
        match self {
            Self::Vendor(error) => error,
            Self::Blob(BlobError::Full(key)) => VendorError::new(
                VendorErrorClass::Environment,
                format!("no space left to store {key}: free some disk space and run again"),
            ),
            Self::Gone(gone) => deleted(gone),
            Self::Missing(what) => VendorError::new(VendorErrorClass::Invalid, format!("{what} is missing")),
            Self::Store(error) => store_failed(error),
            Self::Blob(error) => VendorError::caused_by(VendorErrorClass::Unknown, "storage failed", error),
        }
    }
}

/// Why a result could not be recorded; the transaction is of no use any more.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RecordError {
    /// What it belongs to was deleted: no further attempt can help.
    #[error("{0:?} was deleted")]
    Gone(Gone),
    /// The database failed, or refused rows that fit no longer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl RecordError {
    /// As the failure of the job.
    ///
    /// # Errors
    /// The database could not take the result as things are: it is to be asked again, the result is as good as before.
    pub(super) fn into_failure(self) -> Result<VendorError, StoreError> {
        match self {
            Self::Gone(gone) => Ok(deleted(gone)),
            // Rows that changed in between: another attempt starts from what is there then.
            Self::Store(error @ (StoreError::Conflict(_) | StoreError::Stale(_))) => {
                Ok(VendorError::caused_by(VendorErrorClass::Unknown, wording::CHANGED_MEANWHILE, error))
            }
            Self::Store(error @ StoreError::Corrupt(_)) => Ok(store_failed(error)),
            Self::Store(error) => Err(error),
        }
    }
}

/// The failure that the user is told of when a target was deleted. No further attempt can help.
fn deleted(gone: Gone) -> VendorError {
    VendorError::new(VendorErrorClass::Deleted, wording::gone(gone))
}

/// The database failed before anything was asked of a vendor, or refused what was made: the job is tried again.
pub(crate) fn store_failed(error: StoreError) -> VendorError {
    VendorError::caused_by(VendorErrorClass::Unknown, wording::STORE_FAILED, error)
}

impl From<Gone> for WorkError {
    fn from(gone: Gone) -> Self {
        Self::Gone(gone)
    }
}

impl From<Gone> for RecordError {
    fn from(gone: Gone) -> Self {
        Self::Gone(gone)
    }
}
