use super::statement::StatementQuery;
use crate::{
    extract::{Caller, Query, moment},
    language::Language,
    problem::Problem,
    state::Api,
    view::{ListQuery, Listed, TransactionKind},
};
use actix_web::{HttpRequest, HttpResponse, get, http::header::CONTENT_LANGUAGE, web::Data};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use xinggen_application::StatementEntry;
use xinggen_domain::Id;

/// Which entries of the statement.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct TransactionListQuery {
    /// At most so many items.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
    /// Where the page before ended: its `next_cursor`. Without it the list begins.
    cursor: Option<String>,
    /// Those of this type only.
    #[serde(rename = "type")]
    kind: Option<TransactionKind>,
    /// From this moment on.
    #[serde(default, deserialize_with = "moment")]
    from: Option<DateTime<Utc>>,
    /// Before this moment.
    #[serde(default, deserialize_with = "moment")]
    to: Option<DateTime<Utc>>,
    /// Those for jobs of this drama.
    drama_id: Option<Uuid>,
    /// Those for jobs of this episode.
    episode_id: Option<Uuid>,
    /// Those for this job.
    job_id: Option<Uuid>,
}

/// One entry of the statement; it is never changed.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CreditTransaction)]
pub(crate) struct TransactionView {
    /// Its id.
    id: Uuid,
    /// Its number in the statement: 1, 2, 3, …
    #[schema(minimum = 1)]
    number: i64,
    /// Why credits moved.
    #[serde(rename = "type")]
    kind: TransactionKind,
    /// How many credits: negative spends, positive tops up; never 0.
    #[schema(examples(-5))]
    amount: i64,
    /// The balance after it.
    #[schema(minimum = 0, examples(495))]
    balance_after: i64,
    /// What it was for, in the language of `Accept-Language`, with names as they are now. What was deleted has none.
    #[schema(examples("画面 · 镜头 3 · 《雪夜》第 1 集"))]
    description: String,
    /// The job behind it, if any.
    #[schema(required)]
    job_id: Option<Uuid>,
    /// When it was entered.
    created_at: DateTime<Utc>,
}

impl TransactionView {
    /// An entry as it is told in a language.
    pub(crate) fn of(stated: StatementEntry, language: Language) -> Self {
        let description = stated.words(language.into());
        let entry = stated.entry;
        Self {
            id: entry.id.as_uuid(),
            number: entry.number,
            kind: entry.kind.into(),
            amount: entry.amount.get(),
            balance_after: entry.balance_after.get(),
            description,
            job_id: entry.job_id.map(Id::as_uuid),
            created_at: entry.created_at,
        }
    }
}

/// A page of the statement, newest first.
#[derive(Debug, Serialize, ToSchema)]
struct CreditTransactionPage {
    /// The entries.
    items: Vec<TransactionView>,
    /// Where the next page begins; none on the last.
    #[schema(required)]
    next_cursor: Option<String>,
}

/// The statement, newest first
#[utoipa::path(
    tag = "credits",
    security(("bearer" = []), ("api_key" = ["billing"])),
    params(TransactionListQuery),
    responses((status = 200, body = CreditTransactionPage, description = "A page"))
)]
#[get("/credits/transactions")]
pub(super) async fn list_transactions(
    request: HttpRequest,
    api: Data<Api>,
    who: Caller,
    query: Query<TransactionListQuery>,
) -> Result<HttpResponse, Problem> {
    let TransactionListQuery { limit, cursor, kind, from, to, drama_id, episode_id, job_id } = query.0;
    let filter = StatementQuery { kind, from, to, drama_id, episode_id, job_id }.into();
    let query = ListQuery::of(limit, cursor);
    let page = query.page::<i64>()?;
    let entries = api.credits.recent(who.actor, filter, page.after, page.limit).await?;
    let listed = Listed::of(entries, &query, |stated| stated.entry.number.to_string());
    let language = Language::asked(request.headers());
    let items = listed.items.into_iter().map(|entry| TransactionView::of(entry, language)).collect();
    let mut answer = HttpResponse::Ok();
    answer.insert_header((CONTENT_LANGUAGE, language.tag()));
    Ok(answer.json(CreditTransactionPage { items, next_cursor: listed.next_cursor }))
}
