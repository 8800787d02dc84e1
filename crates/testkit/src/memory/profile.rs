use super::{Result, table::unique, tx::MemoryTx};
use async_trait::async_trait;
use xinggen_domain::{
    error::StoreError,
    ports::Profile,
    provenance::Digest,
    time::Timestamp,
    user::{PasswordHash, Role, User},
};

pub(super) struct MemoryProfile<'a>(pub(super) &'a mut MemoryTx);

#[async_trait]
impl Profile for MemoryProfile<'_> {
    async fn open(&mut self, user: User, password: Option<PasswordHash>) -> Result<()> {
        self.0.write_all(|tenant, state| {
            if tenant.account.user_id != user.id {
                return Err(StoreError::Backend("an account is opened by its own tenant".into()));
            }
            stored(&user)?;
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

    async fn lock(&mut self) -> Result<Option<(User, Option<PasswordHash>)>> {
        // Whoever writes is alone.
        self.0.write_all(|tenant, _| Ok(tenant.user.clone().map(|user| (user, tenant.password.clone()))))
    }

    async fn save(&mut self, user: User) -> Result<()> {
        self.0.write_all(|tenant, state| {
            if tenant.account.user_id != user.id {
                return Err(StoreError::Backend("an account is changed by its own tenant".into()));
            }
            let stored = tenant.user.as_mut().ok_or(StoreError::Stale(ACCOUNT))?;
            self::stored(&user)?;
            let others = || {
                let others = state.tenants.values().filter_map(|tenant| tenant.user.as_ref());
                others.filter(|other| other.id != user.id)
            };
            unique(user.email.is_some() && others().any(|other| other.email == user.email), "email")?;
            unique(user.phone.is_some() && others().any(|other| other.phone == user.phone), "phone")?;
            *stored = User { created_at: stored.created_at, ..user };
            Ok(())
        })
    }

    async fn set_password(&mut self, password: PasswordHash) -> Result<()> {
        self.0.write_all(|tenant, _| {
            tenant.user.as_ref().ok_or(StoreError::Stale(ACCOUNT))?;
            tenant.password = Some(password);
            Ok(())
        })
    }

    async fn claim(&mut self, mark: Digest, _: Timestamp) -> Result<bool> {
        self.0.write_all(|tenant, state| {
            let known = state.tenants.values().any(|other| other.claimed.contains(&mark));
            Ok(!known && tenant.claimed.insert(mark))
        })
    }

    async fn lock_roles(&mut self) -> Result<()> {
        // Whoever writes is alone.
        self.0.write_all(|_, _| Ok(()))
    }
}

/// What every stored user has.
fn stored(user: &User) -> Result<()> {
    if user.email.is_none() && user.phone.is_none() {
        return Err(StoreError::Backend("a user needs an e-mail address or a phone number".into()));
    }
    if user.role == Role::Vip {
        return Err(StoreError::Backend("a membership is granted, not stored as a role".into()));
    }
    Ok(())
}

const ACCOUNT: &str = "the account";
