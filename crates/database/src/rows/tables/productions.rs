use crate::rows::convert::{credits, id, read, some_id, uuid};
use sea_orm::entity::prelude::*;
use xinggen_domain::{
    Credits, Id,
    ai_config::Engine,
    error::StoreError,
    production::{CutOptions, Production, ProductionQuote, ProductionRecord, Terms},
    provenance::ModelRef,
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "productions")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) user_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) drama_id: Uuid,
    pub(crate) episode_id: Uuid,
    pub(crate) state: String,
    pub(crate) burn_subtitles: bool,
    pub(crate) label: bool,
    pub(crate) auto_approve: bool,
    pub(crate) quote_exact: Option<i64>,
    pub(crate) quote_ceiling: Option<i64>,
    pub(crate) approved: i64,
    /// What makes the pictures as its owner was told; nothing of the four where they asked for no limit.
    pub(crate) vendor: Option<String>,
    pub(crate) model: Option<String>,
    pub(crate) mode: Option<String>,
    pub(crate) config_id: Option<Uuid>,
    /// How much more they agreed to; nothing as long as they are asked.
    pub(crate) agreed: Option<i64>,
    pub(crate) message: String,
    pub(crate) version: i64,
    pub(crate) created_at: DateTimeUtc,
    pub(crate) updated_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The row of a production of this owner.
    pub(crate) fn of(owner: Uuid, production: Production) -> Self {
        let production = production.into_record();
        let (images, left) = match production.terms {
            Some(terms) => (Some(terms.images), terms.left),
            None => (None, None),
        };
        Self {
            user_id: owner,
            id: production.id.as_uuid(),
            drama_id: production.drama_id.as_uuid(),
            episode_id: production.episode_id.as_uuid(),
            state: production.state.code().to_owned(),
            burn_subtitles: production.options.burn_subtitles,
            label: production.options.label,
            auto_approve: production.auto_approve,
            quote_exact: production.quote.map(|quote| quote.exact.get()),
            quote_ceiling: production.quote.map(|quote| quote.ceiling.get()),
            approved: production.approved.get(),
            mode: images.as_ref().map(|images| images.mode.code().to_owned()),
            config_id: images.as_ref().and_then(|images| uuid(images.config)),
            vendor: images.as_ref().map(|images| images.model.vendor.clone()),
            model: images.map(|images| images.model.model),
            agreed: left.map(Credits::get),
            message: production.message,
            version: production.version,
            created_at: production.created_at,
            updated_at: production.updated_at,
        }
    }
}

impl TryFrom<Model> for Production {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let terms = terms(&row)?;
        let record = ProductionRecord {
            id: id(row.id),
            drama_id: id(row.drama_id),
            episode_id: id(row.episode_id),
            state: read(&row.state)?,
            options: CutOptions { burn_subtitles: row.burn_subtitles, label: row.label },
            auto_approve: row.auto_approve,
            quote: row.quote_exact.zip(row.quote_ceiling).map(quote),
            approved: credits(row.approved),
            terms,
            message: row.message,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        };
        Ok(record.into())
    }
}

fn terms(row: &Model) -> Result<Option<Terms>, StoreError> {
    let (Some(vendor), Some(model), Some(mode)) = (&row.vendor, &row.model, &row.mode) else {
        return Ok(None);
    };
    let model = ModelRef::new(vendor, model);
    let images = Engine { model, mode: read(mode)?, config: some_id(row.config_id) };
    Ok(Some(Terms { images, left: row.agreed.map(credits) }))
}

fn quote((exact, ceiling): (i64, i64)) -> ProductionQuote {
    ProductionQuote { exact: credits(exact), ceiling: credits(ceiling) }
}
