use super::{Accounts, CodeAnswer, SignedIn, Throttled};
use crate::{Invalid, invalid::Checks, wording};
use chrono::Duration;
use xinggen_domain::{
    Credits, UserId,
    error::StoreError,
    identity::{Identity, IdentityKind},
    ledger::{Description, Grant, LotSource, TransactionKind},
    limits::Problem,
    ports::{HashingBusy, TenantTx},
    session::Device,
    time::Timestamp,
    user::{NAME_CHARACTERS, PasswordHash, Role, SHOWN_NAME, User, UserStatus},
    verification::CodePurpose,
};

/// What a new account begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignUp {
    /// How many credits; 0 for none. An identity earns them once, whatever becomes of the account.
    pub bonus: Credits,
    /// For how many days they can be spent; without an end, when none.
    pub bonus_days: Option<i64>,
}

/// What somebody needs to open an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Registration {
    /// An e-mail or a phone number that need not be theirs, and a password: for a machine of one's own. Whoever
    /// registers learns whether there is an account.
    Open,
    /// A code that was sent to the e-mail or the phone number. Whether there is an account, only its owner learns.
    Verified,
}

/// Somebody new.
#[derive(Clone)]
pub struct Register {
    /// The e-mail or the phone number.
    pub identity: Identity,
    /// What proves that it is theirs.
    pub code: Option<CodeAnswer>,
    /// Password, as typed; without one, codes are the only way in. Needed where there is no code.
    pub password: Option<String>,
    /// The name shown; the part of the e-mail before the @, or the end of the phone number, when none.
    pub name: Option<String>,
}

/// Why nobody was registered; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum RegisterError {
    /// A value cannot be or is missing: the name, the password, or the code where accounts are opened with one only.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// The code is wrong, used or over.
    #[error("wrong code")]
    WrongCode,
    /// There is an account with this e-mail or phone number.
    #[error("there is an account already")]
    Taken(IdentityKind),
    /// Too many registrations or wrong codes.
    #[error(transparent)]
    Throttled(#[from] Throttled),
    /// Too many people sign in just now.
    #[error(transparent)]
    Busy(#[from] HashingBusy),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

super::throttled::from_take_error!(RegisterError);

impl Accounts {
    /// Opens an account with its first credits and signs its owner in, in one transaction.
    ///
    /// # Errors
    /// See [`RegisterError`].
    pub async fn register(&self, register: Register, device: Device) -> Result<SignedIn, RegisterError> {
        let Register { identity, code, password, name } = register;
        self.check_registration(Some(&identity), name.as_deref(), password.as_deref(), code.is_some())
            .await?;
        let name = name.map_or_else(|| usual_name(&identity), |name| name.trim().to_owned());
        self.count_registration_from(device.address).await?;
        if let Some(answer) = &code {
            let from = self.one_login_from(device.address).await?;
            if !self.take_code(CodePurpose::Register, &identity, answer).await? {
                return Err(RegisterError::WrongCode);
            }
            self.give_back(from).await?;
        }
        let user = new_user(self.ports.ids.id(), &identity, name, self.ports.clock.now());
        let password = match password {
            Some(password) => Some(self.ports.passwords.hash(&password).await?),
            None => None,
        };
        let mut tx = self.ports.store.begin(user.id).await?;
        match self.open_account(&mut *tx, user.clone(), password, &identity).await {
            Ok(()) => Ok(self.open_session(tx, user, device, false).await?),
            Err(StoreError::Conflict(_)) => Err(RegisterError::Taken(identity.kind())),
            Err(error) => Err(error.into()),
        }
    }

    /// Whether an account can be opened with these values, as far as that can be told without asking anybody; the
    /// identity is none when it is already known to be wrong.
    ///
    /// # Errors
    /// [`RegisterError::Invalid`] with each field that is wrong or missing, or too many passwords are being estimated.
    pub async fn check_registration(
        &self,
        identity: Option<&Identity>,
        name: Option<&str>,
        password: Option<&str>,
        has_code: bool,
    ) -> Result<(), RegisterError> {
        let mut checks = Checks::default();
        let usual = identity.map(usual_name).unwrap_or_default();
        let shown = name.map_or(Ok(usual), check_name);
        let shown = checks.take("name", shown).unwrap_or_default();
        let about: Vec<&str> = identity.map(Identity::as_str).into_iter().chain([shown.as_str()]).collect();
        let password = match password {
            Some(password) => {
                self.check_password(password, &about).await?.map_err(|fault| fault.problem(password))
            }
            None if has_code => Ok(()),
            None => Err(Problem::Missing),
        };
        checks.take("password", password);
        if !has_code && self.settings.registration == Registration::Verified {
            checks.refuse("code", Problem::Missing);
        }
        Ok(checks.done()?)
    }

    async fn open_account(
        &self,
        tx: &mut dyn TenantTx,
        user: User,
        password: Option<PasswordHash>,
        identity: &Identity,
    ) -> Result<(), StoreError> {
        let now = user.created_at;
        tx.profile().open(user, password).await?;
        let first = tx.profile().claim(self.ports.codes.mark(identity), now).await?;
        if first && self.settings.sign_up.bonus.is_positive() {
            let mut ledger = tx.credits().lock().await?;
            let days = self.settings.sign_up.bonus_days;
            let bonus = Grant {
                source: LotSource::SignupBonus,
                kind: TransactionKind::SignupBonus,
                amount: self.settings.sign_up.bonus,
                expires_at: days.map(|days| now + Duration::days(days)),
                description: Description::Plain,
                actor_id: None,
            };
            ledger.grant(bonus, now, &*self.ports.ids);
            tx.credits().save(&mut ledger).await?;
        }
        Ok(())
    }
}

/// An account of somebody who is found by this identity.
pub(crate) fn new_user(id: UserId, identity: &Identity, name: String, now: Timestamp) -> User {
    let text = identity.as_str().to_owned();
    let (email, phone) = match identity.kind() {
        IdentityKind::Email => (Some(text), None),
        IdentityKind::Phone => (None, Some(text)),
    };
    User {
        id,
        email,
        phone,
        name,
        role: Role::User,
        vip_until: None,
        status: UserStatus::Active,
        created_at: now,
    }
}

/// The name shown where none is given. Of a phone number only the end is shown to others.
pub(crate) fn usual_name(identity: &Identity) -> String {
    let text = identity.as_str();
    match identity {
        Identity::Email(_) => {
            let local = text.rsplit_once('@').map_or(text, |(local, _)| local);
            local.chars().take(NAME_CHARACTERS).collect()
        }
        Identity::Phone(_) => wording::of_phone(&text[text.len().saturating_sub(4)..]),
    }
}

/// A name as it is shown, if it can be one.
pub(crate) fn check_name(name: &str) -> Result<String, Problem> {
    SHOWN_NAME.take(name)
}
