use super::{Books, Side};
use crate::Failure;
use xinggen_database::Database;
use xinggen_domain::ports::UnitOfWork;
use xinggen_testkit::start;

/// Through the ports, as a use case does it.
#[derive(Clone)]
pub(super) struct Ours {
    database: Database,
}

impl Ours {
    pub(super) fn new(database: &Database) -> Self {
        Self { database: database.clone() }
    }
}

impl Side for Ours {
    async fn accept(&self, books: &Books) -> Result<(), Failure> {
        let job = books.build.image_job(&books.drama);
        let mut tx = self.database.begin(books.owner).await?;
        let mut ledger = tx.credits().lock().await?;
        ledger.hold(job.id, books.price.quote(1), start(), books.build.ids())?;
        tx.credits().save(&mut ledger).await?;
        if !tx.jobs().add(job, &[]).await? {
            return Err("a job was refused".into());
        }
        Ok(tx.commit().await?)
    }
}
