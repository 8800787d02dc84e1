use std::fmt;
use xinggen_domain::limits::{Problem, TextLimit};

/// A value that a caller entered and that cannot be: which, and what is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidField {
    /// The field, as inputs name it.
    pub field: &'static str,
    /// What is wrong with it; has a stable code.
    pub problem: Problem,
}

/// Every value of one input that cannot be, in the order in which they were looked at. Never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invalid(Vec<InvalidField>);

impl Invalid {
    /// A problem with one field.
    #[must_use]
    pub fn new(field: &'static str, problem: Problem) -> Self {
        Self(vec![InvalidField { field, problem }])
    }

    /// Each wrong field.
    #[must_use]
    pub fn fields(&self) -> &[InvalidField] {
        &self.0
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, InvalidField { field, problem }) in self.0.iter().enumerate() {
            write!(f, "{}{field} {problem}", if at == 0 { "" } else { "; " })?;
        }
        Ok(())
    }
}

impl std::error::Error for Invalid {}

/// Looks at the values of an input one after the other and remembers what is wrong with each, so that a caller is told of
/// all at once. What a check returns for a wrong value stands in until [`done`](Self::done) refuses the whole.
#[derive(Debug, Default)]
#[must_use = "nothing is refused before `done`"]
pub(crate) struct Checks(Vec<InvalidField>);

impl Checks {
    /// The text of a field, trimmed; empty when it is not within its limit.
    pub(crate) fn text(&mut self, field: &'static str, limit: TextLimit, text: &str) -> String {
        self.take(field, limit.take(text)).unwrap_or_default()
    }

    /// Puts the new text of a field in the place of the old, if there is a new one and it is within its limit.
    pub(crate) fn put_text(
        &mut self,
        old: &mut String,
        field: &'static str,
        limit: TextLimit,
        new: Option<&str>,
    ) {
        if let Some(new) = new.and_then(|new| self.take(field, limit.take(new))) {
            *old = new;
        }
    }

    /// The value of a field; none when there is a problem with it.
    pub(crate) fn take<T>(&mut self, field: &'static str, checked: Result<T, Problem>) -> Option<T> {
        checked.map_err(|problem| self.refuse(field, problem)).ok()
    }

    /// What another check has found good; none when it has refused something.
    pub(crate) fn and<T>(&mut self, checked: Result<T, Invalid>) -> Option<T> {
        checked.map_err(|invalid| self.0.extend(invalid.0)).ok()
    }

    /// There is a problem with a field.
    pub(crate) fn refuse(&mut self, field: &'static str, problem: Problem) {
        self.0.push(InvalidField { field, problem });
    }

    /// Whether anything was wrong so far.
    pub(crate) fn found_any(&self) -> bool {
        !self.0.is_empty()
    }

    /// Refuses the input if anything was wrong with it.
    pub(crate) fn done(self) -> Result<(), Invalid> {
        if self.0.is_empty() { Ok(()) } else { Err(Invalid(self.0)) }
    }
}
