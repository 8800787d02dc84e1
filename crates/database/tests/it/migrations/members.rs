//! Memberships that were roles, in a database as the migrations before leave it.

use super::older::{NOW, literal};
use crate::support::{TestDatabase, empty_postgres, empty_sqlite};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use sea_orm_migration::MigratorTrait;
use uuid::Uuid;
use xinggen_domain::{
    Id, TermId, UserId,
    membership::{MembershipPlan, MembershipTerm, TermState, WITHOUT_END},
    ports::{AccountDirectory, UnitOfWork},
    user::Role,
};
use xinggen_migrations::Migrator;

/// The migration that makes terms of them.
const TERMS_COME: &str = "m20261130_000015_memberships";
const ROLES: [(u128, &str); 3] = [(1, "admin"), (2, "user"), (3, "vip")];

async fn make(test: &TestDatabase) {
    let db = test.raw().await;
    let before = Migrator::migrations().iter().take_while(|one| one.name() != TERMS_COME).count();
    Migrator::up(&db, Some(before as u32)).await.expect("the migrations before");
    if test.backend() == DbBackend::Postgres {
        db.execute_unprepared("ALTER TABLE users NO FORCE ROW LEVEL SECURITY").await.expect("lifted");
    }
    for (id, role) in ROLES {
        let user = literal(test.backend(), Uuid::from_u128(id));
        let row = format!(
            "INSERT INTO users (id, email, name, role, status, credits, credits_held, statement_entries, created_at)
             VALUES ({user}, '{role}@example.com', '林晚', '{role}', 'active', 0, 0, 0, {NOW})"
        );
        db.execute_unprepared(&row).await.expect(&row);
    }
}

/// Each user with the role has a term without an end, and no other user has one.
async fn roles_become_terms(test: TestDatabase) {
    make(&test).await;
    test.database.migrate().await.expect("the migration");
    for (number, role) in ROLES {
        let id = UserId::from_uuid(Uuid::from_u128(number));
        let user = test.database.get(id).await.expect("a look").expect("the user");
        let terms =
            test.database.begin_read(id).await.expect("a reader").memberships().list().await.expect("a list");
        let now = user.created_at + chrono::Duration::days(36_500);
        assert_eq!(user.role_at(now).code(), role, "as it was, and for ever");
        assert_ne!(user.role, Role::Vip, "it is stored no more");
        let expected = MembershipTerm {
            id: TermId::from_uuid(Uuid::from_u128(number)),
            plan: MembershipPlan::Vip,
            actor_id: None,
            reason: String::new(),
            starts_at: user.created_at,
            ends_at: WITHOUT_END,
            state: TermState::Granted,
        };
        let (expected, until) =
            if role == "vip" { (vec![expected], Some(WITHOUT_END)) } else { (vec![], None) };
        assert_eq!((terms, user.vip_until), (expected, until), "{role}");
    }
    let db = test.raw().await;
    let stored =
        Statement::from_string(test.backend(), "SELECT COUNT(*) AS found FROM users WHERE role = 'vip'");
    let row = db.query_one_raw(stored).await.expect("a look").expect("a row");
    assert_eq!(row.try_get::<i64>("", "found").expect("a number"), 0);
    super::check_sqlite(&test).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn roles_become_terms_on_sqlite() {
    roles_become_terms(empty_sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn roles_become_terms_on_postgres() {
    roles_become_terms(empty_postgres().await).await;
}
