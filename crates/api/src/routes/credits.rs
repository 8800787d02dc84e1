//! Credits: the balance, the statement and the prices.

mod add_price;
mod balance;
mod caps;
mod export;
mod prices;
mod redeem;
mod sheet;
mod statement;
mod totals;
mod transactions;

pub(super) use balance::CreditsView;
pub(super) use caps::CapsView;
pub(super) use transactions::TransactionView;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(balance::get_credits)
        .service(transactions::list_transactions)
        .service(redeem::redeem_code)
        .service(export::read_transactions)
        .service(totals::get_spending)
        .service(caps::get_spending_caps)
        .service(caps::update_spending_caps)
        .service(prices::list_prices)
        .service(add_price::create_price);
}
