use crate::Failure;
use std::sync::Arc;
use xinggen_database::Database;
use xinggen_domain::{
    UserId,
    drama::Drama,
    job::Operation,
    ports::{PriceBook, UnitOfWork},
    pricing::{Price, PriceUnit},
};
use xinggen_testkit::{Build, start};

/// A user with one lot of credits that no round uses up, a drama, and the price of an image.
pub(super) struct Books {
    pub(super) build: Arc<Build>,
    pub(super) owner: UserId,
    pub(super) drama: Drama,
    pub(super) price: Price,
}

impl Books {
    /// The books of so many new users, with one source of ids.
    pub(super) async fn open(database: &Database, users: usize) -> Result<Arc<[Self]>, Failure> {
        let build = Arc::new(Build::default());
        let price = build.price(Operation::Image, PriceUnit::Image, 5);
        PriceBook::add(database, vec![price.clone()], None).await?;
        let mut books = Vec::new();
        for _ in 0..users {
            books.push(Self::of_new_user(database, &build, &price).await?);
        }
        Ok(books.into())
    }

    async fn of_new_user(database: &Database, build: &Arc<Build>, price: &Price) -> Result<Self, Failure> {
        let user = build.user();
        let owner = user.id;
        let drama = build.drama();
        let mut tx = database.begin(owner).await?;
        tx.profile().open(user, None).await?;
        let mut ledger = tx.credits().lock().await?;
        ledger.grant(build.grant(1_000_000_000), start(), build.ids());
        tx.credits().save(&mut ledger).await?;
        tx.dramas().add(drama.clone()).await?;
        tx.commit().await?;
        Ok(Self { build: build.clone(), owner, drama, price: price.clone() })
    }
}
