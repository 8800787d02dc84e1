use std::collections::{BTreeMap, BTreeSet};
use xinggen_domain::{
    AssetId, CharacterId, Credits, CutId, DramaId, EpisodeId, JobId, LotId, ProductionId, PropId, SceneId,
    ShotId, TakeId, UserId,
    asset::Asset,
    character::Character,
    cut::Cut,
    drama::Drama,
    episode::Episode,
    job::Job,
    ledger::{Account, CreditTransaction, Hold, Lot},
    production::Production,
    scene::{Prop, Scene},
    script::Script,
    shot::Shot,
    storyboard::Storyboard,
    take::Take,
    user::User,
};

/// Everything that one tenant has. Each has an own one, so no row can hang on another tenant's.
#[derive(Debug, Clone)]
pub(super) struct TenantData {
    /// None for an owner who was never added.
    pub(super) user: Option<User>,
    pub(super) account: Account,
    pub(super) lots: BTreeMap<LotId, Lot>,
    /// A job has at most one.
    pub(super) holds: BTreeMap<JobId, Hold>,
    pub(super) entries: Vec<CreditTransaction>,
    pub(super) jobs: BTreeMap<JobId, Job>,
    /// Who waits for whom.
    pub(super) waits: BTreeSet<(JobId, JobId)>,
    pub(super) assets: BTreeMap<AssetId, Asset>,
    pub(super) dramas: BTreeMap<DramaId, Drama>,
    pub(super) episodes: BTreeMap<EpisodeId, Episode>,
    pub(super) characters: BTreeMap<CharacterId, Character>,
    pub(super) scenes: BTreeMap<SceneId, Scene>,
    pub(super) props: BTreeMap<PropId, Prop>,
    pub(super) scripts: BTreeMap<EpisodeId, Script>,
    pub(super) storyboards: BTreeMap<EpisodeId, Storyboard>,
    pub(super) shots: BTreeMap<ShotId, Shot>,
    pub(super) takes: BTreeMap<TakeId, Take>,
    pub(super) cuts: BTreeMap<CutId, Cut>,
    pub(super) productions: BTreeMap<ProductionId, Production>,
}

impl TenantData {
    pub(super) fn new(owner: UserId, user: Option<User>) -> Self {
        Self {
            user,
            account: Account { user_id: owner, credits: Credits::ZERO, held: Credits::ZERO, entries: 0 },
            lots: BTreeMap::new(),
            holds: BTreeMap::new(),
            entries: Vec::new(),
            jobs: BTreeMap::new(),
            waits: BTreeSet::new(),
            assets: BTreeMap::new(),
            dramas: BTreeMap::new(),
            episodes: BTreeMap::new(),
            characters: BTreeMap::new(),
            scenes: BTreeMap::new(),
            props: BTreeMap::new(),
            scripts: BTreeMap::new(),
            storyboards: BTreeMap::new(),
            shots: BTreeMap::new(),
            takes: BTreeMap::new(),
            cuts: BTreeMap::new(),
            productions: BTreeMap::new(),
        }
    }
}
