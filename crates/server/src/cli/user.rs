use super::Ended;
use crate::{House, Settings, console, serve};
use clap::{Args, Subcommand, ValueEnum};
use std::{io::Read as _, process::ExitCode};
use xinggen_application::{Accounts, CreateUser, GrantTerm, Operators, TwoFactor, UserChange};
use xinggen_domain::{
    idempotency::IdempotencyKey,
    identity::Identity,
    membership::{MembershipPlan, WITHOUT_END},
    provenance::Digest,
    user::{self as domain, Role, UserStatus},
};

/// Looks after users; works beside a running server.
#[derive(Debug, Subcommand)]
pub(super) enum User {
    /// Make a user. The password is made up and printed once, unless one is given.
    Create(Create),
    /// Set a user's password, and end all of the user's sessions. It is made up and printed once, unless one is given.
    Password {
        #[command(flatten)]
        whom: Whom,
        /// Read the password from standard input, up to the end of its first line.
        #[arg(long)]
        password_stdin: bool,
    },
    /// Shut a user out: all sessions end within a second.
    Disable(Whom),
    /// Let a user in again.
    Enable(Whom),
    /// Take a lost second factor away; password and codes go on as before.
    ForgetSecondFactor(Whom),
    /// Change what a user may do. `vip` grants a membership without an end, `user` takes every membership back.
    Role {
        #[command(flatten)]
        whom: Whom,
        /// The new role.
        role: RoleWord,
    },
}

#[derive(Debug, Args)]
pub(super) struct Create {
    #[command(flatten)]
    whom: Whom,
    /// As an administrator.
    #[arg(long)]
    admin: bool,
    /// The name shown.
    #[arg(long)]
    name: Option<String>,
    /// Read the password from standard input, up to the end of its first line.
    #[arg(long)]
    password_stdin: bool,
}

#[derive(Debug, Args)]
pub(super) struct Whom {
    /// The e-mail address or phone number.
    #[arg(value_name = "EMAIL|PHONE", value_parser = identity)]
    identity: Identity,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum RoleWord {
    /// Runs the platform.
    Admin,
    /// Creates.
    User,
    /// Creates, with a membership that has no end.
    Vip,
}

impl User {
    pub(super) async fn run(self, settings: &Settings) -> Ended {
        let house = House::beside(settings).await?;
        let accounts = Accounts::new(house.ports.clone(), serve::accounts(settings));
        let status = |status| UserChange { role: None, status: Some(status) };
        match self {
            Self::Create(create) => create.run(&house, &accounts).await,
            Self::Password { whom, password_stdin } => {
                set_password(&house, &accounts, &whom, password_stdin).await
            }
            Self::Disable(whom) => change(&house, &accounts, &whom, status(UserStatus::Disabled)).await,
            Self::Enable(whom) => change(&house, &accounts, &whom, status(UserStatus::Active)).await,
            Self::ForgetSecondFactor(whom) => forget_second_factor(&house, &whom).await,
            Self::Role { whom, role } => change_role(&house, &accounts, &whom, role).await,
        }
    }
}

impl Create {
    async fn run(self, house: &House, accounts: &Accounts) -> Ended {
        let (password, made_up) = password(house, self.password_stdin)?;
        let role = if self.admin { Role::Admin } else { Role::User };
        let identity = self.whom.identity;
        let create = CreateUser { identity, password: Some(password.clone()), name: self.name, role };
        let user = accounts.create_user(create).await?;
        console::say(format_args!("user         {} ({role})", user.id));
        if made_up {
            tell_password(&password);
        }
        Ok(ExitCode::SUCCESS)
    }
}

async fn set_password(house: &House, accounts: &Accounts, whom: &Whom, from_stdin: bool) -> Ended {
    // Told before a password is read or made up.
    found(house, whom).await?;
    let (password, made_up) = password(house, from_stdin)?;
    let operator = Operators::new(house.ports.clone()).local().await?;
    let user = accounts.set_password(operator, &whom.identity, &password).await?;
    tell(house, &user);
    if made_up {
        tell_password(&password);
    }
    Ok(ExitCode::SUCCESS)
}

/// A password from standard input, or one that was made up, and whether it was.
fn password(house: &House, from_stdin: bool) -> Result<(String, bool), std::io::Error> {
    if from_stdin {
        return Ok((first_line()?, false));
    }
    Ok((house.ports.tokens.new_ticket().0.chars().take(20).collect(), true))
}

fn tell_password(password: &str) {
    console::say(format_args!("password     {password}   (told only this once)"));
}

/// What a membership says that was granted at this machine.
const GRANTED: &str = "xinggen user role";

/// Writes the role, and grants or ends the membership that belongs to it. An administrator's membership stays.
async fn change_role(house: &House, accounts: &Accounts, whom: &Whom, role: RoleWord) -> Ended {
    let user = found(house, whom).await?;
    let operator = Operators::new(house.ports.clone()).local().await?;
    let stored = if matches!(role, RoleWord::Admin) { Role::Admin } else { Role::User };
    let change = UserChange { role: Some(stored), status: None };
    let mut user = accounts.change_user(operator, user.id, change).await?;
    match role {
        RoleWord::Admin => {}
        RoleWord::User => {
            accounts.end_membership(operator, user.id).await?;
        }
        RoleWord::Vip if user.vip_until == Some(WITHOUT_END) => {}
        RoleWord::Vip => {
            let reason = GRANTED.to_owned();
            let grant = GrantTerm { plan: MembershipPlan::Vip, ends_at: None, reason };
            // Each call is a request of its own.
            let key = house.ports.ids.next().to_string();
            let request = Digest::of(key.as_bytes());
            let key = IdempotencyKey { operation: "user_role".to_owned(), key, request };
            accounts.grant_membership(operator, user.id, grant, key).await?;
        }
    }
    user = house.ports.accounts.get(user.id).await?.unwrap_or(user);
    tell(house, &user);
    Ok(ExitCode::SUCCESS)
}

fn tell(house: &House, user: &domain::User) {
    let role = user.role_at(house.ports.clock.now());
    console::say(format_args!("user         {} ({role}, {})", user.id, user.status));
}

/// Changes a user in the name of whoever sits at this machine.
async fn change(house: &House, accounts: &Accounts, whom: &Whom, change: UserChange) -> Ended {
    let user = found(house, whom).await?;
    let operator = Operators::new(house.ports.clone()).local().await?;
    let user = accounts.change_user(operator, user.id, change).await?;
    tell(house, &user);
    Ok(ExitCode::SUCCESS)
}

async fn forget_second_factor(house: &House, whom: &Whom) -> Ended {
    let user = found(house, whom).await?;
    let had = TwoFactor::new(house.ports.clone(), false).take_away(user.id).await?;
    console::say(format_args!(
        "user         {} ({})",
        user.id,
        if had { "it is forgotten" } else { "had none" }
    ));
    Ok(ExitCode::SUCCESS)
}

async fn found(house: &House, whom: &Whom) -> Result<domain::User, Box<dyn std::error::Error>> {
    let found = house.ports.accounts.find(&whom.identity).await?;
    Ok(found.ok_or_else(|| format!("there is no user {}", whom.identity.as_str()))?.0)
}

fn first_line() -> Result<String, std::io::Error> {
    let mut text = String::new();
    std::io::stdin().lock().take(4_096).read_to_string(&mut text)?;
    Ok(text.lines().next().unwrap_or_default().to_owned())
}

fn identity(text: &str) -> Result<Identity, String> {
    Identity::read(text).ok_or_else(|| "must be an e-mail address or a phone number".to_owned())
}
