use super::{Outcome, StoreHarness, refused};
use crate::Build;
use std::{fmt::Debug, sync::Arc};
use xinggen_domain::{
    Credits, UserId,
    asset::Asset,
    character::Character,
    cut::Cut,
    drama::Drama,
    episode::Episode,
    event::Event,
    job::{Job, Operation},
    ledger::CreditLedger,
    ports::{Page, TenantTx},
    pricing::{Price, PriceUnit},
    production::Production,
    scene::{Prop, Scene},
    script::Script,
    session::Session,
    shot::Shot,
    take::{Take, Target},
    time::Timestamp,
    user::User,
};

/// What a case works with: a store, builders, and one user of it.
pub(crate) struct Kit<'a> {
    pub(crate) store: &'a dyn StoreHarness,
    pub(crate) build: Arc<Build>,
    pub(crate) owner: UserId,
}

/// A drama with the first parts of an episode.
pub(crate) struct House {
    pub(crate) drama: Drama,
    pub(crate) episode: Episode,
    pub(crate) cast: [Character; 2],
    pub(crate) scene: Scene,
    pub(crate) prop: Prop,
}

/// One of everything else.
pub(crate) struct Furniture {
    pub(crate) script: Script,
    pub(crate) shot: Shot,
    pub(crate) asset: Asset,
    pub(crate) job: Job,
    pub(crate) take: Take,
    pub(crate) cut: Cut,
    pub(crate) production: Production,
}

/// Opens an account without a password.
pub(crate) async fn open(store: &dyn StoreHarness, user: User) -> Outcome {
    let mut tx = store.unit_of_work().begin(user.id).await?;
    tx.profile().open(user, None).await?;
    Ok(tx.commit().await?)
}

/// Reads a list two rows at a time and checks that the pages together are what is expected.
pub(crate) async fn check_pages<T: Debug + PartialEq, Id>(
    expected: &[T],
    id: impl Fn(&T) -> Id,
    read: impl AsyncFn(Page<Id>) -> Outcome<Vec<T>>,
) -> Outcome {
    let mut seen: Vec<T> = Vec::new();
    loop {
        let page = read(Page { limit: 2, after: seen.last().map(&id) }).await?;
        assert!(page.len() <= 2, "a page has at most as many rows as asked for");
        let last = page.len() < 2;
        seen.extend(page);
        assert!(seen.len() <= expected.len(), "no row comes twice: {seen:?}");
        if last {
            assert_eq!(seen, expected, "the pages together");
            return Ok(());
        }
    }
}

impl<'a> Kit<'a> {
    /// A store with one user.
    pub(crate) async fn new(store: &'a dyn StoreHarness) -> Outcome<Self> {
        Self::with_user(store, Arc::new(Build::default())).await
    }

    /// A store with one user more, whose ids are those of this seed.
    pub(crate) async fn seeded(store: &'a dyn StoreHarness, seed: u64) -> Outcome<Self> {
        Self::with_user(store, Arc::new(Build::starting_at(seed << 24))).await
    }

    /// Another user of the same store.
    pub(crate) async fn neighbour(&self) -> Outcome<Self> {
        Self::with_user(self.store, self.build.clone()).await
    }

    async fn with_user(store: &'a dyn StoreHarness, build: Arc<Build>) -> Outcome<Self> {
        let user = build.user();
        let owner = user.id;
        open(store, user).await?;
        Ok(Self { store, build, owner })
    }

    pub(crate) async fn begin(&self) -> Outcome<Box<dyn TenantTx>> {
        Ok(self.store.unit_of_work().begin(self.owner).await?)
    }

    pub(crate) async fn read(&self) -> Outcome<Box<dyn TenantTx>> {
        Ok(self.store.unit_of_work().begin_read(self.owner).await?)
    }

    pub(crate) async fn drama(&self) -> Outcome<Drama> {
        let drama = self.build.drama();
        let mut tx = self.begin().await?;
        tx.dramas().add(drama.clone()).await?;
        tx.commit().await?;
        Ok(drama)
    }

    pub(crate) async fn house(&self) -> Outcome<House> {
        let drama = self.drama().await?;
        let house = House {
            episode: self.build.episode(&drama, 1),
            cast: [self.build.character(&drama, "林晚"), self.build.character(&drama, "陈默")],
            scene: self.build.scene(&drama, "老街口"),
            prop: self.build.prop(&drama, "旧怀表"),
            drama,
        };
        let mut tx = self.begin().await?;
        tx.episodes().add(house.episode.clone()).await?;
        for character in house.cast.clone() {
            tx.characters().add(character).await?;
        }
        tx.scenes().add(house.scene.clone()).await?;
        tx.props().add(house.prop.clone()).await?;
        tx.commit().await?;
        Ok(house)
    }

