//! Every case of the testkit's store contract, on SQLite and on PostgreSQL.

mod sqlite {
    use crate::support::{TestDatabase, sqlite};

    async fn fresh() -> TestDatabase {
        sqlite().await
    }

    xinggen_testkit::store_contract!(fresh);
}

mod postgres {
    use crate::support::{TestDatabase, postgres};

    async fn fresh() -> TestDatabase {
        postgres().await
    }

    xinggen_testkit::store_contract!(fresh);
}
