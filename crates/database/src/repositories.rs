//! The repositories of a tenant's transaction, one file per aggregate.

mod assets;
mod characters;
mod credits;
mod cuts;
mod dramas;
mod episodes;
mod jobs;
mod productions;
mod props;
mod scenes;
mod scripts;
mod shots;
mod takes;

pub(crate) use assets::SqlAssets;
pub(crate) use characters::SqlCharacters;
pub(crate) use credits::SqlCredits;
pub(crate) use cuts::SqlCuts;
pub(crate) use dramas::SqlDramas;
pub(crate) use episodes::SqlEpisodes;
pub(crate) use jobs::SqlJobs;
pub(crate) use productions::SqlProductions;
pub(crate) use props::SqlProps;
pub(crate) use scenes::SqlScenes;
pub(crate) use scripts::SqlScripts;
pub(crate) use shots::SqlShots;
pub(crate) use takes::SqlTakes;

use xinggen_domain::error::StoreError;

type Result<T> = std::result::Result<T, StoreError>;

/// Rows as the model has them.
fn all_of<R, T: TryFrom<R, Error = StoreError>>(rows: Vec<R>) -> Result<Vec<T>> {
    rows.into_iter().map(T::try_from).collect()
}

/// A row, if there is one, as the model has it.
fn one_of<R, T: TryFrom<R, Error = StoreError>>(row: Option<R>) -> Result<Option<T>> {
    row.map(T::try_from).transpose()
}
