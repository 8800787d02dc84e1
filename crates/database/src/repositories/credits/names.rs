//! The names of what entries of the statement speak of: one query for each kind of thing that there is among them.

use super::Result;
use crate::{
    rows::{
        id,
        tables::{audit_log, characters, dramas, props, redemption_batches, scenes},
    },
    transaction::Call,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, Select};
use std::collections::BTreeSet;
use uuid::Uuid;
use xinggen_domain::{
    Id,
    ledger::{CreditTransaction, Description, StatementNames},
    take::Target,
};

/// The ids that entries name, by what they are ids of.
#[derive(Default)]
struct Named {
    dramas: BTreeSet<Uuid>,
    characters: BTreeSet<Uuid>,
    scenes: BTreeSet<Uuid>,
    props: BTreeSet<Uuid>,
    batches: BTreeSet<Uuid>,
    acts: BTreeSet<Uuid>,
}

impl Named {
    fn by(entries: &[CreditTransaction]) -> Self {
        let mut named = Self::default();
        for entry in entries {
            match entry.description {
                Description::Plain | Description::Expired(_) => {}
                Description::Redeemed(batch) => {
                    named.batches.insert(batch.as_uuid());
                }
                Description::Act(act) => {
                    named.acts.insert(act.as_uuid());
                }
                Description::Job(job) => {
                    named.dramas.insert(job.drama_id.as_uuid());
                    named.add_target(job.target);
                }
            }
        }
        named
    }

    fn add_target(&mut self, target: Target) {
        let ids = match target {
            Target::Character(_) => &mut self.characters,
            Target::Scene(_) => &mut self.scenes,
            Target::Prop(_) => &mut self.props,
            Target::Episode(_) | Target::Shot(_) | Target::Line(_) => return,
        };
        ids.insert(target.uuid());
    }
}

pub(super) async fn of(call: &Call<'_>, entries: &[CreditTransaction]) -> Result<StatementNames> {
    let named = Named::by(entries);
    let mut names = StatementNames::default();
    let dramas =
        texts(call, call.find::<dramas::Entity>(), dramas::Column::Id, dramas::Column::Title, named.dramas)
            .await?;
    names.dramas.extend(dramas.into_iter().map(|(key, title)| (id(key), title)));
    let (key, name) = (characters::Column::Id, characters::Column::Name);
    let found = texts(call, call.find::<characters::Entity>(), key, name, named.characters).await?;
    names.targets.extend(found.into_iter().map(|(key, name)| (Target::Character(id(key)), name)));
    let (key, place) = (scenes::Column::Id, scenes::Column::Place);
    let found = texts(call, call.find::<scenes::Entity>(), key, place, named.scenes).await?;
    names.targets.extend(found.into_iter().map(|(key, place)| (Target::Scene(id(key)), place)));
    let found =
        texts(call, call.find::<props::Entity>(), props::Column::Id, props::Column::Name, named.props)
            .await?;
    names.targets.extend(found.into_iter().map(|(key, name)| (Target::Prop(id(key)), name)));
    let (key, name) = (redemption_batches::Column::Id, redemption_batches::Column::Name);
    let found =
        texts(call, call.find_unowned::<redemption_batches::Entity>(), key, name, named.batches).await?;
    names.batches.extend(found.into_iter().map(|(key, name)| (id(key), name)));
    let (key, reason) = (audit_log::Column::Id, audit_log::Column::Reason);
    let found = texts(call, call.find::<audit_log::Entity>(), key, reason, named.acts).await?;
    names.reasons.extend(found.into_iter().map(|(key, reason)| (id(key), reason)));
    Ok(names)
}

/// A text of each row with one of these ids; an empty one says no more than none.
async fn texts<E, C>(
    call: &Call<'_>,
    rows: Select<E>,
    key: C,
    text: C,
    ids: BTreeSet<Uuid>,
) -> Result<Vec<(Uuid, String)>>
where
    E: EntityTrait,
    C: ColumnTrait,
{
    if ids.is_empty() {
        return Ok(vec![]);
    }
    let query = rows.select_only().columns([key, text]).filter(key.is_in(ids));
    let mut found: Vec<(Uuid, String)> = call.values(query).await?;
    found.retain(|(_, text)| !text.is_empty());
    Ok(found)
}
