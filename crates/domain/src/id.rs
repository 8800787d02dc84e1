//! One registry of typed ids. Every id is a UUIDv7 inside, so ids sort by creation time.

use std::{fmt, str::FromStr};
use uuid::Uuid;

/// An id that wraps a [`Uuid`]; lets [`IdSource`] mint any kind.
pub trait Id: Copy {
    /// Wraps a raw UUID.
    fn from_uuid(uuid: Uuid) -> Self;
    /// The raw UUID.
    fn as_uuid(self) -> Uuid;
}

/// New ids: a port that rules need too, so it stands beside the ids.
pub trait IdSource: Send + Sync {
    /// A UUIDv7 that was never given before and sorts behind those given before.
    fn next(&self) -> Uuid;
}

impl dyn IdSource + '_ {
    /// A new id of any kind.
    #[must_use]
    pub fn id<T: Id>(&self) -> T {
        T::from_uuid(self.next())
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Uuid);

        impl Id for $name {
            fn from_uuid(uuid: Uuid) -> Self { Self(uuid) }
            fn as_uuid(self) -> Uuid { self.0 }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }
        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> { Uuid::parse_str(text).map(Self) }
        }
    )*};
}

ids! {
    /// A person, or the operator of a single machine: the tenant.
    UserId;
    /// One login, from signing in to signing out.
    SessionId;
    /// A key with which programs call.
    ApiKeyId;
    /// A series (短剧).
    DramaId;
    /// One part of a drama (集).
    EpisodeId;
    /// The screenplay of an episode (剧本).
    ScriptId;
    /// A member of the cast (角色).
    CharacterId;
    /// A place at a time (场景).
    SceneId;
    /// A thing that matters to the plot (道具).
    PropId;
    /// One camera take (镜头).
    ShotId;
    /// One spoken line (台词).
    LineId;
    /// A stored file (素材).
    AssetId;
    /// One generated candidate for a target (候选).
    TakeId;
    /// A composed episode (成片).
    CutId;
    /// A durable run over an episode (制作).
    ProductionId;
    /// One unit of generation or rendering (任务).
    JobId;
    /// The fencing token of one claim of a job; a new one at each claim.
    LeaseToken;
    /// One grant of credits (批次).
    LotId;
    /// An amount reserved for a job (冻结).
    HoldId;
    /// One entry of a statement (流水).
    TransactionId;
    /// One row of the price list.
    PriceId;
    /// One term of a membership.
    TermId;
    /// One entry of the audit log.
    AuditId;
    /// Redemption codes that were made together.
    BatchId;
    /// What something would cost, as it was told.
    QuoteId;
    /// An address and a key of a vendor: a user's own, or the platform's.
    AiConfigId;
    /// One call of a vendor that costs money.
    VendorCallId;
}
