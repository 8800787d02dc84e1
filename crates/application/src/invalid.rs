use xinggen_domain::limits::{Problem, TextLimit};

/// A value that somebody entered and that cannot be: which, and what is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{field} {problem}")]
pub struct Invalid {
    /// The field, as inputs name it.
    pub field: &'static str,
    /// What is wrong with it; has a stable code.
    pub problem: Problem,
}

impl Invalid {
    /// A problem with a field.
    #[must_use]
    pub const fn new(field: &'static str, problem: Problem) -> Self {
        Self { field, problem }
    }

    /// The text of a field, trimmed, if it is within its limit.
    pub(crate) fn text(field: &'static str, limit: TextLimit, text: &str) -> Result<String, Self> {
        limit.take(text).map_err(|problem| Self::new(field, problem))
    }
}

/// Puts the new text of a field in the place of the old, if there is a new one and it is within its limit.
pub(crate) fn put_text(
    old: &mut String,
    field: &'static str,
    limit: TextLimit,
    new: Option<&str>,
) -> Result<(), Invalid> {
    if let Some(new) = new {
        *old = Invalid::text(field, limit, new)?;
    }
    Ok(())
}
