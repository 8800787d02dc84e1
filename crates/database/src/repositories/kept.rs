//! What can be found: the rows of dramas that are not in the trash.

use crate::{
    rows::tables::{dramas, episodes},
    transaction::Call,
};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, Select,
    sea_query::{Expr, ExprTrait, IntoColumnRef, Query, SelectStatement},
};

/// A query for rows that name their drama in this column.
pub(super) fn of_drama<E: EntityTrait>(call: &Call<'_>, drama: E::Column) -> Select<E> {
    call.find::<E>().filter(Expr::exists(kept_drama(call, (E::default(), drama))))
}

/// A query for rows that name their episode in this column.
pub(super) fn of_episode<E: EntityTrait>(call: &Call<'_>, episode: E::Column) -> Select<E> {
    let kept = Query::select()
        .expr(Expr::value(1))
        .from(episodes::Entity)
        .and_where(episodes::Column::UserId.eq(call.owner()))
        .and_where(Expr::col((episodes::Entity, episodes::Column::Id)).eq(Expr::col((E::default(), episode))))
        .and_where(Expr::exists(kept_drama(call, (episodes::Entity, episodes::Column::DramaId))))
        .take();
    call.find::<E>().filter(Expr::exists(kept))
}

fn kept_drama(call: &Call<'_>, drama: impl IntoColumnRef) -> SelectStatement {
    Query::select()
        .expr(Expr::value(1))
        .from(dramas::Entity)
        .and_where(dramas::Column::UserId.eq(call.owner()))
        .and_where(Expr::col((dramas::Entity, dramas::Column::Id)).eq(Expr::col(drama)))
        .and_where(dramas::Column::DeletedAt.is_null())
        .take()
}
