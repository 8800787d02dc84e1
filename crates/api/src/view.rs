//! What clients see of the model: words for its enums, and the views that several routes share.

mod asset;
mod credits;
mod file;
mod job;
mod page;
mod production;
mod words;

pub(crate) use asset::{AssetLinks, AssetView};
pub(crate) use credits::QuoteView;
pub(crate) use file::FileBytes;
pub(crate) use job::{EngineView, JobDetailView, JobErrorView, JobView};
pub(crate) use page::{ListQuery, Listed, etag};
pub(crate) use production::ProductionView;
pub(crate) use words::*;
