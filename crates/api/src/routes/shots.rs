//! Storyboards by hand: shots and their lines.
//!
//! An edit can number others anew and take back what was measured of them, so its answer has the whole storyboard.

mod create;
mod delete;
mod lines;
mod list;
mod merge;
mod one;
mod order;
mod split;
mod update;
mod view;

use crate::{
    problem::{Code, Fault, Problem, Rule},
    wording,
};
use utoipa_actix_web::service_config::ServiceConfig;
pub(crate) use view::ShotView;
use xinggen_application::{EditShotsError, Invalid};
use xinggen_domain::storyboard::{EditRefused, PLANNED_MS};

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(list::list_shots)
        .service(create::create_shot)
        .service(order::reorder_shots)
        .service(one::get_shot)
        .service(update::update_shot)
        .service(delete::delete_shot)
        .service(split::split_shot)
        .service(merge::merge_shot)
        .configure(lines::routes);
}

impl From<EditShotsError> for Problem {
    fn from(error: EditShotsError) -> Self {
        match error {
            EditShotsError::NotFound => Self::not_found(),
            EditShotsError::Stale { current } => Self::stale(ShotView::from(*current)),
            EditShotsError::Invalid(invalid) => as_sent(&invalid),
            EditShotsError::Refused(refused) => refused.into(),
            EditShotsError::Store(error) => error.into(),
        }
    }
}

/// Names the fields as bodies do.
fn as_sent(invalid: &Invalid) -> Problem {
    Problem::of_faults(invalid.fields().iter().map(|wrong| {
        let field = match wrong.field {
            "cast" => "cast_ids",
            "props" => "prop_ids",
            "speaker" => "speaker_id",
            same => same,
        };
        Fault::new(field, Rule::Limit(wrong.problem))
    }))
}

impl From<EditRefused> for Problem {
    fn from(refused: EditRefused) -> Self {
        match refused {
            EditRefused::NoSuchLine => Self::invalid("line_id", refused.code(), wording::NO_SUCH_LINE),
            EditRefused::NotTheSameShots => {
                Self::invalid("shot_ids", refused.code(), wording::NOT_THE_SAME_SHOTS)
            }
            EditRefused::FirstLine => Self::new(Code::FirstLine),
            EditRefused::LastShot => Self::new(Code::LastShot),
            EditRefused::OtherScene => Self::new(Code::OtherScene),
            EditRefused::TooLong { planned_ms } => {
                Self::new(Code::ShotTooLong).with("planned_ms", planned_ms).with("most", *PLANNED_MS.end())
            }
        }
    }
}
