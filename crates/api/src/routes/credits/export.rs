use super::{sheet, statement::StatementQuery};
use crate::{
    extract::{Caller, Query},
    language::Language,
    problem::Problem,
    served::Shown,
    state::Api,
};
use actix_web::{
    HttpRequest, HttpResponse, get,
    http::header::{CONTENT_DISPOSITION, CONTENT_LANGUAGE, CONTENT_TYPE},
    web::{Bytes, Data},
};
use futures_util::stream::{self, Stream, StreamExt as _};
use xinggen_application::{Actor, CreditBooks};
use xinggen_domain::{error::StoreError, spending::StatementFilter};

/// How many entries are read and sent at a time: a statement is never in memory as a whole.
const ENTRIES: u32 = 500;

/// The statement as a table
///
/// UTF-8 with a byte order mark, which spreadsheets need to show Chinese; newest first; column heads and
/// descriptions in the language of `Accept-Language`. A description that a spreadsheet would take for a formula has an apostrophe before it.
#[utoipa::path(
    tag = "credits",
    security(("bearer" = []), ("api_key" = ["billing"])),
    params(StatementQuery),
    responses((status = 200, content_type = "text/csv", body = String, description = "All that match"))
)]
#[get("/credits/transactions/export")]
pub(super) async fn read_transactions(
    request: HttpRequest,
    api: Data<Api>,
    who: Caller,
    query: Query<StatementQuery>,
) -> Result<HttpResponse, Problem> {
    let language = Language::asked(request.headers());
    let rest =
        Rest { books: api.credits.clone(), actor: who.actor, filter: query.0.into(), before: None, language };
    // Read before the answer begins, so that a failure is told by the status.
    let first = rest.read().await?;
    let head = stream::once(std::future::ready(Ok(Bytes::from(sheet::head(language)))));
    let mut response = HttpResponse::Ok();
    Shown::Saved.guard(&mut response);
    Ok(response
        .insert_header((CONTENT_TYPE, "text/csv; charset=utf-8"))
        .insert_header((CONTENT_LANGUAGE, language.tag()))
        .insert_header((CONTENT_DISPOSITION, "attachment; filename=\"credit-transactions.csv\""))
        .streaming(head.chain(pieces(first))))
}

/// Where reading goes on.
struct Rest {
    books: CreditBooks,
    actor: Actor,
    filter: StatementFilter,
    before: Option<i64>,
    language: Language,
}

impl Rest {
    /// The next rows and what is behind them; none at the end.
    async fn read(mut self) -> Result<Option<(Bytes, Self)>, StoreError> {
        let entries = self.books.recent(self.actor, self.filter, self.before, ENTRIES).await?;
        let Some(last) = entries.last() else {
            return Ok(None);
        };
        self.before = Some(last.entry.number);
        let rows: String = entries.iter().map(|entry| sheet::row(entry, self.language)).collect();
        Ok(Some((Bytes::from(rows), self)))
    }
}

fn pieces(first: Option<(Bytes, Rest)>) -> impl Stream<Item = Result<Bytes, StoreError>> {
    stream::try_unfold(Turn::Read(first), |turn| async move {
        let read = match turn {
            Turn::Read(read) => read,
            Turn::Next(rest) => rest.read().await?,
        };
        Ok(read.map(|(rows, rest)| (rows, Turn::Next(rest))))
    })
}

/// What comes next: rows that are read already, or others.
enum Turn {
    Read(Option<(Bytes, Rest)>),
    Next(Rest),
}
