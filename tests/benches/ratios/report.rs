//! What was measured, beside what is wanted.

use crate::Failure;
use std::{
    fmt,
    io::{self, Write as _, stderr, stdout},
    process::ExitCode,
};

/// A line of the table.
pub(crate) struct Row {
    what: String,
    measured: String,
    goal: Option<(Goal, bool)>,
}

/// What a number should be.
#[derive(Clone, Copy)]
pub(crate) enum Goal {
    AtMost(f64),
    AtLeast(f64),
}

impl Goal {
    fn is_met_by(self, value: f64) -> bool {
        match self {
            Self::AtMost(bound) => value <= bound,
            Self::AtLeast(bound) => value >= bound,
        }
    }
}

impl fmt::Display for Goal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AtMost(bound) => write!(f, "≤ {bound}"),
            Self::AtLeast(bound) => write!(f, "≥ {bound}"),
        }
    }
}

impl Row {
    /// A number with a goal; `unit` follows it.
    pub(crate) fn judged(what: impl Into<String>, value: f64, unit: &str, goal: Goal) -> Self {
        let decimals = if unit.is_empty() { 2 } else { 0 };
        Self {
            what: what.into(),
            measured: format!("{value:.decimals$}{unit}"),
            goal: Some((goal, goal.is_met_by(value))),
        }
    }

    /// What a number was made from, or a number that nothing is asked of.
    pub(crate) fn fact(what: impl Into<String>, measured: impl Into<String>) -> Self {
        Self { what: what.into(), measured: measured.into(), goal: None }
    }
}

/// The table, and what did not run.
#[derive(Default)]
pub(crate) struct Report {
    rows: Vec<Row>,
    failures: Vec<String>,
}

impl Report {
    pub(crate) fn take(&mut self, part: &str, measured: Result<Vec<Row>, Failure>) {
        match measured {
            Ok(rows) => self.rows.extend(rows),
            Err(failure) => self.failures.push(format!("{part} did not run: {failure}")),
        }
    }

    pub(crate) fn print(&self) -> io::Result<()> {
        let mut out = stdout().lock();
        writeln!(out, "\n{:<66} {:>24}  goal", "what", "measured")?;
        for row in &self.rows {
            let goal = match row.goal {
                None => String::new(),
                Some((goal, true)) => goal.to_string(),
                Some((goal, false)) => format!("{goal}  missed"),
            };
            writeln!(out, "{}", format!("{:<66} {:>24}  {goal}", row.what, row.measured).trim_end())?;
        }
        for failure in &self.failures {
            writeln!(out, "{failure}")?;
        }
        out.flush()
    }

    pub(crate) fn exit_code(&self) -> ExitCode {
        if self.failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

/// Tells whoever waits what is being done.
pub(crate) fn doing(what: impl fmt::Display) -> io::Result<()> {
    writeln!(stderr().lock(), "bench: {what}")
}

/// The middle one of an odd number of values.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
