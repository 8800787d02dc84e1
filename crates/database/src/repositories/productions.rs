use super::{Result, one_of};
use crate::{
    rows::{ProductionRow, tables::productions},
    transaction::SqlTx,
};
use async_trait::async_trait;
use sea_orm::{
    ColumnTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, OnConflict},
};
use xinggen_domain::{EpisodeId, Id, ProductionId, ports::Productions, production::Production};

/// Which productions are live: word for word the condition of their unique index, which PostgreSQL and SQLite
/// recognise only as a literal.
const LIVE: &str = "state IN ('planning', 'awaiting_approval', 'running', 'paused')";

pub(crate) struct SqlProductions<'a>(pub(crate) &'a mut SqlTx);

#[async_trait]
impl Productions for SqlProductions<'_> {
    async fn add(&mut self, production: Production) -> Result<bool> {
        let call = self.0.write()?;
        let row = ProductionRow::of(call.owner(), production);
        let one_live = OnConflict::columns([productions::Column::UserId, productions::Column::EpisodeId])
            .target_and_where(Expr::cust(LIVE))
            .do_nothing()
            .to_owned();
        let added = call.insert_unless(row, one_live).await?;
        call.done(added)
    }

    async fn get(&mut self, id: ProductionId) -> Result<Option<Production>> {
        let call = self.0.read()?;
        let query = call.find::<productions::Entity>().filter(productions::Column::Id.eq(id.as_uuid()));
        let production = one_of(call.one(query).await?)?;
        call.done(production)
    }

    async fn save(&mut self, production: &mut Production) -> Result<()> {
        let call = self.0.write()?;
        let mut row = ProductionRow::of(call.owner(), production.clone());
        row.version += 1;
        call.overwrite_version("production", production.id.as_uuid(), production.version, row).await?;
        production.version += 1;
        call.done(())
    }

    async fn lock(&mut self, id: ProductionId) -> Result<Option<Production>> {
        let call = self.0.write()?;
        let query = call
            .find::<productions::Entity>()
            .filter(productions::Column::Id.eq(id.as_uuid()))
            .lock_exclusive();
        let production = one_of(call.one(query).await?)?;
        call.done(production)
    }

    async fn live_of(&mut self, episode: EpisodeId) -> Result<Option<Production>> {
        let call = self.0.read()?;
        let query = call
            .find::<productions::Entity>()
            .filter(productions::Column::EpisodeId.eq(episode.as_uuid()))
            .filter(Expr::cust(LIVE));
        let production = one_of(call.one(query).await?)?;
        call.done(production)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use xinggen_domain::production::ProductionState;

    #[test]
    fn live_are_those_that_are_not_final() {
        let live = ProductionState::ALL.iter().filter(|state| !state.is_final());
        let codes: Vec<String> = live.map(|state| format!("'{state}'")).collect();
        assert_eq!(LIVE, format!("state IN ({})", codes.join(", ")));
    }
}
