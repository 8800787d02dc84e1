//! The platform's AI configurations, for administrators.

mod create;
mod delete;
mod list;
mod one;
mod test;
mod update;

use crate::{
    problem::{Code, Problem},
    routes::ai_configs::view::AiConfigView,
};
use utoipa_actix_web::service_config::ServiceConfig;
use xinggen_application::PlatformAiConfigError;

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(create::create_platform_ai_config)
        .service(list::list_platform_ai_configs)
        .service(one::get_platform_ai_config)
        .service(update::update_platform_ai_config)
        .service(delete::delete_platform_ai_config)
        .service(test::check_platform_ai_config);
}

impl From<PlatformAiConfigError> for Problem {
    fn from(error: PlatformAiConfigError) -> Self {
        match error {
            PlatformAiConfigError::Forbidden => Self::new(Code::Forbidden),
            PlatformAiConfigError::Update(error) => Self::of_update(error, AiConfigView::from),
        }
    }
}
