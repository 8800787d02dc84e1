use sea_orm::{
    SqlxPostgresError, SqlxSqliteError,
    sqlx::{
        Error,
        error::{DatabaseError, ErrorKind},
    },
};

/// What kind of failure it is.
pub(super) enum Fault {
    /// A unique or a foreign key stands against it; which one.
    Conflict(String),
    /// A write in a read-only transaction.
    ReadOnly,
    /// A stored value is not of its type.
    Corrupt,
    /// Worth trying again later.
    Unavailable,
    Other,
}

pub(super) fn fault(error: &Error) -> Fault {
    match error {
        Error::Database(error) => of_database(error.as_ref()),
        Error::Io(_)
        | Error::Tls(_)
        | Error::PoolTimedOut
        | Error::PoolClosed
        | Error::WorkerCrashed
        // A connection that broke, or is of no use any more.
        | Error::Protocol(_)
        | Error::BeginFailed => Fault::Unavailable,
        Error::ColumnDecode { .. } | Error::Decode(_) => Fault::Corrupt,
        _ => Fault::Other,
    }
}

fn of_database(error: &dyn DatabaseError) -> Fault {
    match error.kind() {
        ErrorKind::UniqueViolation | ErrorKind::ForeignKeyViolation => return Fault::Conflict(key_of(error)),
        _ => {}
    }
    let code = error.code().unwrap_or_default();
    if error.try_downcast_ref::<SqlxPostgresError>().is_some() {
        of_postgres(&code)
    } else {
        of_sqlite(&code)
    }
}

/// By SQLSTATE, PostgreSQL 15 appendix A.
fn of_postgres(code: &str) -> Fault {
    match code {
        "25006" => Fault::ReadOnly,
        // Serialisation failure, deadlock, lock not available, cancelled by a timeout or an operator.
        "40001" | "40P01" | "55P03" | "57014" => Fault::Unavailable,
        // Connection exceptions, insufficient resources, shutdown by an operator.
        _ if ["08", "53", "57P"].iter().any(|class| code.starts_with(class)) => Fault::Unavailable,
        _ => Fault::Other,
    }
}

/// By extended result code, <https://sqlite.org/rescode.html>; the low byte is the primary one.
fn of_sqlite(code: &str) -> Fault {
    const BUSY: i32 = 5;
    const LOCKED: i32 = 6;
    const READONLY: i32 = 8;
    match code.parse::<i32>().map(|code| code & 0xff) {
        Ok(BUSY | LOCKED) => Fault::Unavailable,
        Ok(READONLY) => Fault::ReadOnly,
        _ => Fault::Other,
    }
}

/// The key that was violated: PostgreSQL names it, SQLite lists the columns of a unique one and is silent about a
/// foreign one.
fn key_of(error: &dyn DatabaseError) -> String {
    if let Some(constraint) = error.constraint() {
        return constraint.to_owned();
    }
    if error.try_downcast_ref::<SqlxSqliteError>().is_some() {
        let message = error.message();
        return message
            .split_once("constraint failed: ")
            .map_or("a foreign key", |(_, columns)| columns)
            .to_owned();
    }
    "a key".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_passes_by_itself_is_unavailable() {
        for code in ["5", "517", "261", "6"] {
            assert!(matches!(of_sqlite(code), Fault::Unavailable), "SQLite {code}");
        }
        for code in ["40P01", "40001", "57014", "57P01", "53300", "08006"] {
            assert!(matches!(of_postgres(code), Fault::Unavailable), "PostgreSQL {code}");
        }
        assert!(matches!(of_sqlite("275"), Fault::Other));
        assert!(matches!(of_postgres("23514"), Fault::Other));
        assert!(matches!(of_sqlite("1032"), Fault::ReadOnly));
    }
}
