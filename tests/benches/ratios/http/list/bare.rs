use crate::{
    Failure,
    http::{ours, place::Place, server::Server},
    pools,
};
use actix_web::{
    HttpRequest, HttpResponse,
    error::{ErrorInternalServerError, ErrorUnauthorized},
    http::header::AUTHORIZATION,
    web::{self, Data, Query},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sqlx::{AssertSqlSafe, PgPool, SqlitePool, raw_sql};
use uuid::Uuid;
use xinggen_application::Accounts;
use xinggen_database::DatabaseSettings;
use xinggen_domain::Id as _;

/// What the adapter sends for a page, word for word.
const LIST: &str = r#"SELECT "dramas"."user_id", "dramas"."id", "dramas"."title", "dramas"."style", "dramas"."aspect", "dramas"."narrator_voice", "dramas"."import_key", "dramas"."spending_cap", "dramas"."version", "dramas"."created_at", "dramas"."updated_at", "dramas"."deleted_at", "dramas"."purged" FROM "dramas" WHERE "dramas"."user_id" = $1 AND "dramas"."deleted_at" IS NULL ORDER BY "dramas"."id" DESC LIMIT $2"#;

/// The columns of that.
type DramaRow = (
    Uuid,
    Uuid,
    String,
    String,
    String,
    Option<String>,
    Option<String>,
    Option<i64>,
    i64,
    DateTime<Utc>,
    DateTime<Utc>,
    Option<DateTime<Utc>>,
    bool,
);

/// A database that lists dramas. A transaction that only reads ends when it is dropped, as the adapter's does.
pub(super) trait Lists: Clone + Send + Sync + 'static {
    fn list(&self, user: Uuid, limit: i64) -> impl Future<Output = sqlx::Result<Vec<DramaRow>>>;
}

/// As many connections that only read as the adapter has.
#[derive(Clone)]
pub(super) struct BareSqlite(SqlitePool);

impl BareSqlite {
    pub(super) async fn open(settings: &DatabaseSettings) -> Result<Self, Failure> {
        Ok(Self(pools::sqlite_readers(settings).await?))
    }
}

impl Lists for BareSqlite {
    async fn list(&self, user: Uuid, limit: i64) -> sqlx::Result<Vec<DramaRow>> {
        let mut tx = self.0.begin().await?;
        sqlx::query_as(LIST).bind(user).bind(limit).fetch_all(&mut *tx).await
    }
}

/// A pool of the size of the adapter's.
#[derive(Clone)]
pub(super) struct BarePostgres(PgPool);

impl BarePostgres {
    pub(super) async fn open(settings: &DatabaseSettings) -> Result<Self, Failure> {
        Ok(Self(pools::postgres(settings).await?))
    }

    pub(super) async fn close(&self) {
        self.0.close().await;
    }
}

impl Lists for BarePostgres {
    async fn list(&self, user: Uuid, limit: i64) -> sqlx::Result<Vec<DramaRow>> {
        let mut tx = self.0.begin().await?;
        let act =
            format!("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY; {}", pools::as_tenant(user));
        raw_sql(AssertSqlSafe(act)).execute(&mut *tx).await?;
        sqlx::query_as(LIST).bind(user).bind(limit).fetch_all(&mut *tx).await
    }
}

#[derive(Serialize)]
struct PageBody {
    items: Vec<DramaBody>,
    next_cursor: Option<String>,
}

#[derive(Serialize)]
struct DramaBody {
    id: Uuid,
    title: String,
    style: String,
    aspect_ratio: String,
    narrator_voice: Option<String>,
    spending_cap: Option<i64>,
    version: i64,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    deleted_at: Option<DateTime<Utc>>,
}

impl From<DramaRow> for DramaBody {
    fn from(row: DramaRow) -> Self {
        Self {
            id: row.1,
            title: row.2,
            style: row.3,
            aspect_ratio: row.4,
            narrator_voice: row.5,
            spending_cap: row.7,
            version: row.8,
            created_at: row.9,
            updated_at: row.10,
            deleted_at: row.11,
        }
    }
}

#[derive(Deserialize)]
struct ListQuery {
    limit: usize,
}

struct Bare<L> {
    lists: L,
    accounts: Accounts,
}

/// Serves the list at the path where the API has it.
pub(super) fn serve<L: Lists>(place: &Place, lists: L) -> Result<Server, Failure> {
    let accounts = Accounts::new(place.house.ports.clone(), ours::accounts());
    let bare = Data::new(Bare { lists, accounts });
    Server::start(move || {
        let bare = bare.clone();
        |config| {
            config.app_data(bare).route("/api/v1/dramas", web::get().to(list::<L>));
        }
    })
}

async fn list<L: Lists>(
    bare: Data<Bare<L>>,
    query: Query<ListQuery>,
    request: HttpRequest,
) -> actix_web::Result<HttpResponse> {
    let header = request.headers().get(AUTHORIZATION).and_then(|header| header.to_str().ok());
    let token = header.and_then(|header| header.strip_prefix("Bearer ")).unwrap_or_default();
    let known = bare.accounts.authenticate(token).await.map_err(ErrorInternalServerError)?;
    let (actor, _) = known.ok_or_else(|| ErrorUnauthorized("no valid token"))?;
    let user = actor.user_id.as_uuid();
    let wanted = query.limit;
    let rows = bare.lists.list(user, wanted as i64 + 1).await.map_err(ErrorInternalServerError)?;
    let more = rows.len() > wanted;
    let items: Vec<DramaBody> = rows.into_iter().take(wanted).map(Into::into).collect();
    let next_cursor = items.last().filter(|_| more).map(|item| item.id.to_string());
    Ok(HttpResponse::Ok().json(PageBody { items, next_cursor }))
}
