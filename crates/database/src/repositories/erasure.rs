use super::Result;
use crate::{
    rows::tables::{
        ai_configs, api_keys, done_requests, dramas, event_streams, event_tickets, events, jobs, quotes,
        second_factors, sessions, step_ups, users, vendor_calls,
    },
    transaction::{Call, SqlTx},
};
use async_trait::async_trait;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait, sea_query::Expr};
use xinggen_domain::{
    error::StoreError, ports::Erasure, pricing::ChargeMode, time::Timestamp, user::UserStatus,
};

pub(crate) struct SqlErasure<'a>(pub(crate) &'a mut SqlTx);

#[async_trait]
impl Erasure for SqlErasure<'_> {
    async fn begin(&mut self, clear_at: Timestamp) -> Result<()> {
        let call = self.0.write()?;
        let nothing = || Expr::value(None::<String>);
        let update = call
            .update::<users::Entity>()
            .col_expr(users::Column::Email, nothing())
            .col_expr(users::Column::Phone, nothing())
            .col_expr(users::Column::PasswordHash, nothing())
            .col_expr(users::Column::Name, Expr::value(""))
            .col_expr(users::Column::DailyCap, Expr::value(None::<i64>))
            .col_expr(users::Column::Status, Expr::value(UserStatus::Erased.code()))
            .col_expr(users::Column::ClearAt, Expr::value(Some(clear_at)));
        if call.change(update).await? == 0 {
            return Err(StoreError::Stale("the account"));
        }
        call.done(())
    }

    async fn finish(&mut self) -> Result<()> {
        let call = self.0.write()?;
        forget_all::<step_ups::Entity>(&call).await?;
        forget_all::<sessions::Entity>(&call).await?;
        forget_all::<second_factors::Entity>(&call).await?;
        forget_all::<api_keys::Entity>(&call).await?;
        forget_all::<ai_configs::Entity>(&call).await?;
        forget_all::<event_tickets::Entity>(&call).await?;
        forget_all::<events::Entity>(&call).await?;
        forget_all::<event_streams::Entity>(&call).await?;
        forget_all::<quotes::Entity>(&call).await?;
        forget_all::<done_requests::Entity>(&call).await?;
        forget_words(&call).await?;
        let cleared =
            call.update::<users::Entity>().col_expr(users::Column::ClearAt, Expr::value(None::<Timestamp>));
        call.change(cleared).await?;
        call.done(())
    }
}

async fn forget_all<E: EntityTrait>(call: &Call<'_>) -> Result<()> {
    call.remove(call.delete::<E>()).await?;
    Ok(())
}

/// Takes the words of people from the rows that stay.
async fn forget_words(call: &Call<'_>) -> Result<()> {
    let dramas = call
        .update::<dramas::Entity>()
        .col_expr(dramas::Column::Title, Expr::value(""))
        .col_expr(dramas::Column::NarratorVoice, Expr::value(None::<String>))
        .col_expr(dramas::Column::ImportKey, Expr::value(None::<String>));
    call.change(dramas).await?;
    call.change(call.update::<jobs::Entity>().col_expr(jobs::Column::Message, Expr::value(""))).await?;
    let failed = call
        .update::<jobs::Entity>()
        .col_expr(jobs::Column::ErrorMessage, Expr::value(Some("")))
        .filter(jobs::Column::ErrorMessage.is_not_null());
    call.change(failed).await?;
    // Vendor and model of an own configuration are as its owner wrote them.
    let own = jobs::Column::Mode.eq(ChargeMode::Byok.code());
    let of_own = call.find::<jobs::Entity>().select_only().column(jobs::Column::Id).filter(own.clone());
    let calls = call
        .update::<vendor_calls::Entity>()
        .col_expr(vendor_calls::Column::Vendor, Expr::value(""))
        .col_expr(vendor_calls::Column::Model, Expr::value(""))
        .filter(vendor_calls::Column::JobId.in_subquery(of_own.into_query()));
    call.change(calls).await?;
    let engines = call
        .update::<jobs::Entity>()
        .col_expr(jobs::Column::Vendor, Expr::value(Some("")))
        .col_expr(jobs::Column::Model, Expr::value(Some("")))
        .filter(own);
    call.change(engines).await?;
    Ok(())
}
