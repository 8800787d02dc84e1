use crate::{
    AssetId, CharacterId, Credits, CutId, DramaId, EpisodeId, JobId, LeaseToken, LineId, ProductionId,
    PropId, SceneId, ShotId, TakeId,
    asset::{Asset, MediaKind},
    character::Character,
    cut::Cut,
    drama::Drama,
    episode::Episode,
    error::StoreError,
    idempotency::{DoneRequest, IdempotencyKey},
    job::{Job, JobState},
    ledger::{CreditLedger, CreditTransaction, Hold, Lot, StatementNames, TransactionKind},
    operation::{Operation, Target},
    production::Production,
    provenance::Digest,
    scene::{Prop, Scene},
    script::Script,
    shot::Shot,
    spending::StatementFilter,
    storyboard::Storyboard,
    take::Take,
};
use async_trait::async_trait;

type Result<T> = std::result::Result<T, StoreError>;

/// Which rows of a list: at most `limit`, behind the row with the id `after` (none: from the start).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page<Id> {
    /// At most this many.
    pub limit: u32,
    /// Behind this one.
    pub after: Option<Id>,
}

/// Which jobs of a list; every given part must match.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct JobFilter {
    /// In this state.
    pub state: Option<JobState>,
    /// Doing this.
    pub operation: Option<Operation>,
    /// Of this drama.
    pub drama: Option<DramaId>,
    /// Of this episode.
    pub episode: Option<EpisodeId>,
    /// Of this production.
    pub production: Option<ProductionId>,
}

/// The tenant's credits.
#[async_trait]
pub trait CreditAccounts: Send {
    /// Locks the account until the end of the transaction and loads it with every lot that has something
    /// remaining or held. The first lock that a transaction takes.
    async fn lock(&mut self) -> Result<CreditLedger>;

    /// Writes what the aggregate changed, and leaves it unchanged.
    async fn save(&mut self, ledger: &mut CreditLedger) -> Result<()>;

    /// The account and its lots, to look at only.
    async fn view(&mut self) -> Result<CreditLedger>;

    /// The hold of a job, with its parts.
    async fn hold_of(&mut self, job: JobId) -> Result<Option<Hold>>;

    /// Every open hold, oldest first.
    async fn open_holds(&mut self) -> Result<Vec<Hold>>;

    /// The lots that a hold took from, used up or not.
    async fn lots_of(&mut self, hold: &Hold) -> Result<Vec<Lot>>;

    /// Entries of the statement with numbers above `after`, in order, at most `limit`.
    async fn statement(&mut self, after: i64, limit: u32) -> Result<Vec<CreditTransaction>>;

    /// Entries of the statement that match, with numbers below `before` (none: from the last), newest first, at most
    /// `limit`.
    async fn recent(
        &mut self,
        filter: StatementFilter,
        before: Option<i64>,
        limit: u32,
    ) -> Result<Vec<CreditTransaction>>;

    /// The names, as they are now, of what these entries speak of.
    async fn names(&mut self, entries: &[CreditTransaction]) -> Result<StatementNames>;

    /// The sum of all entries of these kinds.
    async fn sum_of(&mut self, kinds: &[TransactionKind]) -> Result<Credits>;
}

/// Jobs.
#[async_trait]
pub trait Jobs: Send {
    /// Adds a job that waits for the live ones among `after`. False, and nothing is added, when a job for the
    /// same target and operation is live.
    async fn add(&mut self, job: Job, after: &[JobId]) -> Result<bool>;

    /// A job.
    async fn get(&mut self, id: JobId) -> Result<Option<Job>>;

    /// Locks a running job that is claimed under this token; none when the lease is lost.
    async fn lock_claimed(&mut self, id: JobId, token: LeaseToken) -> Result<Option<Job>>;

    /// Locks a job in whatever state.
    async fn lock(&mut self, id: JobId) -> Result<Option<Job>>;

    /// Writes the state of a job that this transaction has locked or added.
    async fn save(&mut self, job: &Job) -> Result<()>;

