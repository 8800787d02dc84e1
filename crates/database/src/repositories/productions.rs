use super::{Result, all_of, kept, newest, one_of};
use crate::{
    rows::{ProductionRow, tables::productions},
    transaction::{Call, SqlTx},
};
use async_trait::async_trait;
use sea_orm::{
    ColumnTrait, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::{Expr, OnConflict},
};
use xinggen_domain::{
    DramaId, EpisodeId, Id, ProductionId,
    event::EventBody,
    ports::{Page, Productions},
    production::Production,
};

/// Which productions are live: word for word the condition of their unique index, which PostgreSQL and SQLite
/// recognise only as a literal.
const LIVE: &str = "state IN ('planning', 'awaiting_approval', 'running', 'paused')";

pub(crate) struct SqlProductions<'a>(pub(crate) &'a mut SqlTx);

#[async_trait]
impl Productions for SqlProductions<'_> {
    async fn add(&mut self, production: Production) -> Result<bool> {
        let mut call = self.0.write()?;
        let news = EventBody::Production((&production).into());
        let row = ProductionRow::of(call.owner(), production);
        let one_live = OnConflict::columns([productions::Column::UserId, productions::Column::EpisodeId])
            .target_and_where(Expr::cust(LIVE))
            .do_nothing()
            .to_owned();
        let added = call.insert_unless(row, one_live).await?;
        if added {
            call.tell(news);
        }
        call.done(added)
    }

    async fn get(&mut self, id: ProductionId) -> Result<Option<Production>> {
        let call = self.0.read()?;
        let query = found(&call).filter(productions::Column::Id.eq(id.as_uuid()));
        let production = one_of(call.one(query).await?)?;
        call.done(production)
    }

    async fn save(&mut self, production: &mut Production) -> Result<()> {
        let mut call = self.0.write()?;
        let mut row = ProductionRow::of(call.owner(), production.clone());
        row.version += 1;
        call.overwrite_version("production", production.id.as_uuid(), production.version, row).await?;
        *production.version_mut() += 1;
        call.tell(EventBody::Production((&*production).into()));
        call.done(())
    }

    async fn lock(&mut self, id: ProductionId) -> Result<Option<Production>> {
        let call = self.0.write()?;
        let query = found(&call).filter(productions::Column::Id.eq(id.as_uuid())).lock_exclusive();
        let production = one_of(call.one(query).await?)?;
        call.done(production)
    }

    async fn live_of(&mut self, episode: EpisodeId) -> Result<Option<Production>> {
        let call = self.0.read()?;
        let query = found(&call)
            .filter(productions::Column::EpisodeId.eq(episode.as_uuid()))
            .filter(Expr::cust(LIVE));
        let production = one_of(call.one(query).await?)?;
        call.done(production)
    }

    async fn lock_live_of_drama(&mut self, drama: DramaId) -> Result<Vec<Production>> {
        let call = self.0.write()?;
        let query = found(&call)
            .filter(productions::Column::DramaId.eq(drama.as_uuid()))
            .filter(Expr::cust(LIVE))
            .order_by_asc(productions::Column::Id)
            .lock_exclusive();
        let productions = all_of(call.all(query).await?)?;
        call.done(productions)
    }

    async fn list(
        &mut self,
        episode: Option<EpisodeId>,
        page: Page<ProductionId>,
    ) -> Result<Vec<Production>> {
        let call = self.0.read()?;
        let mut query = newest(found(&call), page);
        if let Some(episode) = episode {
            query = query.filter(productions::Column::EpisodeId.eq(episode.as_uuid()));
        }
        let productions = all_of(call.all(query).await?)?;
        call.done(productions)
    }
}

fn found(call: &Call<'_>) -> Select<productions::Entity> {
    kept::of_drama(call, productions::Column::DramaId)
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
