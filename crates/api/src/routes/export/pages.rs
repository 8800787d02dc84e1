use super::archive::{Archive, Broken};
use futures_util::future::BoxFuture;
use serde::Serialize;
use xinggen_domain::{error::StoreError, ports::Page};

/// Rows that are being read.
type Reading<'a, T> = BoxFuture<'a, Result<Vec<T>, StoreError>>;

/// How many rows are read at a time.
const ROWS: u32 = 500;

/// Writes a list of which there may be very much: a line for each, page by page.
pub(super) async fn write<'a, T, Id, V: Serialize>(
    archive: &mut Archive<'_>,
    name: &str,
    read: impl Fn(Page<Id>) -> Reading<'a, T>,
    id: impl Fn(&T) -> Id,
    view: impl Fn(T) -> V,
) -> Result<(), Broken> {
    archive.begin_text(name)?;
    let mut after = None;
    loop {
        let rows = read(Page { limit: ROWS, after }).await?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = Some(id(last));
        for row in rows {
            archive.line(&view(row)).await?;
        }
    }
}

/// All of a list of which there are not so many.
pub(super) async fn all<'a, T, Id>(
    read: impl Fn(Page<Id>) -> Reading<'a, T>,
    id: impl Fn(&T) -> Id,
) -> Result<Vec<T>, StoreError> {
    let mut all: Vec<T> = Vec::new();
    loop {
        let after = all.last().map(&id);
        let rows = read(Page { limit: ROWS, after }).await?;
        if rows.is_empty() {
            return Ok(all);
        }
        all.extend(rows);
    }
}