    /// Lets go of the jobs that wait for this one: those that wait for nothing else become queued. Returns them.
    async fn unblock_after(&mut self, id: JobId) -> Result<Vec<JobId>>;

    /// Locks every blocked job that waits for this one, directly or through others.
    async fn lock_dependents(&mut self, id: JobId) -> Result<Vec<Job>>;

    /// Locks the live jobs of a production, in the order of their ids.
    async fn lock_live(&mut self, production: ProductionId) -> Result<Vec<Job>>;

    /// All jobs of a production, in the order of their ids.
    async fn of_production(&mut self, production: ProductionId) -> Result<Vec<Job>>;

    /// Locks the live jobs of a drama, in the order of their ids.
    async fn lock_live_of_drama(&mut self, drama: DramaId) -> Result<Vec<Job>>;

    /// The live job for a target and an operation.
    async fn live_of(&mut self, operation: Operation, target: Target) -> Result<Option<Job>>;

    /// How many jobs are running.
    async fn running(&mut self) -> Result<u64>;

    /// A page of the jobs that match, newest first.
    async fn list(&mut self, filter: JobFilter, page: Page<JobId>) -> Result<Vec<Job>>;
}

/// Assets.
#[async_trait]
pub trait Assets: Send {
    /// Adds an asset.
    async fn add(&mut self, asset: Asset) -> Result<()>;
    /// An asset.
    async fn get(&mut self, id: AssetId) -> Result<Option<Asset>>;
    /// Those of these that exist, in any order.
    async fn get_many(&mut self, ids: &[AssetId]) -> Result<Vec<Asset>>;
    /// A page, of one kind or of all, newest first.
    async fn list(&mut self, kind: Option<MediaKind>, page: Page<AssetId>) -> Result<Vec<Asset>>;
    /// How many bytes all of them have together.
    async fn bytes(&mut self) -> Result<u64>;
    /// Removes an asset and leaves its object to the sweep. False, and nothing is removed, when a take or a cut
    /// uses it.
    async fn remove(&mut self, id: AssetId) -> Result<bool>;
}

/// Dramas.
#[async_trait]
pub trait Dramas: Send {
    /// Adds a drama.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the import key is taken.
    async fn add(&mut self, drama: Drama) -> Result<()>;
    /// A drama that is not in the trash. What belongs to one in the trash (episodes, characters, scenes, props,
    /// scripts, storyboards, shots, takes, cuts, productions) is not found either until it is restored; its jobs
    /// and assets are.
    async fn get(&mut self, id: DramaId) -> Result<Option<Drama>>;
    /// A drama that is in the trash and still has its content.
    async fn get_trashed(&mut self, id: DramaId) -> Result<Option<Drama>>;
    /// The drama that was imported under this key, also when it is in the trash.
    async fn find_imported(&mut self, import_key: &str) -> Result<Option<Drama>>;
    /// Writes a drama whose stored version is `drama.version`, and counts the version up.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when the stored version is another.
    async fn save(&mut self, drama: &mut Drama) -> Result<()>;
    /// How many are not in the trash.
    async fn count(&mut self) -> Result<u64>;
    /// A page of those that are not in the trash, newest first.
    async fn list(&mut self, page: Page<DramaId>) -> Result<Vec<Drama>>;
    /// A page of those in the trash that still have their content, newest first.
    async fn list_trashed(&mut self, page: Page<DramaId>) -> Result<Vec<Drama>>;
    /// Removes the content of a drama in the trash for good: its episodes with everything below, cast, scenes,
    /// props, takes, cuts and the assets that only these use. Their objects become orphans for the sweep. The
    /// drama's bare row, its jobs and the ledger stay; its import key is free again, and its version counts up, so
    /// that who restores it at the same moment is refused. Purging again, or one that is not in the trash, changes
    /// nothing.
    async fn purge(&mut self, id: DramaId) -> Result<()>;
}

