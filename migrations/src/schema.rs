//! The words that tables are defined in.

use sea_orm_migration::prelude::*;

/// A table with its indexes.
pub(crate) struct TableSchema {
    name: &'static str,
    create: TableCreateStatement,
    indexes: Vec<IndexCreateStatement>,
}

impl TableSchema {
    /// A table that belongs to no tenant, with a primary key `id`.
    pub(crate) fn platform(name: &'static str) -> Self {
        Self::platform_keyed_by(name, &mut uuid("id"))
    }

    /// A table that belongs to no tenant, with this column as its primary key.
    pub(crate) fn platform_keyed_by(name: &'static str, key: &mut ColumnDef) -> Self {
        Self::empty(name).col(&mut key.take().primary_key().take())
    }

    /// A tenant's table with the primary key (user_id, id).
    pub(crate) fn tenant(name: &'static str) -> Self {
        Self::tenant_keyed_by(name, &["id"]).col(&mut uuid("id"))
    }

    /// A tenant's table whose primary key is `user_id` and these columns, which are still to be added.
    pub(crate) fn tenant_keyed_by(name: &'static str, key: &[&'static str]) -> Self {
        let mut table = Self::empty(name).col(&mut uuid("user_id"));
        let mut primary = Index::create().col("user_id").to_owned();
        for column in key {
            primary.col(*column);
        }
        table.create.primary_key(&mut primary);
        table.create.foreign_key(
            ForeignKey::create().name(format!("fk_{name}_user_id")).from(name, "user_id").to("users", "id"),
        );
        table
    }

    fn empty(name: &'static str) -> Self {
        Self { name, create: Table::create().table(name).to_owned(), indexes: vec![] }
    }

    /// Adds a column.
    pub(crate) fn col(mut self, column: &mut ColumnDef) -> Self {
        self.create.col(column.take());
        self
    }

    /// Adds several columns.
    pub(crate) fn cols(self, columns: impl IntoIterator<Item = ColumnDef>) -> Self {
        columns.into_iter().fold(self, |table, mut column| table.col(&mut column))
    }

    /// Adds a column that names a row of the same tenant in `parent`.
    pub(crate) fn child_of(self, column: &'static str, parent: &'static str) -> Self {
        self.col(&mut uuid(column)).refers(column, parent, None)
    }

    /// Adds a column that may name a row of the same tenant in `parent`.
    pub(crate) fn may_be_child_of(self, column: &'static str, parent: &'static str) -> Self {
        self.col(&mut uuid_null(column)).refers(column, parent, None)
    }

    /// Adds a column that names the row of `parent` that this one is a part of, and goes with.
    pub(crate) fn part_of(self, column: &'static str, parent: &'static str) -> Self {
        self.col(&mut uuid(column)).refers(column, parent, Some(ForeignKeyAction::Cascade))
    }

    fn refers(
        mut self,
        column: &'static str,
        parent: &'static str,
        delete: Option<ForeignKeyAction>,
    ) -> Self {
        let mut key = ForeignKey::create()
            .name(format!("fk_{}_{column}", self.name))
            .from(self.name, ("user_id", column))
            .to(parent, ("user_id", "id"))
            .to_owned();
        if let Some(action) = delete {
            key.on_delete(action);
        }
        self.create.foreign_key(&mut key);
        self
    }

    /// Adds a column that names a job of the same tenant; checked when the transaction commits, so that a hold may
    /// be written before its job. sea-query has no words for that, so the key rides behind its column.
    ///
    /// SQL wants all columns before such a key: call it after the last one.
    pub(crate) fn child_of_job_at_commit(self, column: &mut ColumnDef) -> Self {
        let name = column.get_column_name();
        let key = format!(
            ", CONSTRAINT \"fk_{table}_{name}\" FOREIGN KEY (\"user_id\", \"{name}\") \
             REFERENCES \"jobs\" (\"user_id\", \"id\") DEFERRABLE INITIALLY DEFERRED",
            table = self.name
        );
        self.col(column.extra(key))
    }

    /// Adds a column that names a row of a platform table.
    pub(crate) fn platform_child(mut self, column: &mut ColumnDef, parent: &'static str) -> Self {
        let name = column.get_column_name();
        self.create.foreign_key(
            ForeignKey::create()
                .name(format!("fk_{}_{name}", self.name))
                .from(self.name, name)
                .to(parent, "id"),
        );
        self.col(column)
    }

    /// Allows only these codes in a column; NULL stays allowed where the column allows it.
    pub(crate) fn codes(self, column: &'static str, codes: &[&'static str]) -> Self {
        let listed = Expr::col(column).is_in(codes.iter().copied());
        let name = format!("ck_{}_{column}", self.name);
        self.checked(name, listed)
    }

    /// Requires a condition of every row; `what` becomes part of the constraint's name.
    pub(crate) fn check(self, what: &str, condition: &'static str) -> Self {
        let name = format!("ck_{}_{what}", self.name);
        self.checked(name, Expr::cust(condition))
    }

    fn checked(mut self, name: String, condition: Expr) -> Self {
        self.create.check(Check::named(Alias::new(name), condition));
        self
    }

    /// The table's index for its tenant: `user_id`, then these columns.
    pub(crate) fn index_of_user(mut self, columns: &[&'static str]) -> Self {
        let mut index = self.index_on("idx", "user_id", &["user_id"]);
        for column in columns {
            index.col(*column);
        }
        self.indexes.push(index);
        self
    }

    /// The table's index for its tenant, where `user_id` and these columns are unique together.
    pub(crate) fn unique_of_user(self, columns: &[&'static str]) -> Self {
        let mut table = self.index_of_user(columns);
        if let Some(index) = table.indexes.last_mut() {
            index.unique();
        }
        table
    }

    /// An index for a purpose.
    pub(crate) fn index(mut self, what: &str, columns: &[&'static str]) -> Self {
        self.indexes.push(index(self.name, what, columns));
        self
    }

    /// An index for a purpose, over some of the rows.
    pub(crate) fn index_where(
        mut self,
        what: &str,
        columns: &[&'static str],
        condition: &'static str,
    ) -> Self {
        self.indexes.push(index_where(self.name, what, columns, condition));
        self
    }

    /// Makes these columns unique together.
    pub(crate) fn unique(mut self, what: &str, columns: &[&'static str]) -> Self {
        let mut index = self.index_on("uq", what, columns);
        self.indexes.push(index.unique().take());
        self
    }

    /// Makes these columns unique together over some of the rows.
    pub(crate) fn unique_where(
        mut self,
        what: &str,
        columns: &[&'static str],
        condition: &'static str,
    ) -> Self {
        let mut index = self.index_on("uq", what, columns);
        self.indexes.push(index.unique().and_where(Expr::cust(condition)).take());
        self
    }

    fn index_on(&self, prefix: &str, what: &str, columns: &[&'static str]) -> IndexCreateStatement {
        named_index(format!("{prefix}_{}_{what}", self.name), self.name, columns)
    }

    /// Creates the table and its indexes.
    pub(crate) async fn create(self, manager: &SchemaManager<'_>) -> Result<(), DbErr> {
        manager.create_table(self.create).await?;
        for index in self.indexes {
            manager.create_index(index).await?;
        }
        Ok(())
    }
}

/// An index of a table that is there, for a purpose.
pub(crate) fn index(table: &'static str, what: &str, columns: &[&'static str]) -> IndexCreateStatement {
    named_index(format!("idx_{table}_{what}"), table, columns)
}

/// As [`index`], over some of the rows.
pub(crate) fn index_where(
    table: &'static str,
    what: &str,
    columns: &[&'static str],
    condition: &'static str,
) -> IndexCreateStatement {
    index(table, what, columns).and_where(Expr::cust(condition)).take()
}

fn named_index(name: String, table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create().name(name).table(table).to_owned();
    for column in columns {
        index.col(*column);
    }
    index
}

pub(crate) fn uuid(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).uuid().not_null().take()
}

pub(crate) fn uuid_null(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).uuid().null().take()
}

pub(crate) fn text(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).text().not_null().take()
}

pub(crate) fn text_null(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).text().null().take()
}

pub(crate) fn integer(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).big_integer().not_null().take()
}

pub(crate) fn integer_null(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).big_integer().null().take()
}

pub(crate) fn boolean(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).boolean().not_null().take()
}

pub(crate) fn json(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).json_binary().not_null().take()
}

/// An instant in UTC, in whole microseconds.
pub(crate) fn time(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).timestamp_with_time_zone().not_null().take()
}

pub(crate) fn time_null(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).timestamp_with_time_zone().null().take()
}
