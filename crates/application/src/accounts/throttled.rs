use xinggen_domain::{error::StoreError, rate::Allowance};

/// Too often. Nothing was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too often; again in {} s", .0.retry.unwrap_or(1))]
pub struct Throttled(pub Allowance);

/// Why nothing could be taken.
#[derive(Debug, thiserror::Error)]
pub(super) enum TakeError {
    #[error(transparent)]
    Throttled(#[from] Throttled),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Lets an error of a use case be made of both.
macro_rules! from_take_error {
    ($error:ty) => {
        impl From<$crate::accounts::throttled::TakeError> for $error {
            fn from(error: $crate::accounts::throttled::TakeError) -> Self {
                match error {
                    $crate::accounts::throttled::TakeError::Throttled(throttled) => throttled.into(),
                    $crate::accounts::throttled::TakeError::Store(error) => error.into(),
                }
            }
        }
    };
}
pub(super) use from_take_error;
