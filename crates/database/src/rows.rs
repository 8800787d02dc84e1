//! Rows: what the tables hold, and how it becomes the model and back. One file per table; JSON columns have
//! mirrors of their own. Unknown codes and numbers out of range are corrupt data.

pub(crate) mod convert;
mod json;
pub(crate) mod tables;

pub(crate) use convert::id;
pub(crate) use tables::{
    ai_configs::Model as AiConfigRow,
    api_keys::Model as ApiKeyRow,
    assets::Model as AssetRow,
    audit_log::Model as AuditRow,
    characters::Model as CharacterRow,
    claimed_identities::Model as ClaimedIdentityRow,
    credit_hold_lots::Model as HoldLotRow,
    credit_holds::Model as HoldRow,
    credit_lots::Model as LotRow,
    credit_transactions::Model as TransactionRow,
    cuts::Model as CutRow,
    done_requests::Model as DoneRequestRow,
    dramas::Model as DramaRow,
    episodes::Model as EpisodeRow,
    event_streams::Model as EventStreamRow,
    event_tickets::Model as EventTicketRow,
    events::Model as EventRow,
    job_waits::Model as JobWaitRow,
    jobs::Model as JobRow,
    membership_terms::Model as TermRow,
    orphan_objects::Model as OrphanRow,
    plans::Model as PlanTableRow,
    platform_ai_configs::Model as PlatformAiConfigRow,
    platform_audit_log::Model as PlatformAuditRow,
    prices::Model as PriceRow,
    productions::Model as ProductionRow,
    props::Model as PropRow,
    quotes::Model as QuoteRow,
    redemption_batches::Model as RedemptionBatchRow,
    redemption_codes::Model as RedemptionCodeRow,
    scenes::Model as SceneRow,
    scripts::Model as ScriptRow,
    second_factors::Model as SecondFactorRow,
    sessions::Model as SessionRow,
    shot_cast::Model as ShotCastRow,
    shot_lines::Model as ShotLineRow,
    shot_props::Model as ShotPropRow,
    shots::{Model as ShotRow, ShotParts},
    step_ups::Model as StepUpRow,
    storyboards::Model as StoryboardRow,
    takes::Model as TakeRow,
    users::Model as UserRow,
    vendor_calls::Model as VendorCallRow,
    verification_codes::Model as VerificationCodeRow,
};
