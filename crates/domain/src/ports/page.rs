/// Which rows of a list: at most `limit`, behind the row with the id `after` (none: from the start).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page<Id> {
    /// At most this many.
    pub limit: u32,
    /// Behind this one.
    pub after: Option<Id>,
}
