//! The repositories of a tenant's transaction, one file per aggregate.

mod ai_configs;
mod assets;
mod audit_log;
mod characters;
mod credits;
mod cuts;
mod dramas;
mod episodes;
mod erasure;
mod events;
mod jobs;
mod kept;
mod memberships;
mod productions;
mod profile;
mod props;
mod quotes;
mod redemptions;
mod removal;
mod requests;
mod scenes;
mod scripts;
mod second_factors;
mod sessions;
mod shots;
mod spending;
mod takes;
mod vendor_calls;

pub(crate) use ai_configs::SqlAiConfigs;
pub(crate) use assets::SqlAssets;
pub(crate) use audit_log::SqlAuditLog;
pub(crate) use characters::SqlCharacters;
pub(crate) use credits::SqlCredits;
pub(crate) use cuts::SqlCuts;
pub(crate) use dramas::SqlDramas;
pub(crate) use episodes::SqlEpisodes;
pub(crate) use erasure::SqlErasure;
pub(crate) use events::SqlEvents;
pub(crate) use jobs::SqlJobs;
pub(crate) use memberships::SqlMemberships;
pub(crate) use productions::SqlProductions;
pub(crate) use profile::SqlProfile;
pub(crate) use props::SqlProps;
pub(crate) use quotes::SqlQuotes;
pub(crate) use redemptions::SqlRedemptions;
pub(crate) use requests::SqlRequests;
pub(crate) use scenes::SqlScenes;
pub(crate) use scripts::SqlScripts;
pub(crate) use second_factors::SqlSecondFactors;
pub(crate) use sessions::SqlSessions;
pub(crate) use shots::SqlShots;
pub(crate) use spending::SqlSpending;
pub(crate) use takes::SqlTakes;
pub(crate) use vendor_calls::SqlVendorCalls;

use sea_orm::{
    EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::{Expr, ExprTrait},
};
use xinggen_domain::{Id, error::StoreError, ports::Page};

type Result<T> = std::result::Result<T, StoreError>;

/// Rows as the model has them.
fn all_of<R, T: TryFrom<R, Error = StoreError>>(rows: Vec<R>) -> Result<Vec<T>> {
    rows.into_iter().map(T::try_from).collect()
}

/// A row, if there is one, as the model has it.
fn one_of<R, T: TryFrom<R, Error = StoreError>>(row: Option<R>) -> Result<Option<T>> {
    row.map(T::try_from).transpose()
}

/// A page of a query, newest first. Ids sort by the time of making, so the id alone is the place in the list.
fn newest<E: EntityTrait, I: Id>(query: Select<E>, page: Page<I>) -> Select<E> {
    let id = || Expr::col((E::default(), "id"));
    let query = match page.after {
        Some(after) => query.filter(id().lt(after.as_uuid())),
        None => query,
    };
    query.order_by_desc(id()).limit(u64::from(page.limit))
}
