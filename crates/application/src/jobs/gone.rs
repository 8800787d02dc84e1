//! What a job worked on was deleted before the job could end.

use super::WorkError;
use crate::wording;
use xinggen_domain::error::{StoreError, VendorError, VendorErrorClass};

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
