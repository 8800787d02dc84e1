//! Credits: the balance, the statement and the prices.

mod balance;
mod prices;
mod redeem;
mod transactions;

pub(super) use balance::CreditsView;
pub(super) use transactions::TransactionView;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(balance::get_credits)
        .service(transactions::list_transactions)
        .service(redeem::redeem_code)
        .service(prices::list_prices);
}
