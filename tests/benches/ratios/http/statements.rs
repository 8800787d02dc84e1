use crate::Failure;
use serde_json::Value;
use std::{
    io::{self, Write},
    mem,
    sync::{Arc, Mutex, PoisonError},
};
use tracing_subscriber::EnvFilter;

/// What the binary logs unless told otherwise.
const USUAL: &str = "warn";
const WITH_STATEMENTS: &str = "warn,sqlx::query=debug";

/// How the statement begins that keeps rivals under one key out; what follows is the key's number.
const KEY_LOCK: &str = "SELECT pg_try_advisory_xact_lock(";

/// Sets what is logged.
type SetFilter = dyn Fn(&str) -> Result<(), Failure> + Send + Sync;

/// The log of this process, in which sqlx tells every statement that it sends, as long as it is asked to. It is silent
/// about how a transaction begins, and about one that is dropped.
pub(super) struct Statements {
    lines: Lines,
    filter: Box<SetFilter>,
}

impl Statements {
    /// Starts the log.
    pub(super) fn new() -> Result<Self, Failure> {
        let lines = Lines::default();
        let written = lines.clone();
        let log = tracing_subscriber::fmt()
            .json()
            .with_writer(move || written.clone())
            .with_env_filter(EnvFilter::new(USUAL))
            .with_filter_reloading();
        let handle = log.reload_handle();
        log.try_init()?;
        Ok(Self { lines, filter: Box::new(move |filter| Ok(handle.reload(EnvFilter::new(filter))?)) })
    }

    /// What is sent while this work is done, in an order of its own.
    pub(super) async fn of<T>(
        &self,
        work: impl Future<Output = Result<T, Failure>>,
    ) -> Result<Vec<String>, Failure> {
        self.lines.keep(true);
        (self.filter)(WITH_STATEMENTS)?;
        let worked = work.await;
        (self.filter)(USUAL)?;
        let lines = self.lines.keep(false);
        worked?;
        let lines: Vec<Value> = lines.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
        let mut sent: Vec<String> = lines.iter().filter_map(statement).collect();
        sent.sort();
        Ok(sent)
    }
}

/// The statement that a line is about, with `?` for every parameter. Its first words stand for it when there are no
/// others. What only sets up a transaction that has begun counts as its beginning.
fn statement(line: &Value) -> Option<String> {
    let said = |field: &str| line["fields"][field].as_str().map(str::trim);
    let whole = said("db.statement").filter(|sql| !sql.is_empty()).or_else(|| said("summary"))?;
    let counts = line["target"] == "sqlx::query" && !whole.starts_with("SET ");
    let plain = if whole.starts_with(KEY_LOCK) { KEY_LOCK.to_owned() } else { without_numbers(whole) };
    counts.then_some(plain)
}

/// SQLite's parameters need no numbers, and the adapter gives them none.
fn without_numbers(sql: &str) -> String {
    let mut parts = sql.split('$');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain.push('?');
        plain.push_str(part.trim_start_matches(|c: char| c.is_ascii_digit()));
    }
    plain
}

/// Log lines: kept when they are wanted, else told to whoever runs this.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Option<Vec<u8>>>>);

impl Lines {
    /// Begins or ends to keep lines; those that were kept.
    fn keep(&self, wanted: bool) -> String {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let lines = mem::replace(&mut *kept, wanted.then(Vec::new));
        String::from_utf8_lossy(&lines.unwrap_or_default()).into_owned()
    }
}

impl Write for Lines {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        match &mut *self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            Some(kept) => kept.write(line),
            None => io::stderr().write(line),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stderr().flush()
    }
}
