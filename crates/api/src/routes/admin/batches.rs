use crate::{
    extract::{ActingAdmin, Admin, Body, PathId, Query, moment},
    problem::{Code, Problem, ProblemView},
    state::Api,
    view::{ListQuery, Listed},
};
use actix_web::{HttpResponse, get, post, web::Data};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use xinggen_application::{MakeBatch, MakeBatchError, RevokeBatchError};
use xinggen_domain::{BatchId, Id as _, redemption::RedemptionBatch};

/// Codes to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MakeRedemptionBatchBody)]
struct MakeBatchBody {
    /// What they are for; users see it in their statement.
    #[schema(examples("春节活动"), min_length = 1, max_length = 100)]
    name: String,
    /// How many credits each is worth.
    #[schema(examples(100), minimum = 1, maximum = 1_000_000)]
    credits: u32,
    /// How many codes.
    #[schema(examples(20), minimum = 1, maximum = 10_000)]
    count: u32,
    /// For how many days the credits last from when a code is redeemed; for ever, when it is left out.
    #[schema(examples(90), minimum = 1, maximum = 3650)]
    lasts_days: Option<u32>,
    /// Until when the codes can be redeemed; always, when it is left out.
    #[schema(examples("2027-03-01T00:00:00Z"))]
    #[serde(default, deserialize_with = "moment")]
    redeem_until: Option<DateTime<Utc>>,
}

/// Redemption codes that were made together.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RedemptionBatch)]
struct BatchView {
    /// Its id.
    id: Uuid,
    /// What it is for.
    #[schema(examples("春节活动"))]
    name: String,
    /// How many credits each code is worth.
    #[schema(minimum = 1, examples(100))]
    credits: i64,
    /// How many codes there are.
    #[schema(minimum = 1, examples(20))]
    count: u32,
    /// How many of them were redeemed.
    #[schema(minimum = 0, examples(3))]
    redeemed: u32,
    /// For how many days the credits last; for ever, when none.
    #[schema(required)]
    lasts_days: Option<u32>,
    /// Until when the codes can be redeemed; always, when none.
    #[schema(required)]
    redeem_until: Option<DateTime<Utc>>,
    /// The administrator who made it.
    made_by: Uuid,
    /// When it was made.
    created_at: DateTime<Utc>,
    /// When it was revoked, if it was.
    #[schema(required)]
    revoked_at: Option<DateTime<Utc>>,
}

impl From<(RedemptionBatch, u32)> for BatchView {
    fn from((batch, redeemed): (RedemptionBatch, u32)) -> Self {
        Self {
            id: batch.id.as_uuid(),
            name: batch.name,
            credits: batch.credits.get(),
            count: batch.count,
            redeemed,
            lasts_days: batch.lasts_days,
            redeem_until: batch.redeem_until,
            made_by: batch.made_by.as_uuid(),
            created_at: batch.created_at,
            revoked_at: batch.revoked_at,
        }
    }
}

/// A new batch with its codes.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MadeRedemptionBatch)]
struct MadeBatchView {
    /// The batch.
    batch: BatchView,
    /// The codes. They are shown here and never again.
    #[schema(examples("7K3M-9QXT-04WD-BZ5R"))]
    codes: Vec<String>,
}

/// A page of batches, newest first.
#[derive(Debug, Serialize, ToSchema)]
struct RedemptionBatchPage {
    /// The batches.
    items: Vec<BatchView>,
    /// Where the next page begins; none on the last.
    #[schema(required)]
    next_cursor: Option<String>,
}

/// Make redemption codes
///
/// Only digests of the codes are stored: keep the answer.
#[utoipa::path(
    tag = "admin",
    request_body = MakeBatchBody,
    responses(
        (status = 201, body = MadeBatchView, description = "The batch and its codes"),
        (status = 403, body = ProblemView, content_type = "application/problem+json", description = "`step_up_required`"),
    )
)]
#[post("/admin/redemption-batches")]
pub(super) async fn create_redemption_batch(
    api: Data<Api>,
    who: ActingAdmin,
    body: Body<MakeBatchBody>,
) -> Result<HttpResponse, Problem> {
    let MakeBatchBody { name, credits, count, lasts_days, redeem_until } = body.0;
    let make = MakeBatch { name, credits, count, lasts_days, redeem_until };
    let (batch, codes) = api.redemptions.make(who.0, make).await?;
    Ok(HttpResponse::Created().json(MadeBatchView { batch: (batch, 0).into(), codes }))
}

/// The batches of redemption codes, newest first
#[utoipa::path(
    tag = "admin",
    params(ListQuery),
    responses((status = 200, body = RedemptionBatchPage, description = "A page"))
)]
#[get("/admin/redemption-batches")]
pub(super) async fn list_redemption_batches(
    api: Data<Api>,
    who: Admin,
    query: Query<ListQuery>,
) -> Result<HttpResponse, Problem> {
    let page = query.0.page::<BatchId>()?;
    let batches = api.redemptions.batches(who.0, page.after, page.limit).await?;
    let listed = Listed::of(batches, &query.0, |(batch, _)| batch.id.to_string());
    let items = listed.items.into_iter().map(Into::into).collect();
    Ok(HttpResponse::Ok().json(RedemptionBatchPage { items, next_cursor: listed.next_cursor }))
}

/// Make the codes of a batch that were not redeemed yet worthless
#[utoipa::path(
    tag = "admin",
    responses(
        (status = 204, description = "Revoked, now or before"),
        (status = 403, body = ProblemView, content_type = "application/problem+json", description = "`forbidden` or `step_up_required`"),
    )
)]
#[post("/admin/redemption-batches/{batch_id}/revoke")]
pub(super) async fn revoke_redemption_batch(
    api: Data<Api>,
    who: ActingAdmin,
    id: PathId<BatchId>,
) -> Result<HttpResponse, Problem> {
    api.redemptions.revoke(who.0, id.0).await?;
    Ok(HttpResponse::NoContent().finish())
}

impl From<MakeBatchError> for Problem {
    fn from(error: MakeBatchError) -> Self {
        match error {
            MakeBatchError::Forbidden => Self::new(Code::Forbidden),
            MakeBatchError::Invalid(invalid) => invalid.into(),
            MakeBatchError::Store(error) => error.into(),
        }
    }
}

impl From<RevokeBatchError> for Problem {
    fn from(error: RevokeBatchError) -> Self {
        match error {
            RevokeBatchError::Forbidden => Self::new(Code::Forbidden),
            RevokeBatchError::NotFound => Self::not_found(),
            RevokeBatchError::Store(error) => error.into(),
        }
    }
}