/// Episodes.
#[async_trait]
pub trait Episodes: Send {
    /// Adds an episode.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the drama has that number.
    async fn add(&mut self, episode: Episode) -> Result<()>;
    /// An episode.
    async fn get(&mut self, id: EpisodeId) -> Result<Option<Episode>>;
    /// Locks an episode with its shots: whoever changes its shots holds this.
    async fn lock(&mut self, id: EpisodeId) -> Result<Option<Episode>>;
    /// Deletes an episode with its script, shots, lines, takes of those, cuts and productions; their assets stay.
    /// Jobs stay too. Whoever deletes has seen to it that no job is live.
    async fn delete(&mut self, id: EpisodeId) -> Result<()>;
    /// Writes an episode whose stored version is `episode.version`, and counts the version up.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when the stored version is another.
    async fn save(&mut self, episode: &mut Episode) -> Result<()>;
    /// The episodes of a drama by number.
    async fn of_drama(&mut self, drama: DramaId) -> Result<Vec<Episode>>;
    /// How many episodes a drama has.
    async fn count(&mut self, drama: DramaId) -> Result<u64>;
    /// The number of the last episode of a drama; 0 when it has none.
    async fn last_number(&mut self, drama: DramaId) -> Result<u32>;
}

/// Characters.
#[async_trait]
pub trait Characters: Send {
    /// Adds a character.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the drama has one of that name.
    async fn add(&mut self, character: Character) -> Result<()>;
    /// Deletes a character with its takes. False, and nothing is deleted, when a shot, a line or a script uses it.
    async fn delete(&mut self, id: CharacterId) -> Result<bool>;
    /// A character.
    async fn get(&mut self, id: CharacterId) -> Result<Option<Character>>;
    /// Writes a character whose stored version is `character.version`, and counts the version up.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when the stored version is another.
    async fn save(&mut self, character: &mut Character) -> Result<()>;
    /// The cast of a drama, in the order it was added.
    async fn of_drama(&mut self, drama: DramaId) -> Result<Vec<Character>>;
    /// How many characters a drama has.
    async fn count(&mut self, drama: DramaId) -> Result<u64>;
}

/// Scenes.
#[async_trait]
pub trait Scenes: Send {
    /// Adds a scene.
    async fn add(&mut self, scene: Scene) -> Result<()>;
    /// Deletes a scene with its takes. False, and nothing is deleted, when a shot or a script uses it.
    async fn delete(&mut self, id: SceneId) -> Result<bool>;
    /// A scene.
    async fn get(&mut self, id: SceneId) -> Result<Option<Scene>>;
    /// Writes a scene whose stored version is `scene.version`, and counts the version up.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when the stored version is another.
    async fn save(&mut self, scene: &mut Scene) -> Result<()>;
    /// The scenes of a drama, in the order they were added.
    async fn of_drama(&mut self, drama: DramaId) -> Result<Vec<Scene>>;
    /// How many scenes a drama has.
    async fn count(&mut self, drama: DramaId) -> Result<u64>;
}

/// Props.
#[async_trait]
pub trait Props: Send {
    /// Adds a prop.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the drama has one of that name.
    async fn add(&mut self, prop: Prop) -> Result<()>;
    /// Deletes a prop with its takes. False, and nothing is deleted, when a shot uses it.
    async fn delete(&mut self, id: PropId) -> Result<bool>;
    /// A prop.
    async fn get(&mut self, id: PropId) -> Result<Option<Prop>>;
    /// Writes a prop whose stored version is `prop.version`, and counts the version up.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when the stored version is another.
    async fn save(&mut self, prop: &mut Prop) -> Result<()>;
    /// The props of a drama, in the order they were added.
    async fn of_drama(&mut self, drama: DramaId) -> Result<Vec<Prop>>;
    /// How many props a drama has.
    async fn count(&mut self, drama: DramaId) -> Result<u64>;
}

/// Scripts.
#[async_trait]
pub trait Scripts: Send {
    /// The script of an episode.
    async fn of_episode(&mut self, episode: EpisodeId) -> Result<Option<Script>>;
    /// Puts a script in the place of the one that the episode has, if any.
    async fn put(&mut self, script: Script) -> Result<()>;
}

