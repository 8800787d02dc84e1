use crate::rows::{
    convert::{credits, id, read, some_id, target, uuid},
    json::{steps_of, steps_to_json},
};
use sea_orm::{JsonValue, entity::prelude::*};
use xinggen_domain::{
    Id,
    ai_config::Engine,
    error::StoreError,
    production::Forecast,
    provenance::ModelRef,
    quote::{Quote, QuotedOrder},
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "quotes")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) user_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) episode_id: Uuid,
    /// Of a production: nothing of the three that follow. Of one thing: all of them.
    pub(crate) operation: Option<String>,
    pub(crate) target_kind: Option<String>,
    pub(crate) target_id: Option<Uuid>,
    /// Means something for a production only.
    pub(crate) burn_subtitles: bool,
    /// What would make pictures; nothing in quotes from before that was kept, which are good for nothing any more.
    pub(crate) mode: String,
    pub(crate) vendor: Option<String>,
    pub(crate) model: Option<String>,
    pub(crate) config_id: Option<Uuid>,
    pub(crate) steps: JsonValue,
    pub(crate) amount: i64,
    pub(crate) ceiling: i64,
    pub(crate) created_at: DateTimeUtc,
    pub(crate) expires_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The row of a quote of this owner.
    pub(crate) fn of(owner: Uuid, quote: Quote) -> Result<Self, StoreError> {
        let (single, burn_subtitles) = match quote.order {
            QuotedOrder::Production { burn_subtitles } => (None, burn_subtitles),
            QuotedOrder::Single { operation, target } => (Some((operation, target)), false),
        };
        let amount = quote.amount();
        Ok(Self {
            user_id: owner,
            id: quote.id.as_uuid(),
            episode_id: quote.episode_id.as_uuid(),
            operation: single.map(|(operation, _)| operation.code().to_owned()),
            target_kind: single.map(|(_, target)| target.kind().to_owned()),
            target_id: single.map(|(_, target)| target.uuid()),
            burn_subtitles,
            mode: quote.forecast.images.mode.code().to_owned(),
            config_id: uuid(quote.forecast.images.config),
            vendor: Some(quote.forecast.images.model.vendor),
            model: Some(quote.forecast.images.model.model),
            steps: steps_to_json(quote.forecast.steps)?,
            amount: amount.exact.get(),
            ceiling: amount.ceiling.get(),
            created_at: quote.created_at,
            expires_at: quote.expires_at,
        })
    }
}

impl TryFrom<Model> for Quote {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let order = match (row.operation, row.target_kind, row.target_id) {
            (None, None, None) => QuotedOrder::Production { burn_subtitles: row.burn_subtitles },
            (Some(operation), Some(kind), Some(id)) => {
                QuotedOrder::Single { operation: read(&operation)?, target: target(&kind, id)? }
            }
            _ => return Err(StoreError::Corrupt(format!("quote {} is for half a thing", row.id))),
        };
        let (vendor, model) = (row.vendor.unwrap_or_default(), row.model.unwrap_or_default());
        let images = Engine {
            model: ModelRef { vendor, model },
            mode: read(&row.mode)?,
            config: some_id(row.config_id),
        };
        Ok(Self {
            id: id(row.id),
            episode_id: id(row.episode_id),
            order,
            forecast: Forecast { steps: steps_of(row.steps)?, ceiling: credits(row.ceiling), images },
            created_at: row.created_at,
            expires_at: row.expires_at,
        })
    }
}
