use super::{MemoryStore, Result};
use async_trait::async_trait;
use xinggen_domain::{
    UserId,
    ports::AccountDirectory,
    user::{PasswordHash, User},
};

#[async_trait]
impl AccountDirectory for MemoryStore {
    async fn find_by_email(&self, email: &str) -> Result<Option<(User, Option<PasswordHash>)>> {
        Ok(self.read(|state| {
            let mut users =
                state.tenants.values().filter_map(|tenant| Some((tenant.user.as_ref()?, &tenant.password)));
            let found = users.find(|(user, _)| user.email.as_deref() == Some(email));
            found.map(|(user, password)| (user.clone(), password.clone()))
        }))
    }

    async fn get(&self, id: UserId) -> Result<Option<User>> {
        Ok(self.read(|state| state.tenants.get(&id)?.user.clone()))
    }
}
