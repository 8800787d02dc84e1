use crate::{Actor, Ports};
use xinggen_domain::{
    error::StoreError,
    pricing::{ChargeMode, Price, SEED_PRICES},
    user::{Role, User},
};

/// The e-mail of the account that stands for whoever sits at this machine.
pub const OPERATOR_EMAIL: &str = "operator@localhost";

/// What a new installation needs before anyone can work: prices, and the local operator.
#[derive(Clone)]
pub struct Operators {
    ports: Ports,
}

impl Operators {
    /// Over these ports.
    #[must_use]
    pub fn new(ports: Ports) -> Self {
        Self { ports }
    }

    /// The local operator, made at the first call.
    ///
    /// # Errors
    /// The database failed.
    pub async fn local(&self) -> Result<Actor, StoreError> {
        let found = self.ports.accounts.find_by_email(OPERATOR_EMAIL).await?;
        let user = match found {
            Some(user) => user,
            None => {
                let user = User {
                    id: self.ports.ids.id(),
                    email: Some(OPERATOR_EMAIL.to_owned()),
                    phone: None,
                    name: "operator".to_owned(),
                    role: Role::Admin,
                    created_at: self.ports.clock.now(),
                };
                self.ports.accounts.add(user.clone()).await?;
                user
            }
        };
        Ok(Actor { user_id: user.id, role: user.role })
    }

    /// Puts the first price list in place where there is none.
    ///
    /// # Errors
    /// The database failed.
    pub async fn seed_prices(&self) -> Result<(), StoreError> {
        if !self.ports.prices.list().await?.0.is_empty() {
            return Ok(());
        }
        let row = |&(operation, unit, amount)| Price {
            id: self.ports.ids.id(),
            operation,
            vendor: None,
            model: None,
            mode: ChargeMode::Platform,
            unit,
            amount: xinggen_domain::Credits::new(amount),
            valid_from: self.ports.clock.now(),
        };
        self.ports.prices.add(SEED_PRICES.iter().map(row).collect()).await
    }
}
