use serde::{Deserialize, Deserializer};

/// Tells a field that is `null` (somebody wants nothing there) from one that is left out (it is to stay): with
/// `#[serde(default, deserialize_with = "given")]` the first is `Some(None)`, the second `None`.
pub(crate) fn given<'de, D, T>(field: D) -> Result<Option<Option<T>>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(field).map(Some)
}
