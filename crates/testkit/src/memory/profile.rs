use super::{Result, table::unique, tx::MemoryTx};
use async_trait::async_trait;
use xinggen_domain::{
    error::StoreError,
    ports::Profile,
    user::{PasswordHash, User},
};

pub(super) struct MemoryProfile<'a>(pub(super) &'a mut MemoryTx);

#[async_trait]
impl Profile for MemoryProfile<'_> {
    async fn open(&mut self, user: User, password: Option<PasswordHash>) -> Result<()> {
        self.0.write_all(|tenant, state| {
            if tenant.account.user_id != user.id {
                return Err(StoreError::Backend("an account is opened by its own tenant".into()));
            }
            if user.email.is_none() && user.phone.is_none() {
                return Err(StoreError::Backend("a user needs an e-mail address or a phone number".into()));
            }
            let others = || state.tenants.values().filter_map(|tenant| tenant.user.as_ref());
            unique(tenant.user.is_some(), "id")?;
            unique(user.email.is_some() && others().any(|other| other.email == user.email), "email")?;
            unique(user.phone.is_some() && others().any(|other| other.phone == user.phone), "phone")?;
            tenant.user = Some(user);
            tenant.password = password;
            Ok(())
        })
    }

    async fn get(&mut self) -> Result<Option<User>> {
        self.0.read(|tenant| tenant.user.clone())
    }
}
