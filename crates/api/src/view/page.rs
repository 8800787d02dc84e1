use crate::{problem::Problem, wording};
use actix_web::http::header::{ETAG, HeaderName};
use serde::Deserialize;
use std::str::FromStr;
use utoipa::IntoParams;
use xinggen_domain::ports::Page;

const MOST: u32 = 100;

/// Which part of a list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListQuery {
    /// At most so many items.
    #[serde(default = "usual")]
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: u32,
    /// Where the page before ended: its `next_cursor`. Without it the list begins.
    cursor: Option<String>,
}

const fn usual() -> u32 {
    20
}

impl Default for ListQuery {
    fn default() -> Self {
        Self { limit: usual(), cursor: None }
    }
}

impl ListQuery {
    /// A query for a limit and a cursor that stand among other parameters.
    pub(crate) fn of(limit: Option<u32>, cursor: Option<String>) -> Self {
        Self { limit: limit.unwrap_or_else(usual), cursor }
    }

    /// At most so many items.
    ///
    /// # Errors
    /// It is out of bounds.
    pub(crate) fn limit(&self) -> Result<u32, Problem> {
        if (1..=MOST).contains(&self.limit) {
            Ok(self.limit)
        } else {
            Err(Problem::invalid("limit", "out_of_range", wording::LIST_LIMIT))
        }
    }

    /// Where to begin.
    ///
    /// # Errors
    /// The cursor is none that was given.
    pub(crate) fn cursor<T: FromStr>(&self) -> Result<Option<T>, Problem> {
        let read = self.cursor.as_deref().map(str::parse).transpose();
        read.map_err(|_| Problem::invalid("cursor", "unknown_value", wording::NO_CURSOR))
    }

    /// The page to ask for: one item more than wanted tells whether there are more.
    ///
    /// # Errors
    /// Limit or cursor are wrong.
    pub(crate) fn page<Id: FromStr>(&self) -> Result<Page<Id>, Problem> {
        match (self.limit(), self.cursor()) {
            (Ok(limit), Ok(after)) => Ok(Page { limit: limit + 1, after }),
            (Err(limit), cursor) => Err(limit.and(cursor.map(drop))),
            (Ok(_), Err(cursor)) => Err(cursor),
        }
    }
}

/// Items of a page, and where the next one begins.
pub(crate) struct Listed<T> {
    pub(crate) items: Vec<T>,
    pub(crate) next_cursor: Option<String>,
}

impl<T> Listed<T> {
    /// Cuts the one item more off; `cursor` names an item.
    pub(crate) fn of(mut items: Vec<T>, query: &ListQuery, cursor: impl Fn(&T) -> String) -> Self {
        let wanted = query.limit.clamp(1, MOST) as usize;
        let more = items.len() > wanted;
        items.truncate(wanted);
        let next_cursor = if more { items.last().map(cursor) } else { None };
        Self { items, next_cursor }
    }
}

/// The header that names a version.
pub(crate) fn etag(version: i64) -> (HeaderName, String) {
    (ETAG, format!("\"{version}\""))
}
