use crate::guard::{APP, SYSTEM};
use sea_orm_migration::prelude::*;

/// Makes the roles that are missing, lets whoever migrates act as them, and lets both find the schema and see which
/// migrations ran.
///
/// Roles belong to the whole server, so other databases may be making them at this moment: an advisory lock would
/// not help, it belongs to one database. Whoever comes second waits for the first and finds the role there.
pub(super) async fn make(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let sql = SQL.replace("{app}", APP).replace("{system}", SYSTEM);
    manager.get_connection().execute_unprepared(&sql).await?;
    Ok(())
}

/// From PostgreSQL 16 on a membership says what it gives. It gives the right to become the role and not the role's
/// own rights: who has become neither sees no row.
const SQL: &str = "
    DO $$
    DECLARE
        role text;
        since_16 boolean := current_setting('server_version_num')::int >= 160000;
    BEGIN
        FOREACH role IN ARRAY ARRAY['{app}', '{system}'] LOOP
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
                BEGIN
                    EXECUTE format('CREATE ROLE %I NOLOGIN', role);
                EXCEPTION WHEN duplicate_object OR unique_violation THEN
                    NULL;
                END;
            END IF;
            FOR attempt IN 1..20 LOOP
                EXIT WHEN pg_has_role(role, CASE WHEN since_16 THEN 'SET' ELSE 'MEMBER' END);
                BEGIN
                    EXECUTE format('GRANT %I TO %I', role, current_user)
                        || CASE WHEN since_16 THEN ' WITH INHERIT FALSE, SET TRUE' ELSE '' END;
                -- Two that change the members of one role at once: «tuple concurrently updated».
                EXCEPTION WHEN unique_violation OR internal_error THEN
                    PERFORM pg_sleep(0.05);
                END;
            END LOOP;
            EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', current_schema(), role);
        END LOOP;
        GRANT SELECT ON seaql_migrations TO {app}, {system};
    EXCEPTION WHEN insufficient_privilege THEN
        RAISE EXCEPTION
            'the login % may not make the roles {app} and {system}, or not act as them (%); let a superuser run: '
            'CREATE ROLE {app} NOLOGIN; CREATE ROLE {system} NOLOGIN; GRANT {app}, {system} TO %;',
            current_user, SQLERRM, quote_ident(current_user)
            USING ERRCODE = 'insufficient_privilege';
    END $$";
