//! Keys with which programs call in the place of their owner. Keys cannot be managed with a key.

mod create;
mod delete;
mod list;
mod view;

pub(crate) use view::ApiKeyView;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(create::create_api_key).service(list::list_api_keys).service(delete::delete_api_key);
}
