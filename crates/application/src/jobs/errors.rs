//! Why the result of a job was not made, or not recorded.

use crate::wording;
use xinggen_domain::{
    error::{BlobError, StoreError, VendorError, VendorErrorClass},
    take::Target,
};

/// Something that a job belongs to or needs and that a user deleted while the job waited or ran.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gone {
    /// The drama.
    Drama,
    /// The episode.
    Episode,
    /// The character whose picture was asked for.
    Character,
    /// The scene whose picture was asked for.
    Scene,
    /// The prop whose picture was asked for.
    Prop,
    /// The shot.
    Shot,
    /// The line.
    Line,
    /// A scene in which a shot plays.
    SceneOfShot,
}

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
            Self::Gone(gone) => gone.into_failure(),
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
            Self::Gone(gone) => Ok(gone.into_failure()),
            // Rows that changed in between: another attempt starts from what is there then.
            Self::Store(error @ (StoreError::Conflict(_) | StoreError::Stale(_))) => {
                Ok(VendorError::caused_by(VendorErrorClass::Unknown, wording::CHANGED_MEANWHILE, error))
            }
            Self::Store(error @ StoreError::Corrupt(_)) => Ok(store_failed(error)),
            Self::Store(error) => Err(error),
        }
    }
}

impl Gone {
    /// What is gone when the target of a job is.
    pub(crate) const fn target(target: Target) -> Self {
        match target {
            Target::Episode(_) => Self::Episode,
            Target::Character(_) => Self::Character,
            Target::Scene(_) => Self::Scene,
            Target::Prop(_) => Self::Prop,
            Target::Shot(_) => Self::Shot,
            Target::Line(_) => Self::Line,
        }
    }

    /// As the failure that the user is told. No further attempt can help.
    fn into_failure(self) -> VendorError {
        VendorError::new(VendorErrorClass::Deleted, wording::gone(self))
    }
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
