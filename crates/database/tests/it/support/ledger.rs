use super::TestDatabase;
use chrono::Duration;
use std::sync::Arc;
use xinggen_database::Database;
use xinggen_domain::{
    Credits, UserId,
    drama::Drama,
    error::StoreError,
    job::{Job, JobState, Operation},
    ledger::{ChargeRule, CreditBack, Description, Grant, RechargeRefund, Settlement},
    ports::{PriceBook, UnitOfWork},
    pricing::{Price, PriceUnit},
};
use xinggen_testkit::{Build, start};

/// A user with a drama, credits to spend and a price of 5 for an image.
#[derive(Clone)]
pub(crate) struct Books {
    pub(crate) database: Database,
    pub(crate) build: Arc<Build>,
    pub(crate) owner: UserId,
    pub(crate) drama: Drama,
    pub(crate) price: Price,
}

impl Books {
    pub(crate) async fn open(test: &TestDatabase) -> Self {
        let (database, build) = (test.database.clone(), Arc::new(Build::default()));
        let price = build.price(Operation::Image, PriceUnit::Image, 5);
        PriceBook::add(&database, vec![price.clone()], None).await.expect("a new price");
        Self::of_new_user(database, build, price).await
    }

    /// The books of another user, at the same price.
    pub(crate) async fn another_user(&self) -> Self {
        Self::of_new_user(self.database.clone(), self.build.clone(), self.price.clone()).await
    }

    async fn of_new_user(database: Database, build: Arc<Build>, price: Price) -> Self {
        let user = build.user();
        let owner = user.id;
        let drama = build.drama();
        let mut tx = database.begin(owner).await.expect("a transaction");
        tx.profile().open(user, None).await.expect("a new user");
        tx.dramas().add(drama.clone()).await.expect("a new drama");
        tx.commit().await.expect("a commit");
        Self { database, build, owner, drama, price }
    }

    /// Grants credits, for as many days or for ever.
    pub(crate) async fn grant(&self, amount: i64, days: Option<i64>) {
        let grant =
            Grant { expires_at: days.map(|days| start() + Duration::days(days)), ..self.build.grant(amount) };
        let mut tx = self.database.begin(self.owner).await.expect("a transaction");
        let mut ledger = tx.credits().lock().await.expect("the account");
        ledger.grant(grant, start(), self.build.ids());
        tx.credits().save(&mut ledger).await.expect("a save");
        tx.commit().await.expect("a commit");
    }

    /// Adds a job with a hold for so many images; none when credits are short.
    pub(crate) async fn hold(&self, images: i64) -> Result<Option<Job>, StoreError> {
        let job = self.build.image_job(&self.drama);
        let mut tx = self.database.begin(self.owner).await?;
        let mut ledger = tx.credits().lock().await?;
        if ledger.hold(job.id, self.price.quote(images), start(), self.build.ids()).is_err() {
            return Ok(None);
        }
        tx.credits().save(&mut ledger).await?;
        tx.jobs().add(job.clone(), &[]).await?;
        tx.commit().await?;
        Ok(Some(job))
    }

    /// Finishes a job after so many days, with so many images delivered.
    pub(crate) async fn settle(&self, job: &Job, images: i64, days: i64) {
        let now = start() + Duration::days(days);
        let mut tx = self.database.begin(self.owner).await.expect("a transaction");
        let mut ledger = tx.credits().lock().await.expect("the account");
        let hold = tx.credits().hold_of(job.id).await.expect("a look").expect("a hold");
        let settlement = Settlement {
            price: &self.price,
            rule: if images > 0 { ChargeRule::Delivered } else { ChargeRule::Nothing },
            delivered: images,
            kind: job.operation.transaction_kind(),
            description: Description::Plain,
        };
        ledger.settle(hold, settlement, now, self.build.ids());
        tx.credits().save(&mut ledger).await.expect("a save");
        self.finish(tx.as_mut(), job).await;
        tx.commit().await.expect("a commit");
    }

    /// Credits part of a charge back after so many days.
    pub(crate) async fn credit_back(&self, job: &Job, amount: i64, days: i64) {
        let mut tx = self.database.begin(self.owner).await.expect("a transaction");
        let mut ledger = tx.credits().lock().await.expect("the account");
        let hold = tx.credits().hold_of(job.id).await.expect("a look").expect("a hold");
        let lots = tx.credits().lots_of(&hold).await.expect("its lots");
        let description = Description::Plain;
        let back = CreditBack { amount: Credits::new(amount), description, actor_id: None };
        let now = start() + Duration::days(days);
        ledger.credit_back(hold, lots, back, now, self.build.ids()).expect("a charge");
        tx.credits().save(&mut ledger).await.expect("a save");
        tx.commit().await.expect("a commit");
    }

    /// Refunds part of a lot that was bought and has enough left.
    pub(crate) async fn refund(&self, amount: i64) {
        let mut tx = self.database.begin(self.owner).await.expect("a transaction");
        let mut ledger = tx.credits().lock().await.expect("the account");
        let amount = Credits::new(amount);
        let bought = ledger.lots().find(|lot| lot.refundable(start()) >= amount).expect("a bought lot");
        let lot_id = bought.id;
        let refund = RechargeRefund { lot_id, amount, description: Description::Plain, actor_id: None };
        ledger.refund(refund, start(), self.build.ids()).expect("enough left");
        tx.credits().save(&mut ledger).await.expect("a save");
        tx.commit().await.expect("a commit");
    }

    /// Ends a job inside a transaction.
    pub(crate) async fn finish(&self, tx: &mut dyn xinggen_domain::ports::TenantTx, job: &Job) {
        let mut job = tx.jobs().lock(job.id).await.expect("a lock").expect("the job");
        job.finish(JobState::Succeeded, None, start());
        tx.jobs().save(&job).await.expect("a save");
    }

    /// Takes credits by hand.
    pub(crate) async fn take(&self, amount: i64) {
        let mut tx = self.database.begin(self.owner).await.expect("a transaction");
        let mut ledger = tx.credits().lock().await.expect("the account");
        ledger
            .adjust(Credits::new(-amount), Description::Plain, None, start(), self.build.ids())
            .expect("enough to take");
        tx.credits().save(&mut ledger).await.expect("a save");
        tx.commit().await.expect("a commit");
    }
}
