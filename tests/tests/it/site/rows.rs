//! What is in a database, row by row: who compares two of these sees every change.

use super::Site;

impl Site {
    /// Every row that has this user's e-mail behind it, written out, by table; on SQLite. Who compares two of these
    /// sees every change of a tenant's data.
    pub(crate) async fn rows_of(&self, email: &str) -> Vec<String> {
        let owned = "SELECT t.name FROM sqlite_master t JOIN pragma_table_info(t.name) c
                     WHERE t.type = 'table' AND c.name = 'user_id' ORDER BY t.name";
        let of_user = format!("WHERE user_id = (SELECT id FROM users WHERE email = '{email}')");
        let rows = self.rows_in(owned, &of_user).await;
        assert!(!rows.is_empty(), "{email} has no rows");
        rows
    }

    /// Every row of every table, but of those that count how often somebody tries; on SQLite.
    pub(crate) async fn rows(&self) -> Vec<String> {
        let all = "SELECT name FROM sqlite_master
                   WHERE type = 'table' AND name NOT IN ('rate_limits') ORDER BY name";
        self.rows_in(all, "").await
    }

    /// Checks that all rows are what they were, and says which are not.
    pub(crate) async fn check_rows(&self, before: &[String]) {
        let now = self.rows().await;
        let gone: Vec<_> = before.iter().filter(|row| !now.contains(row)).collect();
        let new: Vec<_> = now.iter().filter(|row| !before.contains(row)).collect();
        assert!(now == before, "gone: {gone:#?}, new: {new:#?}");
    }

    /// Rows of the tables that a query names, written out.
    async fn rows_in(&self, tables: &str, condition: &str) -> Vec<String> {
        let mut rows = Vec::new();
        for table in self.texts(tables).await {
            let columns = format!("SELECT name FROM pragma_table_info('{table}') ORDER BY cid");
            let columns: Vec<String> =
                self.texts(&columns).await.iter().map(|name| format!("quote(\"{name}\")")).collect();
            let columns = columns.join(" || ',' || ");
            let sql = format!("SELECT '{table}: ' || {columns} AS row FROM {table} {condition} ORDER BY row");
            rows.extend(self.texts(&sql).await);
        }
        rows
    }
}
