use super::Page;
use crate::{
    UserId,
    error::StoreError,
    identity::Identity,
    provenance::Digest,
    time::Timestamp,
    user::{PasswordHash, User, UserFilter},
};
use async_trait::async_trait;

/// Finds accounts before it is known whose they are.
#[async_trait]
pub trait AccountDirectory: Send + Sync {
    /// The user with this e-mail (lower case), and the password if one is set.
    async fn find_by_email(&self, email: &str) -> Result<Option<(User, Option<PasswordHash>)>, StoreError>;

    /// The user with this phone number (E.164), and the password if one is set.
    async fn find_by_phone(&self, phone: &str) -> Result<Option<(User, Option<PasswordHash>)>, StoreError>;

    /// The user with this id.
    async fn get(&self, id: UserId) -> Result<Option<User>, StoreError>;

    /// Users that fit at this moment, newest first.
    async fn list(
        &self,
        filter: &UserFilter,
        now: Timestamp,
        page: Page<UserId>,
    ) -> Result<Vec<User>, StoreError>;
}

impl dyn AccountDirectory + '_ {
    /// The user with this identity, and the password if one is set.
    ///
    /// # Errors
    /// The database failed.
    pub async fn find(
        &self,
        identity: &Identity,
    ) -> Result<Option<(User, Option<PasswordHash>)>, StoreError> {
        match identity {
            Identity::Email(email) => self.find_by_email(email).await,
            Identity::Phone(phone) => self.find_by_phone(phone).await,
        }
    }
}

/// The tenant's own account row. Opening an account is a transaction of the new tenant.
#[async_trait]
pub trait Profile: Send {
    /// Opens the account of this tenant, with no credits.
    ///
    /// # Errors
    /// [`StoreError::Backend`] when the role is [`Role::Vip`](crate::user::Role::Vip), which is never stored;
    /// [`StoreError::Conflict`] when e-mail or phone is taken, or the account is there already.
    async fn open(&mut self, user: User, password: Option<PasswordHash>) -> Result<(), StoreError>;

    /// The tenant.
    async fn get(&mut self) -> Result<Option<User>, StoreError>;

    /// The tenant with the password, locked until the transaction ends: others that lock it wait.
    async fn lock(&mut self) -> Result<Option<(User, Option<PasswordHash>)>, StoreError>;

    /// Writes everything of the tenant but the password and the time it was made.
    ///
    /// # Errors
    /// [`StoreError::Backend`] when the role is [`Role::Vip`](crate::user::Role::Vip), which is never stored;
    /// [`StoreError::Conflict`] when e-mail or phone is taken, [`StoreError::Stale`] when there is no account.
    async fn save(&mut self, user: User) -> Result<(), StoreError>;

    /// Sets the password.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when there is no account.
    async fn set_password(&mut self, password: PasswordHash) -> Result<(), StoreError>;

    /// Notes that an identity, by its mark, belongs to an account. False when it did so before, to this one or to
    /// another, even if that is long gone: the note is never taken away.
    async fn claim(&mut self, mark: Digest, now: Timestamp) -> Result<bool, StoreError>;

    /// Keeps all other callers of this waiting until the transaction ends, whatever their tenant: for those who change
    /// who is an administrator. Comes before any other lock.
    async fn lock_roles(&mut self) -> Result<(), StoreError>;
}
