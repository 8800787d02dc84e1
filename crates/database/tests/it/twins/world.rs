use crate::support::TestDatabase;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use xinggen_database::Database;
use xinggen_domain::{
    Id, UserId,
    asset::Asset,
    character::Character,
    cut::Cut,
    drama::Drama,
    episode::Episode,
    idempotency::{DoneRequest, IdempotencyKey, MadeKind},
    job::{Job, JobOrder, JobState, Operation},
    ledger::{ChargeRule, Description, Settlement},
    ports::{PriceBook, TenantTx, UnitOfWork},
    pricing::{Price, PriceUnit},
    production::Production,
    provenance::Digest,
    scene::{Prop, Scene},
    script::Script,
    shot::Shot,
    storyboard::Storyboard,
    take::{Take, Target},
};
use xinggen_testkit::{Build, rewrite, start};

/// One of two users with the same ids.
pub(super) struct Twin {
    pub(super) database: Database,
    build: Build,
    price: Price,
    pub(super) owner: UserId,
    pub(super) drama: Drama,
    pub(super) episode: Episode,
    /// The second of these nobody uses.
    pub(super) cast: [Character; 2],
    pub(super) scenes: [Scene; 2],
    pub(super) props: [Prop; 2],
    pub(super) script: Script,
    pub(super) storyboard: Storyboard,
    pub(super) shot: Shot,
    /// The second of these nobody uses.
    pub(super) assets: [Asset; 2],
    pub(super) production: Production,
    pub(super) job: Job,
    /// The first is selected.
    pub(super) takes: [Take; 2],
    pub(super) cut: Cut,
    pub(super) request: DoneRequest,
    pub(super) granted: i64,
}

/// Two users with the same ids for everything but themselves and their jobs, whose ids are unique.
pub(super) async fn twins(test: &TestDatabase) -> [Twin; 2] {
    let own = Build::default();
    let price = own.price(Operation::Image, PriceUnit::Image, 5);
    PriceBook::add(&test.database, vec![price.clone()], None).await.expect("a new price");
    let mut twins = ["甲", "乙"].map(|name| Twin::new(test.database.clone(), &own, price.clone(), name));
    for (twin, granted) in twins.iter_mut().zip([100, 70]) {
        twin.granted = granted;
        let user = xinggen_domain::user::User { id: twin.owner, ..own.user() };
        twin.move_in(user).await;
    }
    twins
}

impl Twin {
    fn new(database: Database, own: &Build, price: Price, name: &str) -> Self {
        let build = Build::starting_at(1 << 24);
        let owner: UserId = own.id();
        let named = |what: &str| format!("{name}的{what}");
        let drama = Drama { title: named("剧"), ..build.drama() };
        let episode = Episode { title: named("集"), ..build.episode(&drama, 1) };
        let cast = ["林晚", "陈默"].map(|who| build.character(&drama, &named(who)));
        let scenes = ["街口", "车站"].map(|place| build.scene(&drama, &named(place)));
        let props = ["怀表", "伞"].map(|thing| build.prop(&drama, &named(thing)));
        let speaker = cast[0].id;
        let shot = Shot {
            action: named("动作"),
            cast: vec![speaker],
            props: vec![props[0].id],
            lines: vec![build.line(Some(speaker), &named("台词"))],
            ..build.shot(&episode, &scenes[0], 1)
        };
        let assets = [build.asset(owner), build.asset(owner)];
        let mut production = build.production(&episode);
        rewrite(&mut production, |record| record.message = named("制作"));
        let order = JobOrder {
            production_id: Some(production.id),
            episode_id: Some(episode.id),
            ..own.order(&drama, Operation::Image, Target::Shot(shot.id))
        };
        let job = own.job(order);
        let chosen = build.take(&job, &assets[0]);
        let aside = Take { selected: false, ..build.take(&job, &assets[0]) };
        let key = IdempotencyKey {
            operation: "generate".to_owned(),
            key: "k".to_owned(),
            request: Digest::of(name.as_bytes()),
        };
        Self {
            script: Script {
                provenance: build.provenance(name),
                ..build.script(&episode, &scenes[0], &[speaker])
            },
            storyboard: Storyboard { provenance: build.provenance(name), ..build.storyboard(&episode) },
            cut: Cut { provenance: build.provenance(name), ..build.cut(&episode, &assets[0]) },
            request: DoneRequest { key, made: MadeKind::Job, made_id: job.id.as_uuid(), created_at: start() },
            takes: [chosen, aside],
            granted: 0,
            database,
            build,
            price,
            owner,
            drama,
            episode,
            cast,
            scenes,
            props,
            shot,
            assets,
            production,
            job,
        }
    }

