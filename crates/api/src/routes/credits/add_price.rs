use super::prices::PriceView;
use crate::{
    extract::{ActingAdmin, Body, moment},
    problem::{Code, Problem, ProblemView},
    state::Api,
    view::{ChargeMode, Operation, PriceUnit},
};
use actix_web::{HttpResponse, post, web::Data};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use utoipa::ToSchema;
use xinggen_application::{AddPriceError, NewPrice};
use xinggen_domain::Credits;

/// A price to be added.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CreatePriceBody)]
struct CreatePriceBody {
    /// What it prices.
    operation: Operation,
    /// For this vendor only; none for all.
    #[schema(examples("animatic"), min_length = 1, max_length = 100)]
    vendor: Option<String>,
    /// For this model of that vendor only; none for all.
    #[schema(examples("draft-1"), min_length = 1, max_length = 100)]
    model: Option<String>,
    /// On whose key: the platform's, unless said otherwise.
    mode: Option<ChargeMode>,
    /// What is counted: runs of everything, images, seconds of clips, or characters of voices.
    unit: PriceUnit,
    /// Credits per unit.
    #[schema(minimum = 0, maximum = 1_000_000, examples(7))]
    amount: i64,
    /// From when on; from now on, unless said otherwise.
    #[serde(default, deserialize_with = "moment")]
    valid_from: Option<DateTime<Utc>>,
    /// Why; it stands in the platform's audit log.
    #[schema(examples("供应商涨价"), max_length = 200)]
    reason: Option<String>,
}

/// Add a price, from now or a later moment on
///
/// Rows of the price list are never changed: a change is a new row. What is held already is charged by the row it was
/// quoted from. For administrators.
#[utoipa::path(
    tag = "admin",
    request_body = CreatePriceBody,
    responses(
        (status = 201, body = PriceView, description = "The price"),
        (status = 403, body = ProblemView, content_type = "application/problem+json", description = "`forbidden` or `step_up_required`"),
    )
)]
#[post("/admin/prices")]
pub(super) async fn create_price(
    api: Data<Api>,
    who: ActingAdmin,
    body: Body<CreatePriceBody>,
) -> Result<HttpResponse, Problem> {
    let CreatePriceBody { operation, vendor, model, mode, unit, amount, valid_from, reason } = body.0;
    let new = NewPrice {
        operation: operation.into(),
        vendor,
        model,
        mode: mode.unwrap_or(ChargeMode::Platform).into(),
        unit: unit.into(),
        amount: Credits::new(amount),
        valid_from,
        reason: reason.unwrap_or_default(),
    };
    let price = api.credits.add_price(who.0, new).await?;
    Ok(HttpResponse::Created().json(PriceView::from(price)))
}

impl From<AddPriceError> for Problem {
    fn from(error: AddPriceError) -> Self {
        match error {
            AddPriceError::Forbidden => Self::new(Code::Forbidden),
            AddPriceError::Invalid(invalid) => invalid.into(),
            AddPriceError::Store(error) => error.into(),
        }
    }
}
