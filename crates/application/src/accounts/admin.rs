use super::{
    Accounts, PasswordFault,
    register::{check_name, new_user, usual_name},
};
use crate::{Actor, noted::entry};
use xinggen_domain::{
    UserId,
    audit::AuditAct,
    error::StoreError,
    identity::{Identity, IdentityKind},
    ports::{HashingBusy, Page},
    session::Device,
    user::{NAME_CHARACTERS, Role, User, UserFilter, UserStatus},
};

/// This is for administrators.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is for administrators")]
pub struct NotAdmin;

/// What an administrator changes of a user; what is empty stays.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct UserChange {
    /// The stored role: a membership is granted instead.
    pub role: Option<Role>,
    /// Whether the user may come in.
    pub status: Option<UserStatus>,
}

/// Why a user was not changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeUserError {
    /// For administrators only.
    #[error(transparent)]
    NotAdmin(#[from] NotAdmin),
    /// A membership is no role that is written: a term of it is granted, see [`Accounts::grant_membership`].
    #[error("a membership is granted, not written as a role")]
    Granted,
    /// There is no such user.
    #[error("there is no such user")]
    NotFound,
    /// Nobody shuts themselves out, or takes the role of administrator from themselves: there might be no other.
    #[error("this is your own account")]
    OwnAccount,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A user whom an operator makes.
#[derive(Clone)]
pub struct CreateUser {
    /// The e-mail or the phone number.
    pub identity: Identity,
    /// The password; without one, codes are the only way in.
    pub password: Option<String>,
    /// The name shown; as the identity suggests, when none.
    pub name: Option<String>,
    /// What the user may do.
    pub role: Role,
}

/// Why no user was made.
#[derive(Debug, thiserror::Error)]
pub enum CreateUserError {
    /// That password will not do.
    #[error(transparent)]
    Password(#[from] PasswordFault),
    /// The name is empty or too long.
    #[error("a name has 1 to {NAME_CHARACTERS} characters, none of them a control character")]
    Name,
    /// There is an account with this e-mail or phone number.
    #[error("there is an account with this {0} already")]
    Taken(IdentityKind),
    /// Too many people sign in just now.
    #[error(transparent)]
    Busy(#[from] HashingBusy),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why no password was set.
#[derive(Debug, thiserror::Error)]
pub enum SetPasswordError {
    /// There is no such user.
    #[error("there is no such user")]
    NotFound,
    /// That password will not do.
    #[error(transparent)]
    Password(#[from] PasswordFault),
    /// Too many passwords are being hashed just now.
    #[error(transparent)]
    Busy(#[from] HashingBusy),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Accounts {
    /// Users that fit, newest first; for administrators.
    ///
    /// # Errors
    /// [`ChangeUserError::NotAdmin`], or the database failed.
    pub async fn users(
        &self,
        actor: Actor,
        filter: &UserFilter,
        page: Page<UserId>,
    ) -> Result<Vec<User>, ChangeUserError> {
        admin(actor)?;
        Ok(self.ports.accounts.list(filter, self.ports.clock.now(), page).await?)
    }

    /// Changes what a user may do, or shuts the user out or lets the user in again; for administrators. Whoever is
    /// shut out has no session left.
    ///
    /// # Errors
    /// See [`ChangeUserError`].
    pub async fn change_user(
        &self,
        actor: Actor,
        id: UserId,
        change: UserChange,
    ) -> Result<User, ChangeUserError> {
        admin(actor)?;
        if change.role == Some(Role::Vip) {
            return Err(ChangeUserError::Granted);
        }
        let mut tx = self.ports.store.begin(id).await?;
        // Of two administrators who take each other's role away at once, the second is none any more.
        tx.profile().lock_roles().await?;
        admin(self.current(actor).await?.ok_or(NotAdmin)?)?;
        let (mut user, _) = tx.profile().lock().await?.ok_or(ChangeUserError::NotFound)?;
        // Nobody is behind it any more.
        if user.status == UserStatus::Erased || change.status == Some(UserStatus::Erased) {
            return Err(ChangeUserError::NotFound);
        }
        let before = user.clone();
        user.role = change.role.unwrap_or(user.role);
        user.status = change.status.unwrap_or(user.status);
        if user == before {
            return Ok(user);
        }
        if id == actor.user_id {
            return Err(ChangeUserError::OwnAccount);
        }
        tx.profile().save(user.clone()).await?;
        let now = format!("role {}, status {}", user.role.code(), user.status.code());
        tx.audit().add(entry(&self.ports, Some(actor), AuditAct::UserChanged, now, String::new())).await?;
        if user.status != UserStatus::Active {
            tx.sessions().end_all(None, self.ports.clock.now()).await?;
        }
        tx.commit().await?;
        self.door.forget_all();
        Ok(user)
    }

    /// Makes a user, as whoever runs the machine may. No bonus: nothing was verified.
    ///
    /// # Errors
    /// See [`CreateUserError`].
    pub async fn create_user(&self, create: CreateUser) -> Result<User, CreateUserError> {
        let CreateUser { identity, password, name, role } = create;
        let name = name.map_or_else(|| Ok(usual_name(&identity)), |name| check_name(&name));
        let name = name.map_err(|_| CreateUserError::Name)?;
        if let Some(password) = &password {
            self.check_password(password, &[identity.as_str(), &name]).await??;
        }
        let password = match password {
            Some(password) => Some(self.ports.passwords.hash(&password).await?),
            None => None,
        };
        let now = self.ports.clock.now();
        let user = User { role, ..new_user(self.ports.ids.id(), &identity, name, now) };
        let mut tx = self.ports.store.begin(user.id).await?;
        match tx.profile().open(user.clone(), password).await {
            Ok(()) => {}
            Err(StoreError::Conflict(_)) => return Err(CreateUserError::Taken(identity.kind())),
            Err(error) => return Err(error.into()),
        }
        tx.commit().await?;
        Ok(user)
    }

    /// Sets a user's password without the old one, as the operator of the machine may, and ends all of the user's sessions.
    /// The operator is the actor of the audit entry.
    ///
    /// # Errors
    /// See [`SetPasswordError`].
    pub async fn set_password(
        &self,
        operator: Actor,
        identity: &Identity,
        password: &str,
    ) -> Result<User, SetPasswordError> {
        let (user, _) = self.ports.accounts.find(identity).await?.ok_or(SetPasswordError::NotFound)?;
        self.check_password(password, &[identity.as_str(), &user.name]).await??;
        let hash = self.ports.passwords.hash(password).await?;
        let mut tx = self.ports.store.begin(user.id).await?;
        let (user, _) = tx.profile().lock().await?.ok_or(SetPasswordError::NotFound)?;
        if user.status == UserStatus::Erased {
            return Err(SetPasswordError::NotFound);
        }
        tx.profile().set_password(hash).await?;
        let noted = entry(&self.ports, Some(operator), AuditAct::PasswordReset, String::new(), String::new());
        tx.audit().add(noted).await?;
        tx.sessions().end_all(None, self.ports.clock.now()).await?;
        tx.commit().await?;
        self.door.forget_all();
        Ok(user)
    }

    /// Lets somebody in without any proof, as whoever runs the machine may: an access token in a session of its own.
    /// None when there is no such user, or the user is disabled.
    ///
    /// # Errors
    /// The database failed.
    pub async fn admit(&self, id: UserId) -> Result<Option<super::SignedIn>, StoreError> {
        self.let_in_unproved(id, Device::default()).await
    }
}

pub(super) fn admin(actor: Actor) -> Result<(), NotAdmin> {
    if actor.is_admin() { Ok(()) } else { Err(NotAdmin) }
}
