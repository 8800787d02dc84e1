//! Registering, signing in, and who one is.

mod audit;
mod change_password;
mod code_login;
mod codes;
mod email;
mod erase;
mod identity;
mod login;
mod logout;
mod me;
mod membership;
mod own_codes;
mod phone;
mod proof;
mod quotas;
mod refresh;
mod register;
mod reset;
mod sessions;
mod view;

pub(crate) use audit::{AuditPage, AuditView};
pub(crate) use membership::{MembershipView, TermView};
pub(crate) use proof::{ConfirmationBody, ReauthRefusals, proof};
pub(crate) use view::UserView;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(codes::create_code)
        .service(register::register_account)
        .service(login::create_session)
        .service(code_login::create_session_by_code)
        .service(refresh::refresh_session)
        .service(logout::end_session)
        .service(reset::reset_password)
        .service(me::get_me)
        .service(membership::get_membership)
        .service(quotas::get_quotas)
        .service(audit::list_audit)
        .service(erase::erase_account)
        .service(own_codes::create_own_code)
        .service(change_password::update_password)
        .service(email::bind_email)
        .service(email::unbind_email)
        .service(phone::bind_phone)
        .service(phone::unbind_phone)
        .service(sessions::list_sessions)
        .service(sessions::end_other_sessions)
        .service(sessions::end_own_session);
}
