use super::{MemoryStore, Result, table::unique, tenant::TenantData};
use async_trait::async_trait;
use std::sync::Arc;
use xinggen_domain::{error::StoreError, ports::AccountDirectory, user::User};

#[async_trait]
impl AccountDirectory for MemoryStore {
    async fn find_by_email(&self, email: &str) -> Result<Option<User>> {
        Ok(self.read(|state| {
            let mut users = state.tenants.values().filter_map(|tenant| tenant.user.as_ref());
            users.find(|user| user.email.as_deref() == Some(email)).cloned()
        }))
    }

    async fn add(&self, user: User) -> Result<()> {
        self.write(|state| {
            let others = || state.tenants.values().filter_map(|tenant| tenant.user.as_ref());
            if user.email.is_none() && user.phone.is_none() {
                return Err(StoreError::Backend("a user needs an e-mail address or a phone number".into()));
            }
            unique(state.tenants.contains_key(&user.id), "id")?;
            unique(user.email.is_some() && others().any(|other| other.email == user.email), "email")?;
            unique(user.phone.is_some() && others().any(|other| other.phone == user.phone), "phone")?;
            let owner = user.id;
            state.tenants.insert(owner, Arc::new(TenantData::new(owner, Some(user))));
            Ok(())
        })
        .await
    }
}
