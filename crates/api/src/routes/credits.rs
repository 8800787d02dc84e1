//! Credits: the balance, the statement and the prices.

mod balance;
mod prices;
mod transactions;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(balance::get_credits)
        .service(transactions::list_transactions)
        .service(prices::list_prices);
}
