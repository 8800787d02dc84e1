use crate::{
    extract::{Caller, Query},
    problem::Problem,
    state::Api,
    view::{ChargeMode, Operation, PriceUnit},
};
use actix_web::{HttpResponse, get, web::Data};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use xinggen_domain::{Id, pricing::Price};

/// One row of the price list. The most specific row prices a job; price × quantity is rounded up once.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Price)]
pub(super) struct PriceView {
    /// Its id.
    id: Uuid,
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
            id: price.id.as_uuid(),
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

/// Which prices.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct PriceListQuery {
    /// Also those that were and those that will be, the latest first.
    #[param(default = false)]
    history: Option<bool>,
}

/// Prices, by what they are for.
#[derive(Debug, Serialize, ToSchema)]
struct PricePage {
    /// The prices.
    items: Vec<PriceView>,
    /// Always none: the price list comes at once.
    #[schema(required)]
    next_cursor: Option<String>,
}

/// The prices in force now, or all that there ever were
#[utoipa::path(
    tag = "credits",
    security(("bearer" = []), ("api_key" = ["read"])),
    params(PriceListQuery),
    responses((status = 200, body = PricePage, description = "All of them"))
)]
#[get("/prices")]
pub(super) async fn list_prices(
    api: Data<Api>,
    _who: Caller,
    query: Query<PriceListQuery>,
) -> Result<HttpResponse, Problem> {
    let prices = match query.0.history {
        Some(true) => api.credits.price_history().await?,
        _ => api.credits.prices().await?,
    };
    let items = prices.into_iter().map(Into::into).collect();
    Ok(HttpResponse::Ok().json(PricePage { items, next_cursor: None }))
}