    pub(crate) async fn furniture(&self, house: &House) -> Outcome<Furniture> {
        let build = &self.build;
        let speaker = house.cast[0].id;
        let shot = Shot {
            cast: vec![speaker],
            props: vec![house.prop.id],
            lines: vec![build.line(Some(speaker), "你回来了。")],
            ..build.shot(&house.episode, &house.scene, 1)
        };
        let target = Target::Shot(shot.id);
        let job = build.job(build.order(&house.drama, Operation::Image, target));
        let asset = build.asset(self.owner);
        let all = Furniture {
            script: build.script(&house.episode, &house.scene, &[speaker]),
            take: build.take(&job, &asset),
            cut: build.cut(&house.episode, &asset),
            production: build.production(&house.episode),
            shot,
            asset,
            job,
        };
        let mut tx = self.begin().await?;
        tx.jobs().add(all.job.clone(), &[]).await?;
        tx.assets().add(all.asset.clone()).await?;
        tx.scripts().put(all.script.clone()).await?;
        tx.shots().put_storyboard(build.storyboard(&house.episode)).await?;
        tx.shots().replace(house.episode.id, vec![all.shot.clone()]).await?;
        tx.takes().add(all.take.clone()).await?;
        tx.cuts().add(all.cut.clone()).await?;
        tx.productions().add(all.production.clone()).await?;
        tx.commit().await?;
        Ok(all)
    }

    pub(crate) async fn add_session(&self, session: Session) -> Outcome {
        let mut tx = self.begin().await?;
        tx.sessions().add(session).await?;
        Ok(tx.commit().await?)
    }

    pub(crate) async fn add_job(&self, job: &Job) -> Outcome {
        let mut tx = self.begin().await?;
        assert!(tx.jobs().add(job.clone(), &[]).await?, "nothing live is in the way of this job");
        Ok(tx.commit().await?)
    }

    pub(crate) async fn stored_job(&self, job: &Job) -> Outcome<Job> {
        super::there(self.read().await?.jobs().get(job.id).await?, "such job")
    }

    pub(crate) async fn asset(&self) -> Outcome<Asset> {
        let asset = self.build.asset(self.owner);
        let mut tx = self.begin().await?;
        tx.assets().add(asset.clone()).await?;
        tx.commit().await?;
        Ok(asset)
    }

    /// A price row that counts single images.
    pub(crate) async fn image_price(&self, amount: i64) -> Outcome<Price> {
        let price = self.build.price(Operation::Image, PriceUnit::Image, amount);
        self.store.prices().add(vec![price.clone()], None).await?;
        Ok(price)
    }

    /// Does something to the ledger under its lock, in a transaction of its own.
    pub(crate) async fn on_ledger<T>(&self, act: impl FnOnce(&mut CreditLedger) -> T) -> Outcome<T> {
        let mut tx = self.begin().await?;
        let mut ledger = tx.credits().lock().await?;
        let result = act(&mut ledger);
        tx.credits().save(&mut ledger).await?;
        tx.commit().await?;
        Ok(result)
    }

    /// Every event of the user that is kept.
    pub(crate) async fn events(&self) -> Outcome<Vec<Event>> {
        Ok(self.read().await?.events().after(0, 1000).await?)
    }

    /// Puts a drama into the trash.
    pub(crate) async fn trash(&self, drama: &Drama, now: Timestamp) -> Outcome<Drama> {
        let mut trashed = Drama { deleted_at: Some(now), ..drama.clone() };
        let mut tx = self.begin().await?;
        tx.dramas().save(&mut trashed).await?;
        tx.commit().await?;
        Ok(trashed)
    }

    pub(crate) async fn credits(&self) -> Outcome<Credits> {
        Ok(self.read().await?.credits().view().await?.account().credits)
    }

    /// Checks that the ledger keeps every invariant.
    pub(crate) async fn audit(&self) -> Outcome {
        let violations = self.store.audit().check().await?;
        assert_eq!(violations, [], "the ledger keeps every invariant");
        Ok(())
    }

    /// Checks that a transaction in which a call failed is lost with all it wrote.
    pub(crate) async fn check_poisoned(&self, mut tx: Box<dyn TenantTx>) -> Outcome {
        let absent = self.build.id();
        refused(tx.dramas().get(absent).await, "a read after a failed call")?;
        refused(tx.dramas().add(self.build.drama()).await, "a write after a failed call")?;
        refused(tx.commit().await, "a commit after a failed call")?;
        Ok(())
    }
}
