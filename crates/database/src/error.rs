//! What the databases say, in the words of the ports.

mod classify;

use classify::Fault;
use sea_orm::{DbErr, RuntimeErr};
use xinggen_domain::error::StoreError;

/// Maps what sea-orm answers.
pub(crate) fn store_error(error: DbErr) -> StoreError {
    match &error {
        DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => StoreError::Unavailable(Box::new(error)),
        DbErr::Type(_) | DbErr::Json(_) | DbErr::TryIntoErr { .. } => StoreError::Corrupt(error.to_string()),
        DbErr::Exec(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause)) => {
            match classify::fault(cause) {
                Fault::Conflict(what) => StoreError::Conflict(what),
                Fault::ReadOnly => StoreError::ReadOnly,
                Fault::Corrupt => StoreError::Corrupt(error.to_string()),
                Fault::Unavailable => StoreError::Unavailable(Box::new(error)),
                Fault::Other => StoreError::Backend(Box::new(error)),
            }
        }
        _ => StoreError::Backend(Box::new(error)),
    }
}

/// Whether a statement of PostgreSQL gave up waiting for a lock, as it was told to.
pub(crate) fn is_lock_timeout(error: &DbErr) -> bool {
    let (DbErr::Exec(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause))) = error
    else {
        return false;
    };
    cause.as_database_error().and_then(|error| error.code()).is_some_and(|code| code == "55P03")
}
