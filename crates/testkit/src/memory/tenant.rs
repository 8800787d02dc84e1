use std::collections::{BTreeMap, BTreeSet};
use xinggen_domain::{
    AiConfigId, AssetId, AuditId, CharacterId, Credits, CutId, DramaId, EpisodeId, JobId, LotId,
    ProductionId, PropId, QuoteId, SceneId, SessionId, ShotId, TakeId, TermId, UserId, VendorCallId,
    ai_config::AiConfig,
    asset::{Asset, ObjectKey},
    audit::AuditEntry,
    character::Character,
    cut::Cut,
    drama::Drama,
    episode::Episode,
    event::{Event, EventBody},
    idempotency::DoneRequest,
    job::Job,
    ledger::{Account, CreditTransaction, Hold, Lot},
    membership::MembershipTerm,
    production::Production,
    provenance::Digest,
    quote::Quote,
    scene::{Prop, Scene},
    script::Script,
    second_factor::SecondFactor,
    session::Session,
    shot::Shot,
    storyboard::Storyboard,
    take::Take,
    time::Timestamp,
    user::{PasswordHash, User},
    vendor::VendorCall,
};

/// Everything that one tenant has. Each has an own one, so no row can hang on another tenant's.
#[derive(Debug, Clone)]
pub(super) struct TenantData {
    /// None for an owner who was never added.
    pub(super) user: Option<User>,
    pub(super) password: Option<PasswordHash>,
    /// When what an erased account has is to be cleared.
    pub(super) clear_at: Option<Timestamp>,
    /// Marks of identities that were noted by this tenant.
    pub(super) claimed: BTreeSet<Digest>,
    pub(super) sessions: BTreeMap<SessionId, Session>,
    pub(super) second_factor: Option<SecondFactor>,
    /// When the second factor was last proved in a session.
    pub(super) proofs: BTreeMap<SessionId, Timestamp>,
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
    /// Dramas in the trash whose content is gone.
    pub(super) purged: BTreeSet<DramaId>,
    /// Objects whose rows are gone.
    pub(super) orphans: BTreeSet<ObjectKey>,
    /// Those that are still kept, in order.
    pub(super) events: Vec<Event>,
    /// The number of the last event that was ever written.
    pub(super) last_event: i64,
    pub(super) quotes: BTreeMap<QuoteId, Quote>,
    /// By operation and key.
    pub(super) requests: BTreeMap<(String, String), DoneRequest>,
    pub(super) audit: BTreeMap<AuditId, AuditEntry>,
    pub(super) terms: BTreeMap<TermId, MembershipTerm>,
    pub(super) ai_configs: BTreeMap<AiConfigId, AiConfig>,
    pub(super) vendor_calls: BTreeMap<VendorCallId, VendorCall>,
    /// When a job of the tenant was last claimed.
    pub(super) last_start: Option<Timestamp>,
}

impl TenantData {
    pub(super) fn new(owner: UserId, user: Option<User>) -> Self {
        Self {
            user,
            password: None,
            clear_at: None,
            claimed: BTreeSet::new(),
            sessions: BTreeMap::new(),
            second_factor: None,
            proofs: BTreeMap::new(),
            account: Account {
                user_id: owner,
                credits: Credits::ZERO,
                held: Credits::ZERO,
                entries: 0,
                daily_cap: None,
            },
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
            purged: BTreeSet::new(),
            orphans: BTreeSet::new(),
            events: Vec::new(),
            last_event: 0,
            quotes: BTreeMap::new(),
            requests: BTreeMap::new(),
            audit: BTreeMap::new(),
            terms: BTreeMap::new(),
            ai_configs: BTreeMap::new(),
            vendor_calls: BTreeMap::new(),
            last_start: None,
        }
    }

    /// Writes events behind the last one.
    pub(super) fn publish(&mut self, news: Vec<EventBody>, now: Timestamp) {
        for body in news {
            self.last_event += 1;
            self.events.push(Event { number: self.last_event, body, created_at: now });
        }
    }

    /// Whether what belongs to this drama can be found.
    pub(super) fn shows(&self, drama: DramaId) -> bool {
        self.dramas.get(&drama).is_some_and(|drama| drama.deleted_at.is_none())
    }

    /// Whether what belongs to this episode can be found.
    pub(super) fn shows_episode(&self, episode: EpisodeId) -> bool {
        self.episodes.get(&episode).is_some_and(|episode| self.shows(episode.drama_id))
    }

    /// Whether a take or a cut uses this file.
    pub(super) fn uses(&self, asset: AssetId) -> bool {
        let in_cut = |cut: &Cut| [cut.video, cut.srt, cut.ass, cut.poster].contains(&asset);
        self.takes.values().any(|take| take.asset_id == asset) || self.cuts.values().any(in_cut)
    }

    /// Removes a file and leaves its object to the sweep.
    pub(super) fn discard(&mut self, asset: AssetId) {
        self.orphans.extend(self.assets.remove(&asset).map(|asset| asset.key));
    }
}