    async fn move_in(&mut self, user: xinggen_domain::user::User) {
        let mut tx = self.database.begin(self.owner).await.expect("a transaction");
        tx.profile().open(user, None).await.expect("a new user");
        tx.dramas().add(self.drama.clone()).await.expect("a drama");
        tx.episodes().add(self.episode.clone()).await.expect("an episode");
        for character in self.cast.clone() {
            tx.characters().add(character).await.expect("a character");
        }
        for scene in self.scenes.clone() {
            tx.scenes().add(scene).await.expect("a scene");
        }
        for prop in self.props.clone() {
            tx.props().add(prop).await.expect("a prop");
        }
        for asset in self.assets.clone() {
            tx.assets().add(asset).await.expect("a file");
        }
        tx.scripts().put(self.script.clone()).await.expect("a script");
        tx.shots().put_storyboard(self.storyboard.clone()).await.expect("a storyboard");
        tx.shots().replace(self.episode.id, vec![self.shot.clone()]).await.expect("a shot");
        self.begin_work(tx.as_mut()).await;
        tx.commit().await.expect("a commit");
    }

    /// A job with its hold, another that waits for it, and what it is said to have made.
    async fn begin_work(&self, tx: &mut dyn TenantTx) {
        assert!(tx.productions().add(self.production.clone()).await.expect("a production"));
        let mut ledger = tx.credits().lock().await.expect("the account");
        ledger.grant(self.build.grant(self.granted), start(), self.build.ids());
        ledger.hold(self.job.id, self.price.quote(1), start(), self.build.ids()).expect("enough credits");
        tx.credits().save(&mut ledger).await.expect("a save");
        assert!(tx.jobs().add(self.job.clone(), &[]).await.expect("a job"));
        let later = JobOrder {
            production_id: None,
            episode_id: None,
            drama_id: self.drama.id,
            operation: Operation::Video,
            target: self.job.target,
            inputs: None,
        };
        // As unique as the first one's.
        let id = xinggen_domain::JobId::from_uuid(uuid::Uuid::from_u128(
            self.job.id.as_uuid().as_u128() ^ (1 << 40),
        ));
        let later = Job { id, ..self.build.job(later) };
        assert!(tx.jobs().add(later, &[self.job.id]).await.expect("a job that waits"));
        for take in self.takes.clone() {
            tx.takes().add(take).await.expect("a take");
        }
        tx.cuts().add(self.cut.clone()).await.expect("a cut");
        assert!(tx.requests().add(self.request.clone()).await.expect("an answer"));
    }

    /// Ends the job, pays for it and lets go of the one that waits.
    pub(super) async fn settle(&self) {
        let mut tx = self.database.begin(self.owner).await.expect("a transaction");
        let mut ledger = tx.credits().lock().await.expect("the account");
        let hold = tx.credits().hold_of(self.job.id).await.expect("a look").expect("a hold");
        let settlement = Settlement {
            price: &self.price,
            rule: ChargeRule::Delivered,
            delivered: 1,
            kind: self.job.operation.transaction_kind(),
            description: Description::Plain,
        };
        ledger.settle(hold, settlement, start(), self.build.ids());
        tx.credits().save(&mut ledger).await.expect("a save");
        let mut job = tx.jobs().lock(self.job.id).await.expect("a lock").expect("the job");
        job.finish(JobState::Succeeded, None, start());
        tx.jobs().save(&job).await.expect("a save");
        assert_eq!(tx.jobs().unblock_after(job.id).await.expect("an end").len(), 1);
        tx.commit().await.expect("a commit");
    }
}

/// Every row of a user, written out.
pub(super) async fn rows_of(test: &TestDatabase, owner: UserId) -> Vec<String> {
    let db = test.raw().await;
    let mut rows = Vec::new();
    for (table, key) in tables(&db).await {
        let sql = match db.get_database_backend() {
            DbBackend::Sqlite => {
                let columns = format!("SELECT name AS line FROM pragma_table_info('{table}') ORDER BY cid");
                let columns = lines(&db, &columns).await.join("\"), quote(\"");
                format!(
                    "SELECT concat_ws(',', quote(\"{columns}\")) AS line FROM {table} WHERE {key} = X'{}'",
                    owner.as_uuid().simple()
                )
            }
            _ => format!("SELECT to_jsonb(t)::text AS line FROM {table} t WHERE {key} = '{owner}'"),
        };
        let mut found = lines(&db, &sql).await;
        found.sort();
        rows.extend(found.into_iter().map(|row| format!("{table}: {row}")));
    }
    assert!(rows.len() > 20, "the user has rows: {rows:?}");
    rows
}

async fn tables(db: &DatabaseConnection) -> Vec<(String, &'static str)> {
    let owned = match db.get_database_backend() {
        DbBackend::Sqlite => {
            "SELECT m.name AS line FROM sqlite_schema m JOIN pragma_table_info(m.name) c
             WHERE m.type = 'table' AND c.name = 'user_id'"
        }
        _ => {
            "SELECT table_name::text AS line FROM information_schema.columns
             WHERE table_schema = 'public' AND column_name = 'user_id'"
        }
    };
    let owned = lines(db, owned).await.into_iter().map(|table| (table, "user_id"));
    owned.chain([("users".to_owned(), "id")]).collect()
}

async fn lines(db: &DatabaseConnection, sql: &str) -> Vec<String> {
    let query = Statement::from_string(db.get_database_backend(), sql);
    let rows = db.query_all_raw(query).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    rows.iter().map(|row| row.try_get("", "line").expect("a line")).collect()
}
