//! Why the result of a job was not made, or not recorded.

use crate::wording;
use xinggen_domain::error::{BlobError, StoreError, VendorError, VendorErrorClass};

/// Something that a job needs and that a user deleted in the meantime.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gone {
    /// The episode, or its drama.
    Episode,
    /// A scene of the script.
    Scene,
    /// The shot.
    Shot,
    /// The line.
    Line,
    /// The character, scene or prop of which a picture was asked for.
    Part,
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
    /// As the vendor error that decides about trying again.
    pub(crate) fn into_vendor(self) -> VendorError {
        match self {
            Self::Vendor(error) => error,
            Self::Blob(BlobError::Full(key)) => VendorError::new(
                VendorErrorClass::Environment,
                format!("no space left to store {key}: free some disk space and run again"),
            ),
            Self::Gone(gone) => gone.into_vendor(),
            Self::Missing(what) => VendorError::new(VendorErrorClass::Invalid, format!("{what} is missing")),
            Self::Store(error) => {
                VendorError::caused_by(VendorErrorClass::Unknown, "the database failed", error)
            }
            Self::Blob(error) => VendorError::caused_by(VendorErrorClass::Unknown, "storage failed", error),
        }
    }
}

/// Why a result could not be recorded; the transaction is of no use any more.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RecordError {
    /// What it belongs to was deleted: no further attempt can help.
    #[error("{} was deleted", .0.name())]
    Gone(Gone),
    /// The database failed, or refused rows that fit no longer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Gone {
    const fn name(self) -> &'static str {
        match self {
            Self::Episode => "the episode",
            Self::Scene => "a scene",
            Self::Shot => "the shot",
            Self::Line => "the line",
            Self::Part => "the character, scene or prop",
        }
    }

    /// As the failure that the user is told, which is not tried again.
    pub(crate) fn into_vendor(self) -> VendorError {
        VendorError::new(VendorErrorClass::Invalid, wording::gone(self))
    }
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
