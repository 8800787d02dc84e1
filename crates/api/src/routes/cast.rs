//! What the shots of a drama are made of: characters, scenes and props.

mod characters;
mod props;
mod scenes;

use crate::problem::{Code, Problem};
pub(crate) use characters::CharacterView;
pub(crate) use props::PropView;
pub(crate) use scenes::SceneView;
use serde::Serialize;

use utoipa_actix_web::service_config::ServiceConfig;
use xinggen_application::{CreateElementError, DeleteElementError};

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.configure(characters::routes).configure(scenes::routes).configure(props::routes);
}

impl From<CreateElementError> for Problem {
    fn from(error: CreateElementError) -> Self {
        match error {
            CreateElementError::NotFound => Self::not_found(),
            CreateElementError::Invalid(invalid) => invalid.into(),
            CreateElementError::Quota(reached) => reached.into(),
            CreateElementError::Store(error) => error.into(),
        }
    }
}

/// Why a deletion was refused; `view` shows the current state.
fn refused_deletion<T, V: Serialize>(error: DeleteElementError<T>, view: impl FnOnce(T) -> V) -> Problem {
    match error {
        DeleteElementError::NotFound => Problem::not_found(),
        DeleteElementError::Stale { current } => Problem::stale(view(*current)),
        DeleteElementError::InUse => Problem::new(Code::InUse),
        DeleteElementError::Store(error) => error.into(),
    }
}
