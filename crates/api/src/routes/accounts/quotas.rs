use crate::{extract::Caller, problem::Problem, state::Api};
use actix_web::{HttpResponse, get, web::Data};
use chrono::{DateTime, Duration, Utc};
use serde::Serialize;
use std::num::{NonZeroU32, NonZeroU64};
use utoipa::ToSchema;
use xinggen_domain::{plan::DramaPart, rate::Allowance};

/// How somebody stands with what their plan allows.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Quotas)]
struct QuotasView {
    /// Jobs that run at once. More of them wait.
    running_jobs: QuotaView,
    /// Bytes of files, uploaded or generated.
    storage_bytes: QuotaView,
    /// Dramas outside the trash.
    dramas: QuotaView,
    /// Requests in a minute.
    requests_per_minute: QuotaView,
    /// Episodes of one drama.
    episodes: DramaQuotaView,
    /// Characters of one drama.
    characters: DramaQuotaView,
    /// Scenes of one drama.
    scenes: DramaQuotaView,
    /// Props of one drama.
    props: DramaQuotaView,
}

/// What every drama may have by itself; how much a drama has, its lists say.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DramaQuota)]
struct DramaQuotaView {
    /// How many one drama may have.
    #[schema(examples(200))]
    limit: u64,
}

/// One of them.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Quota)]
struct QuotaView {
    /// How much there may be; as much as one likes, when none.
    #[schema(required, examples(20))]
    limit: Option<u64>,
    /// How much there is.
    #[schema(examples(3))]
    used: u64,
    /// When all of it is there again; none where room is made only by deleting something.
    #[schema(required)]
    resets_at: Option<DateTime<Utc>>,
}

impl QuotaView {
    fn standing(limit: Option<u64>, used: u64) -> Self {
        Self { limit, used, resets_at: None }
    }

    /// Where nothing is counted, nothing is used.
    fn of_minute(allowance: Option<Allowance>, now: DateTime<Utc>) -> Self {
        let Some(Allowance { limit, remaining, reset, .. }) = allowance else {
            return Self::standing(None, 0);
        };
        Self {
            limit: Some(limit.into()),
            used: limit.saturating_sub(remaining).into(),
            resets_at: Some(now + Duration::seconds(reset.into())),
        }
    }
}

/// What the caller's plan allows, and what of it is used
///
/// What would be more is refused with 429: `too_many_requests` and when to come again, or `quota_reached`. Jobs are
/// not refused, they wait.
#[utoipa::path(
    tag = "accounts",
    security(("bearer" = []), ("api_key" = ["read"])),
    responses((status = 200, body = QuotasView, description = "As they stand now"))
)]
#[get("/me/quotas")]
pub(super) async fn get_quotas(api: Data<Api>, who: Caller) -> Result<HttpResponse, Problem> {
    let standing = api.quotas.standing(who.actor).await?;
    let plan = standing.plan;
    let of_drama = |part| DramaQuotaView { limit: plan.per_drama.limit(part) };
    Ok(HttpResponse::Ok().json(QuotasView {
        running_jobs: QuotaView::standing(
            plan.running_jobs.map(NonZeroU32::get).map(u64::from),
            standing.running_jobs,
        ),
        storage_bytes: QuotaView::standing(plan.storage_bytes.map(NonZeroU64::get), standing.storage_bytes),
        dramas: QuotaView::standing(plan.dramas.map(NonZeroU32::get).map(u64::from), standing.dramas),
        requests_per_minute: QuotaView::of_minute(who.allowance, api.clock.now()),
        episodes: of_drama(DramaPart::Episodes),
        characters: of_drama(DramaPart::Characters),
        scenes: of_drama(DramaPart::Scenes),
        props: of_drama(DramaPart::Props),
    }))
}
