//! Between column values and the model's. What does not fit is corrupt data, never a panic.

use std::str::FromStr;
use uuid::Uuid;
use xinggen_domain::{Credits, Id, error::StoreError, take::Target};

/// Reads a text that has a strict form: a code, a digest.
pub(crate) fn read<T: FromStr>(text: &str) -> Result<T, StoreError>
where
    T::Err: std::fmt::Display,
{
    text.parse().map_err(|error: T::Err| StoreError::Corrupt(error.to_string()))
}

/// As [`read`], of a column that may be empty.
pub(crate) fn read_some<T: FromStr>(text: Option<&str>) -> Result<Option<T>, StoreError>
where
    T::Err: std::fmt::Display,
{
    text.map(read).transpose()
}

/// Narrows an integer column.
pub(crate) fn narrow<T: TryFrom<i64>>(value: i64) -> Result<T, StoreError> {
    T::try_from(value).map_err(|_| StoreError::Corrupt(format!("the number {value} is out of range")))
}

/// As [`narrow`], of a column that may be empty.
pub(crate) fn narrow_some<T: TryFrom<i64>>(value: Option<i64>) -> Result<Option<T>, StoreError> {
    value.map(narrow).transpose()
}

/// A raw id as a typed one.
pub(crate) fn id<T: Id>(uuid: Uuid) -> T {
    T::from_uuid(uuid)
}

/// As [`id`], of a column that may be empty.
pub(crate) fn some_id<T: Id>(uuid: Option<Uuid>) -> Option<T> {
    uuid.map(T::from_uuid)
}

/// A typed id, where there is one, as a raw one.
pub(crate) fn uuid<T: Id>(id: Option<T>) -> Option<Uuid> {
    id.map(T::as_uuid)
}

/// An amount of a column.
pub(crate) fn credits(amount: i64) -> Credits {
    Credits::new(amount)
}

/// A target from its two columns.
pub(crate) fn target(kind: &str, id: Uuid) -> Result<Target, StoreError> {
    Target::from_parts(kind, id).map_err(|error| StoreError::Corrupt(error.to_string()))
}
