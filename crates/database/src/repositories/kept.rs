//! What can be found: the rows of dramas that are not in the trash.

use crate::{
    rows::tables::{dramas, episodes},
    transaction::Call,
};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, Select,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};

/// A query for rows that name their drama in this column.
pub(super) fn of_drama<E: EntityTrait>(call: &Call<'_>, drama: E::Column) -> Select<E> {
    call.find::<E>().filter(Expr::exists(kept_drama::<E>(drama)))
}

/// A query for rows that name their episode in this column.
pub(super) fn of_episode<E: EntityTrait>(call: &Call<'_>, episode: E::Column) -> Select<E> {
    let column = |column| Expr::col((episodes::Entity, column));
    let kept = Query::select()
        .expr(Expr::value(1))
        .from(episodes::Entity)
        .and_where(column(episodes::Column::UserId).equals((E::default(), "user_id")))
        .and_where(column(episodes::Column::Id).equals((E::default(), episode)))
        .and_where(Expr::exists(kept_drama::<episodes::Entity>(episodes::Column::DramaId)))
        .take();
    call.find::<E>().filter(Expr::exists(kept))
}

/// The drama of a row, by the whole key: an id alone may be another tenant's, too.
fn kept_drama<E: EntityTrait>(drama: E::Column) -> SelectStatement {
    let column = |column| Expr::col((dramas::Entity, column));
    Query::select()
        .expr(Expr::value(1))
        .from(dramas::Entity)
        .and_where(column(dramas::Column::UserId).equals((E::default(), "user_id")))
        .and_where(column(dramas::Column::Id).equals((E::default(), drama)))
        .and_where(dramas::Column::DeletedAt.is_null())
        .take()
}
