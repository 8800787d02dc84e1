//! The roles on PostgreSQL, which the migrations make: a tenant's transaction acts as one that sees only the rows of
//! its user, the ports across tenants as one that may do just what they do. See docs/adr/0011.

use crate::{
    error::store_error,
    home::{OpenTx, Pool},
};
use sea_orm::{
    ConnectOptions, ConnectionTrait, DatabaseConnection, DbBackend, DbErr, Statement, TransactionOptions,
    TransactionTrait,
};
use uuid::Uuid;
use xinggen_domain::error::StoreError;

type Result<T> = std::result::Result<T, StoreError>;

/// Lets every connection of a pool act as the role of the ports across tenants, from its first statement on.
pub(crate) fn across_tenants(options: &mut ConnectOptions) {
    options.map_sqlx_postgres_opts(|options| options.options([("role", "xinggen_system")]));
}

/// Begins a transaction that sees and writes this user's rows alone; role and user end with it. One that only reads
/// has one snapshot.
///
/// All that follows BEGIN travels in one message. It is not prepared: nothing in it comes from outside but the id.
pub(crate) async fn begin(pool: &Pool, owner: Uuid, only_reads: bool) -> Result<OpenTx> {
    let tx = pool.begin(TransactionOptions::default()).await?;
    let mode = if only_reads { "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY; " } else { "" };
    let act = format!("{mode}SET LOCAL ROLE xinggen_app; SET LOCAL xinggen.user_id = '{owner}'");
    tx.open()?.execute_unprepared(&act).await.map_err(store_error)?;
    Ok(tx)
}

/// Fails, and says what is to be done, unless the logins may act as the roles.
///
/// # Errors
/// [`StoreError::Backend`] with a sentence for whoever runs the database.
pub(crate) async fn check(
    tenants: &DatabaseConnection,
    system: &DatabaseConnection,
    strict: bool,
) -> Result<()> {
    let tx = tenants.begin().await.map_err(store_error)?;
    let login = ask(&tx, "SELECT session_user::text AS answer").await?;
    if tx.execute_unprepared("SET LOCAL ROLE xinggen_app").await.is_err() {
        let grant = format!("let its owner run: GRANT xinggen_app TO \"{login}\"");
        return Err(refused(&format!(
            "the login {login} of database.url may not act as xinggen_app; {grant}"
        )));
    }
    drop(tx);
    if strict && ask(tenants, MAY_MORE).await? == "yes" {
        return Err(refused(&format!(
            "the login {login} of database.url sees more than one tenant's rows although database.system_url is set; \
             name one that is a member of xinggen_app and of nothing else"
        )));
    }
    if ask(system, IS_SYSTEM).await? != "yes" {
        return Err(refused(
            "the login of database.system_url has not the rights of xinggen_system; let the owner of the database \
             run: GRANT xinggen_system TO that login",
        ));
    }
    Ok(())
}

const MAY_MORE: &str = "
    SELECT CASE WHEN rolsuper OR rolbypassrls OR pg_has_role(session_user, 'xinggen_system', 'MEMBER')
        THEN 'yes' ELSE 'no' END AS answer
    FROM pg_roles WHERE rolname = session_user";

const IS_SYSTEM: &str =
    "SELECT CASE WHEN pg_has_role('xinggen_system', 'USAGE') THEN 'yes' ELSE 'no' END AS answer";

async fn ask(db: &impl ConnectionTrait, sql: &str) -> Result<String> {
    let row =
        db.query_one_raw(Statement::from_string(DbBackend::Postgres, sql)).await.map_err(store_error)?;
    let row = row.ok_or_else(|| refused("the login is not in the catalogue of the database"))?;
    row.try_get("", "answer").map_err(store_error)
}

fn refused(why: &str) -> StoreError {
    store_error(DbErr::Custom(why.to_owned()))
}
