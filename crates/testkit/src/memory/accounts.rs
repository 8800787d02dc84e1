use super::{MemoryStore, Result, table::newest};
use async_trait::async_trait;
use xinggen_domain::{
    UserId,
    ports::{AccountDirectory, Page},
    time::Timestamp,
    user::{PasswordHash, User, UserFilter},
};

#[async_trait]
impl AccountDirectory for MemoryStore {
    async fn find_by_email(&self, email: &str) -> Result<Option<(User, Option<PasswordHash>)>> {
        Ok(self.found(|user| user.email.as_deref() == Some(email)))
    }

    async fn find_by_phone(&self, phone: &str) -> Result<Option<(User, Option<PasswordHash>)>> {
        Ok(self.found(|user| user.phone.as_deref() == Some(phone)))
    }

    async fn get(&self, id: UserId) -> Result<Option<User>> {
        Ok(self.read(|state| state.tenants.get(&id)?.user.clone()))
    }

    async fn list(&self, filter: &UserFilter, now: Timestamp, page: Page<UserId>) -> Result<Vec<User>> {
        let fits = |user: &User| {
            filter.identity.as_ref().is_none_or(|identity| user.has(identity))
                && filter.role.is_none_or(|role| user.role_at(now) == role)
                && filter.status.is_none_or(|status| user.status == status)
        };
        Ok(self.read(|state| {
            newest(&state.tenants, page, |tenant| tenant.user.as_ref().is_some_and(fits))
                .into_iter()
                .filter_map(|tenant| tenant.user.clone())
                .collect()
        }))
    }
}

impl MemoryStore {
    fn found(&self, fits: impl Fn(&User) -> bool) -> Option<(User, Option<PasswordHash>)> {
        self.read(|state| {
            let mut users =
                state.tenants.values().filter_map(|tenant| Some((tenant.user.as_ref()?, &tenant.password)));
            let found = users.find(|(user, _)| fits(user));
            found.map(|(user, password)| (user.clone(), password.clone()))
        })
    }
}
