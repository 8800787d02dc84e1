use super::FieldProblem;
use crate::{language::Language, wording};
use xinggen_domain::limits;

/// Which rule a value breaks. Worded when the response is written, in the caller's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Rule {
    /// One of the model's own.
    Limit(limits::Problem),
    /// A body or a query has no such field.
    UnknownField,
    /// It is none of these.
    UnknownValue(Vec<String>),
    /// It is of another kind in JSON, or is not written as that kind is.
    WrongType(Kind),
    /// It is no e-mail address.
    Email,
    /// It is too small or too large.
    Range(i64, i64),
    /// It is this number, which it must not be.
    Excluded(i64),
    /// It is too short, where there is no longest text.
    TooShort {
        /// The fewest characters.
        least: u32,
        /// How many it has.
        found: u32,
    },
    /// It does not fit, and nothing more is known.
    Unreadable,
    /// A rule of one operation: its stable code and its words.
    Said(&'static str, wording::Words),
}

/// What a value has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A string.
    Text,
    /// A whole number.
    Whole,
    /// Any number.
    Number,
    /// True or false.
    Truth,
    /// An array.
    List,
    /// An object.
    Object,
    /// A UUID.
    Id,
    /// A time of RFC 3339.
    Time,
}

impl Rule {
    /// The stable code.
    pub(crate) const fn code(&self) -> &'static str {
        match self {
            Self::Limit(problem) => problem.code(),
            Self::UnknownField => "unknown_field",
            Self::UnknownValue(_) => "unknown_value",
            Self::WrongType(_) | Self::Unreadable => "wrong_type",
            Self::Email => "malformed",
            Self::Range(..) | Self::Excluded(_) => "range",
            Self::TooShort { .. } => "length",
            Self::Said(code, _) => code,
        }
    }
}

/// One wrong part of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    /// Where: a path into the body like `lines[0].text`, or the name of a parameter or header.
    pub(crate) field: String,
    /// The stable code; the rule's own, or an older one that clients know here.
    pub(crate) code: &'static str,
    /// What it must be.
    pub(crate) rule: Rule,
}

impl Fault {
    pub(crate) fn new(field: impl Into<String>, rule: Rule) -> Self {
        Self { field: field.into(), code: rule.code(), rule }
    }

    /// As clients see it.
    pub(super) fn shown(&self, language: Language) -> FieldProblem {
        FieldProblem {
            field: self.field.clone(),
            code: self.code.to_owned(),
            message: wording::rule(&self.rule, language),
        }
    }
}
