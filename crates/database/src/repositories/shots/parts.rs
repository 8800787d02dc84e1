use crate::{
    repositories::Result,
    rows::{
        ShotCastRow, ShotLineRow, ShotParts, ShotPropRow, id,
        tables::{shot_cast, shot_lines, shot_props},
    },
    transaction::Call,
};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use std::collections::HashMap;
use uuid::Uuid;
use xinggen_domain::Id;

/// The parts of these shots.
pub(super) async fn of(call: &Call<'_>, shots: Vec<Uuid>) -> Result<HashMap<Uuid, ShotParts>> {
    let mut parts: HashMap<Uuid, ShotParts> = HashMap::new();
    if shots.is_empty() {
        return Ok(parts);
    }
    let cast = call
        .find::<shot_cast::Entity>()
        .filter(shot_cast::Column::ShotId.is_in(shots.iter().copied()))
        .order_by_asc(shot_cast::Column::Position);
    for row in call.all(cast).await? {
        parts.entry(row.shot_id).or_default().cast.push(id(row.character_id));
    }
    let props = call
        .find::<shot_props::Entity>()
        .filter(shot_props::Column::ShotId.is_in(shots.iter().copied()))
        .order_by_asc(shot_props::Column::Position);
    for row in call.all(props).await? {
        parts.entry(row.shot_id).or_default().props.push(id(row.prop_id));
    }
    let lines = call
        .find::<shot_lines::Entity>()
        .filter(shot_lines::Column::ShotId.is_in(shots))
        .order_by_asc(shot_lines::Column::Position);
    for row in call.all(lines).await? {
        parts.entry(row.shot_id).or_default().lines.push(row.try_into()?);
    }
    Ok(parts)
}

/// Adds the parts of these shots.
pub(super) async fn add(call: &Call<'_>, shots: Vec<(Uuid, ShotParts)>) -> Result<()> {
    let user_id = call.owner();
    let (mut cast, mut props, mut lines) = (Vec::new(), Vec::new(), Vec::new());
    for (shot_id, parts) in shots {
        cast.extend(parts.cast.into_iter().zip(0..).map(|(character, position)| ShotCastRow {
            user_id,
            shot_id,
            position,
            character_id: character.as_uuid(),
        }));
        props.extend(parts.props.into_iter().zip(0..).map(|(prop, position)| ShotPropRow {
            user_id,
            shot_id,
            position,
            prop_id: prop.as_uuid(),
        }));
        let numbered = parts.lines.into_iter().zip(0..);
        lines.extend(numbered.map(|(line, position)| ShotLineRow::of(user_id, shot_id, position, line)));
    }
    call.insert_all(cast).await?;
    call.insert_all(props).await?;
    call.insert_all(lines).await
}
