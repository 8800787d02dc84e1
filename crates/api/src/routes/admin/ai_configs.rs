//! The platform's AI configurations, for administrators.

pub(super) mod create;
pub(super) mod delete;
pub(super) mod list;
pub(super) mod one;
pub(super) mod test;
pub(super) mod update;

use crate::{
    problem::{Code, Problem},
    routes::ai_configs::view::AiConfigView,
};
use xinggen_application::PlatformAiConfigError;

impl From<PlatformAiConfigError> for Problem {
    fn from(error: PlatformAiConfigError) -> Self {
        match error {
            PlatformAiConfigError::Forbidden => Self::new(Code::Forbidden),
            PlatformAiConfigError::Update(error) => Self::of_update(error, AiConfigView::from),
        }
    }
}