/// Shots and storyboards.
#[async_trait]
pub trait Shots: Send {
    /// The storyboard of an episode.
    async fn storyboard_of(&mut self, episode: EpisodeId) -> Result<Option<Storyboard>>;
    /// Puts a storyboard in the place of the one that the episode has, if any.
    async fn put_storyboard(&mut self, storyboard: Storyboard) -> Result<()>;
    /// The shots of an episode by number, with their lines.
    async fn of_episode(&mut self, episode: EpisodeId) -> Result<Vec<Shot>>;
    /// A shot with its lines.
    async fn get(&mut self, id: ShotId) -> Result<Option<Shot>>;
    /// Makes these the shots of the episode: shots and lines with known ids are updated (whatever their
    /// version; it is counted up where the shot [says something else](Shot::says_the_same)), new ones added, the
    /// others deleted.
    async fn replace(&mut self, episode: EpisodeId, shots: Vec<Shot>) -> Result<()>;
    /// The episode that a line belongs to.
    async fn episode_of_line(&mut self, line: LineId) -> Result<Option<EpisodeId>>;
}

/// Takes.
#[async_trait]
pub trait Takes: Send {
    /// Adds a take. A selected one takes the selection over from the others of its target and operation.
    async fn add(&mut self, take: Take) -> Result<()>;
    /// A take.
    async fn get(&mut self, id: TakeId) -> Result<Option<Take>>;
    /// All takes of a target, newest first.
    async fn of_target(&mut self, target: Target) -> Result<Vec<Take>>;
    /// Makes a take the selected one of its target and operation. False when there is no such take.
    async fn select(&mut self, id: TakeId) -> Result<bool>;
    /// The selected takes of these targets, for all operations.
    async fn selected_of(&mut self, targets: &[Target]) -> Result<Vec<Take>>;
    /// Any take of the drama that was made for this operation from inputs with this hash, newest first.
    async fn find_made_from(
        &mut self,
        drama: DramaId,
        operation: Operation,
        inputs: Digest,
    ) -> Result<Option<Take>>;
}

/// Cuts.
#[async_trait]
pub trait Cuts: Send {
    /// Adds a cut.
    async fn add(&mut self, cut: Cut) -> Result<()>;
    /// A cut.
    async fn get(&mut self, id: CutId) -> Result<Option<Cut>>;
    /// All cuts of an episode, newest first.
    async fn of_episode(&mut self, episode: EpisodeId) -> Result<Vec<Cut>>;
    /// The latest cut of an episode.
    async fn latest_of(&mut self, episode: EpisodeId) -> Result<Option<Cut>>;
}

/// Productions.
#[async_trait]
pub trait Productions: Send {
    /// Adds a production. False, and nothing is added, when the episode has a live one.
    async fn add(&mut self, production: Production) -> Result<bool>;
    /// A production.
    async fn get(&mut self, id: ProductionId) -> Result<Option<Production>>;
    /// Locks a production.
    async fn lock(&mut self, id: ProductionId) -> Result<Option<Production>>;
    /// Writes a production whose stored version is `production.version`, and counts the version up.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when the stored version is another.
    async fn save(&mut self, production: &mut Production) -> Result<()>;
    /// The live production of an episode.
    async fn live_of(&mut self, episode: EpisodeId) -> Result<Option<Production>>;
    /// Locks the live productions of a drama, in the order of their ids.
    async fn lock_live_of_drama(&mut self, drama: DramaId) -> Result<Vec<Production>>;
    /// A page, of one episode or of all, newest first.
    async fn list(&mut self, episode: Option<EpisodeId>, page: Page<ProductionId>)
    -> Result<Vec<Production>>;
}

/// Costly requests that were done, so that they are not done again.
#[async_trait]
pub trait DoneRequests: Send {
    /// What was done under this key for this operation, whatever the request was.
    async fn find(&mut self, key: &IdempotencyKey) -> Result<Option<DoneRequest>>;
    /// Remembers a request. False, and nothing is written, when its key is taken for its operation.
    async fn add(&mut self, request: DoneRequest) -> Result<bool>;
    /// Forgets what was done under this key for this operation, if anything was.
    async fn forget(&mut self, key: &IdempotencyKey) -> Result<()>;
}
