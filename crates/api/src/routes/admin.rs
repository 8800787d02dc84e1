//! Looking after users, their credits and their jobs, for administrators.

mod ai_configs;
mod audit;
mod batches;
mod give;
mod inspect;
mod jobs;
mod list_users;
mod memberships;
mod update_user;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(list_users::list_users)
        .service(update_user::update_user)
        .service(memberships::get_user_membership)
        .service(memberships::grant_membership)
        .service(memberships::revoke_membership)
        .service(audit::list_user_audit)
        .service(audit::list_platform_audit)
        .service(give::grant_credits)
        .service(inspect::get_user_credits)
        .service(give::create_credit_back)
        .service(give::refund_purchase)
        .service(batches::create_redemption_batch)
        .service(batches::list_redemption_batches)
        .service(batches::revoke_redemption_batch)
        .configure(ai_configs::routes)
        .configure(jobs::routes);
}
