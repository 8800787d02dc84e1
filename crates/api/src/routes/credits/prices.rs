use crate::{
    extract::Caller,
    problem::Problem,
    state::Api,
    view::{ChargeMode, Operation, PriceUnit},
};
use actix_web::{HttpResponse, get, web::Data};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use xinggen_domain::pricing::Price;

/// One row of the price list. The most specific row prices a job; price × quantity is rounded up once.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Price)]
struct PriceView {
    /// What it prices.
    operation: Operation,
    /// For this vendor only; none for all.
    #[schema(required)]
    vendor: Option<String>,
    /// For this model of that vendor only; none for all.
    #[schema(required)]
    model: Option<String>,
    /// What is counted.
    unit: PriceUnit,
    /// On whose key.
    mode: ChargeMode,
    /// Credits per unit.
    #[schema(minimum = 0, examples(5))]
    amount: i64,
    /// From when on.
    valid_from: DateTime<Utc>,
}

impl From<Price> for PriceView {
    fn from(price: Price) -> Self {
        Self {
            operation: price.operation.into(),
            vendor: price.vendor,
            model: price.model,
            unit: price.unit.into(),
            mode: price.mode.into(),
            amount: price.amount.get(),
            valid_from: price.valid_from,
        }
    }
}

/// The prices in force, by operation.
#[derive(Debug, Serialize, ToSchema)]
struct PricePage {
    /// The prices.
    items: Vec<PriceView>,
    /// Always none: the price list comes at once.
    #[schema(required)]
    next_cursor: Option<String>,
}

/// The prices in force now
#[utoipa::path(
    tag = "credits",
    security(("bearer" = []), ("api_key" = ["read"])),
    responses((status = 200, body = PricePage, description = "All of them"))
)]
#[get("/prices")]
pub(super) async fn list_prices(api: Data<Api>, _who: Caller) -> Result<HttpResponse, Problem> {
    let items = api.credits.prices().await?.into_iter().map(Into::into).collect();
    Ok(HttpResponse::Ok().json(PricePage { items, next_cursor: None }))
}
