use super::{Result, one_of};
use crate::{
    rows::{
        ClaimedIdentityRow, UserRow,
        tables::{claimed_identities, users},
    },
    transaction::SqlTx,
};
use async_trait::async_trait;
use sea_orm::{
    QuerySelect,
    sea_query::{Expr, LockType, OnConflict},
};
use xinggen_domain::{
    Id,
    error::StoreError,
    ports::Profile,
    provenance::Digest,
    time::Timestamp,
    user::{PasswordHash, Role, User},
};

pub(crate) struct SqlProfile<'a>(pub(crate) &'a mut SqlTx);

#[async_trait]
impl Profile for SqlProfile<'_> {
    async fn open(&mut self, user: User, password: Option<PasswordHash>) -> Result<()> {
        let call = self.0.write()?;
        if user.id.as_uuid() != call.owner() {
            return Err(StoreError::Backend("an account is opened by its own tenant".into()));
        }
        check_role(&user)?;
        call.insert(UserRow::of(user, password)).await?;
        call.done(())
    }

    async fn get(&mut self) -> Result<Option<User>> {
        let call = self.0.read()?;
        let user = one_of(call.one(call.find::<users::Entity>()).await?)?;
        call.done(user)
    }
    async fn lock(&mut self) -> Result<Option<(User, Option<PasswordHash>)>> {
        let call = self.0.write()?;
        // No stronger: rows that hang on the account are added beside it, and must not wait.
        let query = call.find::<users::Entity>().lock(LockType::NoKeyUpdate);
        let row = call.one(query).await?;
        let password = row.as_ref().and_then(|row| row.password_hash.clone()).map(PasswordHash);
        let user: Option<User> = one_of(row)?;
        call.done(user.map(|user| (user, password)))
    }

    async fn save(&mut self, user: User) -> Result<()> {
        let call = self.0.write()?;
        if user.id.as_uuid() != call.owner() {
            return Err(StoreError::Backend("an account is changed by its own tenant".into()));
        }
        check_role(&user)?;
        let update = call
            .update::<users::Entity>()
            .col_expr(users::Column::Email, Expr::value(user.email))
            .col_expr(users::Column::Phone, Expr::value(user.phone))
            .col_expr(users::Column::Name, Expr::value(user.name))
            .col_expr(users::Column::Role, Expr::value(user.role.code()))
            .col_expr(users::Column::VipUntil, Expr::value(user.vip_until))
            .col_expr(users::Column::Status, Expr::value(user.status.code()));
        saved(call.change(update).await?)?;
        call.done(())
    }

    async fn set_password(&mut self, password: PasswordHash) -> Result<()> {
        let call = self.0.write()?;
        let update = call
            .update::<users::Entity>()
            .col_expr(users::Column::PasswordHash, Expr::value(Some(password.0)));
        saved(call.change(update).await?)?;
        call.done(())
    }

    async fn claim(&mut self, mark: Digest, now: Timestamp) -> Result<bool> {
        let call = self.0.write()?;
        let taken = OnConflict::column(claimed_identities::Column::Mark).do_nothing().to_owned();
        let row = ClaimedIdentityRow { mark: mark.to_string(), claimed_at: now };
        let claimed = call.insert_unless(row, taken).await?;
        call.done(claimed)
    }

    async fn lock_roles(&mut self) -> Result<()> {
        let call = self.0.write()?;
        call.keep_others_out(ROLES).await?;
        call.done(())
    }
}

/// Which advisory lock changes of roles take: any number will do, as long as nothing else takes it.
const ROLES: i64 = 0x0072_6f6c_6573;

/// Stored roles are without the membership.
fn check_role(user: &User) -> Result<()> {
    if user.role == Role::Vip {
        return Err(StoreError::Backend("a membership is granted, not stored as a role".into()));
    }
    Ok(())
}

/// The account must be there.
fn saved(rows: u64) -> Result<()> {
    if rows == 1 { Ok(()) } else { Err(StoreError::Stale("the account")) }
}
