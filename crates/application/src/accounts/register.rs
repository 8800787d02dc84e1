use super::{Accounts, SignedIn};
use crate::wording;
use chrono::Duration;
use xinggen_domain::{
    Credits,
    error::StoreError,
    ledger::{Grant, LotSource, TransactionKind},
    user::{NAME_CHARACTERS, PASSWORD_CHARACTERS, PasswordHash, Role, User, UserStatus, normal_email},
};

/// What a new account begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignUp {
    /// How many credits; 0 for none.
    pub bonus: Credits,
    /// For how many days they can be spent; without an end, when none.
    pub bonus_days: Option<i64>,
}

/// Somebody new.
#[derive(Clone)]
pub struct Register {
    /// E-mail, as typed.
    pub email: String,
    /// Password, as typed.
    pub password: String,
    /// The name shown; the part of the e-mail before the @, when none.
    pub name: Option<String>,
}

/// What is wrong with a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordFault {
    /// Too short or too long.
    #[error(
        "a password has {min} to {max} characters",
        min = PASSWORD_CHARACTERS.start(),
        max = PASSWORD_CHARACTERS.end()
    )]
    Length,
    /// It is the e-mail.
    #[error("the password must not be the e-mail")]
    IsEmail,
}

/// Why nobody was registered; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum RegisterError {
    /// That is no e-mail address.
    #[error("not an e-mail address")]
    Email,
    /// That password will not do.
    #[error(transparent)]
    Password(#[from] PasswordFault),
    /// The name is empty or too long.
    #[error("a name has 1 to {NAME_CHARACTERS} characters")]
    Name,
    /// There is an account with this e-mail.
    #[error("the e-mail is taken")]
    EmailTaken,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Accounts {
    /// Opens an account with its first credits, in one transaction, and signs its owner in.
    ///
    /// # Errors
    /// See [`RegisterError`].
    pub async fn register(&self, register: Register) -> Result<SignedIn, RegisterError> {
        let email = normal_email(&register.email).ok_or(RegisterError::Email)?;
        check_password(&register.password, &email)?;
        let name = shown_name(register.name.as_deref(), &email)?;
        let user = User {
            id: self.ports.ids.id(),
            email: Some(email),
            phone: None,
            name,
            role: Role::User,
            status: UserStatus::Active,
            created_at: self.ports.clock.now(),
        };
        let password = self.ports.passwords.hash(&register.password).await;
        match self.open_account(user.clone(), password).await {
            Ok(()) => Ok(self.open_session(user).await?),
            Err(StoreError::Conflict(_)) => Err(RegisterError::EmailTaken),
            Err(error) => Err(error.into()),
        }
    }

    async fn open_account(&self, user: User, password: PasswordHash) -> Result<(), StoreError> {
        let now = user.created_at;
        let mut tx = self.ports.store.begin(user.id).await?;
        tx.profile().open(user, Some(password)).await?;
        if self.sign_up.bonus.is_positive() {
            let mut ledger = tx.credits().lock().await?;
            let bonus = Grant {
                source: LotSource::SignupBonus,
                kind: TransactionKind::SignupBonus,
                amount: self.sign_up.bonus,
                expires_at: self.sign_up.bonus_days.map(|days| now + Duration::days(days)),
                description: wording::SIGN_UP.to_owned(),
                actor_id: None,
            };
            ledger.grant(bonus, now, &*self.ports.ids);
            tx.credits().save(&mut ledger).await?;
        }
        tx.commit().await
    }
}

fn check_password(password: &str, email: &str) -> Result<(), PasswordFault> {
    if !PASSWORD_CHARACTERS.contains(&password.chars().count()) {
        return Err(PasswordFault::Length);
    }
    if password.trim().to_lowercase() == email {
        return Err(PasswordFault::IsEmail);
    }
    Ok(())
}

fn shown_name(name: Option<&str>, email: &str) -> Result<String, RegisterError> {
    let given = match name {
        Some(name) => name.trim(),
        None => email.rsplit_once('@').map_or(email, |(local, _)| local),
    };
    let characters = given.chars().count();
    let plain = !given.chars().any(char::is_control);
    match name {
        Some(_) if characters == 0 || characters > NAME_CHARACTERS || !plain => Err(RegisterError::Name),
        _ => Ok(given.chars().take(NAME_CHARACTERS).collect()),
    }
}
