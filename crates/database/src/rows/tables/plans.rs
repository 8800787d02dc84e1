use crate::rows::convert::{narrow, narrow_some, read};
use sea_orm::{JsonValue, entity::prelude::*};
use std::num::{NonZeroU32, NonZeroU64};
use xinggen_domain::{
    error::StoreError,
    plan::{PerDrama, Plan, PlanRow},
};

/// An empty quota is as much as one likes.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "plans")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) name: String,
    pub(crate) running_jobs: Option<i64>,
    pub(crate) storage_bytes: Option<i64>,
    pub(crate) dramas: Option<i64>,
    pub(crate) requests_per_minute: Option<i64>,
    pub(crate) episodes: Option<i64>,
    pub(crate) characters: Option<i64>,
    pub(crate) scenes: Option<i64>,
    pub(crate) props: Option<i64>,
    pub(crate) benefits: JsonValue,
    pub(crate) changed_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<PlanRow> for Model {
    fn from(row: PlanRow) -> Self {
        let count = |quota: Option<NonZeroU32>| quota.map(|quota| i64::from(quota.get()));
        let PerDrama { episodes, characters, scenes, props } = row.plan.per_drama;
        Self {
            name: row.name.code().to_owned(),
            running_jobs: count(row.plan.running_jobs),
            // More bytes than there can be are as good as no limit.
            storage_bytes: row.plan.storage_bytes.and_then(|bytes| i64::try_from(bytes.get()).ok()),
            dramas: count(row.plan.dramas),
            requests_per_minute: count(row.plan.requests_per_minute),
            episodes: count(episodes),
            characters: count(characters),
            scenes: count(scenes),
            props: count(props),
            benefits: JsonValue::from(row.benefits),
            changed_at: row.changed_at,
        }
    }
}

impl TryFrom<Model> for PlanRow {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let count = |quota: Option<i64>| narrow_some::<NonZeroU32Of>(quota).map(|quota| quota.map(|of| of.0));
        let plan = Plan {
            running_jobs: count(row.running_jobs)?,
            storage_bytes: row.storage_bytes.map(narrow::<u64>).transpose()?.and_then(NonZeroU64::new),
            dramas: count(row.dramas)?,
            requests_per_minute: count(row.requests_per_minute)?,
            per_drama: PerDrama {
                episodes: count(row.episodes)?,
                characters: count(row.characters)?,
                scenes: count(row.scenes)?,
                props: count(row.props)?,
            },
        };
        Ok(Self {
            name: read(&row.name)?,
            plan,
            benefits: benefits(&row.benefits)?,
            changed_at: row.changed_at,
        })
    }
}

/// A quota of a column.
struct NonZeroU32Of(NonZeroU32);

impl TryFrom<i64> for NonZeroU32Of {
    type Error = std::num::TryFromIntError;

    fn try_from(quota: i64) -> Result<Self, Self::Error> {
        NonZeroU32::try_from(u32::try_from(quota)?).map(Self)
    }
}

fn benefits(json: &JsonValue) -> Result<Vec<String>, StoreError> {
    let corrupt = || StoreError::Corrupt("the benefits of a plan are a list of codes".to_owned());
    let codes = json.as_array().ok_or_else(corrupt)?.iter();
    codes.map(|code| code.as_str().map(str::to_owned).ok_or_else(corrupt)).collect()
}
