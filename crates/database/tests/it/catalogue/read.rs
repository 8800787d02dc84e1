use crate::support::TestDatabase;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, QueryResult, Statement};
use std::collections::BTreeMap;

/// A table as the database has it.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) name: String,
    pub(super) columns: Vec<Column>,
    pub(super) primary_key: Vec<String>,
    pub(super) indexes: Vec<Index>,
    pub(super) foreign_keys: Vec<ForeignKey>,
}

#[derive(Debug)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) required: bool,
    pub(super) has_default: bool,
}

#[derive(Debug)]
pub(super) struct Index {
    pub(super) name: String,
    pub(super) columns: Vec<String>,
}

#[derive(Debug)]
pub(super) struct ForeignKey {
    pub(super) parent: String,
    pub(super) columns: Vec<String>,
    pub(super) parent_columns: Vec<String>,
}

impl Table {
    pub(super) fn refers(&self, columns: &[&str], parent: &str, parent_columns: &[&str]) -> bool {
        self.foreign_keys
            .iter()
            .any(|key| key.parent == parent && key.columns == columns && key.parent_columns == parent_columns)
    }
}

pub(super) async fn tables(test: &TestDatabase) -> Vec<Table> {
    let db = test.raw().await;
    let queries = match test.backend() {
        DbBackend::Postgres => POSTGRES,
        _ => SQLITE,
    };
    let mut tables: BTreeMap<String, Table> = BTreeMap::new();
    for row in rows(&db, queries.columns).await {
        let name = text(&row, "tbl");
        let table = tables.entry(name.clone()).or_default();
        table.name = name;
        table.columns.push(Column {
            name: text(&row, "name"),
            kind: text(&row, "kind"),
            required: number(&row, "required") == 1,
            has_default: number(&row, "has_default") == 1,
        });
    }
    for row in rows(&db, queries.primary_keys).await {
        table(&mut tables, &row).primary_key.push(text(&row, "name"));
    }
    for row in rows(&db, queries.indexes).await {
        let (name, column) = (text(&row, "index_name"), text(&row, "name"));
        let indexes = &mut table(&mut tables, &row).indexes;
        match indexes.last_mut() {
            Some(last) if last.name == name => last.columns.push(column),
            _ => indexes.push(Index { name, columns: vec![column] }),
        }
    }
    for row in rows(&db, queries.foreign_keys).await {
        let keys = &mut table(&mut tables, &row).foreign_keys;
        if number(&row, "at") == 0 {
            keys.push(ForeignKey { parent: text(&row, "parent"), columns: vec![], parent_columns: vec![] });
        }
        let key = keys.last_mut().expect("keys begin with column 0");
        key.columns.push(text(&row, "name"));
        key.parent_columns.push(text(&row, "parent_name"));
    }
    tables.into_values().collect()
}

fn table<'a>(tables: &'a mut BTreeMap<String, Table>, row: &QueryResult) -> &'a mut Table {
    tables.get_mut(&text(row, "tbl")).expect("a table with columns")
}

async fn rows(db: &DatabaseConnection, sql: &str) -> Vec<QueryResult> {
    let query = Statement::from_string(db.get_database_backend(), sql);
    db.query_all_raw(query).await.expect("the catalogue")
}

fn text(row: &QueryResult, column: &str) -> String {
    row.try_get("", column).expect("a text")
}

fn number(row: &QueryResult, column: &str) -> i64 {
    row.try_get("", column).expect("a number")
}

/// Each query gives the table as `tbl` and comes in the order of places.
struct Queries {
    columns: &'static str,
    primary_keys: &'static str,
    indexes: &'static str,
    foreign_keys: &'static str,
}

const SQLITE: Queries = Queries {
    columns: "SELECT m.name AS tbl, c.name AS name, c.type AS kind, c.\"notnull\" AS required,
                     c.dflt_value IS NOT NULL AS has_default
              FROM sqlite_schema m JOIN pragma_table_info(m.name) c
              WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY m.name, c.cid",
    primary_keys: "SELECT m.name AS tbl, c.name AS name
              FROM sqlite_schema m JOIN pragma_table_info(m.name) c
              WHERE m.type = 'table' AND c.pk > 0 ORDER BY m.name, c.pk",
    indexes: "SELECT m.name AS tbl, i.name AS index_name, c.name AS name
              FROM sqlite_schema m JOIN pragma_index_list(m.name) i JOIN pragma_index_info(i.name) c
              WHERE m.type = 'table' ORDER BY m.name, i.name, c.seqno",
    foreign_keys: "SELECT m.name AS tbl, k.seq AS at, k.\"table\" AS parent, k.\"from\" AS name,
                     k.\"to\" AS parent_name
              FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) k
              WHERE m.type = 'table' ORDER BY m.name, k.id, k.seq",
};

const POSTGRES: Queries = Queries {
    columns: "SELECT table_name::text AS tbl, column_name::text AS name, data_type::text AS kind,
                     (CASE is_nullable WHEN 'NO' THEN 1 ELSE 0 END)::bigint AS required,
                     (CASE WHEN column_default IS NULL THEN 0 ELSE 1 END)::bigint AS has_default
              FROM information_schema.columns WHERE table_schema = 'public'
              ORDER BY table_name, ordinal_position",
    primary_keys: "SELECT c.conrelid::regclass::text AS tbl, a.attname::text AS name
              FROM pg_constraint c CROSS JOIN unnest(c.conkey) WITH ORDINALITY AS k(attnum, at)
              JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.attnum
              WHERE c.contype = 'p' AND c.connamespace = 'public'::regnamespace ORDER BY tbl, k.at",
    indexes: "SELECT i.indrelid::regclass::text AS tbl, i.indexrelid::regclass::text AS index_name,
                     a.attname::text AS name
              FROM pg_index i CROSS JOIN unnest(i.indkey::smallint[]) WITH ORDINALITY AS k(attnum, at)
              JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
              JOIN pg_class t ON t.oid = i.indrelid
              WHERE t.relnamespace = 'public'::regnamespace ORDER BY tbl, index_name, k.at",
    foreign_keys:
        "SELECT c.conrelid::regclass::text AS tbl, k.at - 1 AS at, c.confrelid::regclass::text AS parent,
                     a.attname::text AS name, p.attname::text AS parent_name
              FROM pg_constraint c
              CROSS JOIN unnest(c.conkey, c.confkey) WITH ORDINALITY AS k(attnum, parent_attnum, at)
              JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.attnum
              JOIN pg_attribute p ON p.attrelid = c.confrelid AND p.attnum = k.parent_attnum
              WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace ORDER BY tbl, c.conname, k.at",
};
