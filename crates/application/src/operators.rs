use crate::{Actor, Ports};
use xinggen_domain::{
    Credits, Id as _, PriceId,
    error::StoreError,
    job::Operation,
    plan::{PlanRow, Plans},
    pricing::{ChargeMode, Price, SEED_PRICES},
    provenance::Digest,
    time::Timestamp,
    user::{Role, User, UserStatus},
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

    /// The local operator, made at the first call. Of two first calls at once, both get the one that was made.
    ///
    /// # Errors
    /// The database failed.
    pub async fn local(&self) -> Result<Actor, StoreError> {
        if let Some(found) = self.find().await? {
            return Ok(found);
        }
        let user = User {
            id: self.ports.ids.id(),
            email: Some(OPERATOR_EMAIL.to_owned()),
            phone: None,
            name: "operator".to_owned(),
            role: Role::Admin,
            vip_until: None,
            status: UserStatus::Active,
            created_at: self.ports.clock.now(),
        };
        let actor = Actor::new(user.id, user.role);
        match self.open(user).await {
            Ok(()) => Ok(actor),
            Err(StoreError::Conflict(what)) => self.find().await?.ok_or(StoreError::Conflict(what)),
            Err(error) => Err(error),
        }
    }

    async fn open(&self, user: User) -> Result<(), StoreError> {
        let mut tx = self.ports.store.begin(user.id).await?;
        tx.profile().open(user, None).await?;
        tx.commit().await
    }

    async fn find(&self) -> Result<Option<Actor>, StoreError> {
        let found = self.ports.accounts.find_by_email(OPERATOR_EMAIL).await?;
        Ok(found.map(|(user, _)| Actor::new(user.id, user.role)))
    }

    /// Puts the first price list in place where there is none, and that of users' own keys where there is none of those.
    /// Two servers that do so at once write the same rows, so the list never doubles.
    ///
    /// # Errors
    /// The database failed.
    pub async fn seed_prices(&self) -> Result<(), StoreError> {
        let known = self.ports.prices.list().await?.0;
        let missing = |mode: &&ChargeMode| !known.iter().any(|price| price.mode == **mode);
        for mode in ChargeMode::ALL.iter().filter(missing) {
            let row = |&(operation, unit, amount)| Price {
                id: seed_id(operation, *mode),
                operation,
                vendor: None,
                model: None,
                mode: *mode,
                unit,
                amount: if *mode == ChargeMode::Byok { Credits::ZERO } else { Credits::new(amount) },
                // There is no earlier one, so a clock that is set back finds a price all the same.
                valid_from: Timestamp::UNIX_EPOCH,
            };
            self.ports.prices.add(SEED_PRICES.iter().map(row).collect(), None).await?;
        }
        Ok(())
    }
}

impl Operators {
    /// Writes the plans of the settings into the rows that no administrator has changed, and says what plans hold then.
    ///
    /// # Errors
    /// The database failed.
    pub async fn seed_plans(&self, settings: Plans) -> Result<Plans, StoreError> {
        let known = self.ports.plan_book.list().await?;
        let stands = |row: &PlanRow| {
            known.iter().any(|known| known.name == row.name && (known.changed_at.is_some() || known == row))
        };
        let news: Vec<PlanRow> = settings.rows().into_iter().filter(|row| !stands(row)).collect();
        if news.is_empty() {
            return Ok(settings.with(&known));
        }
        self.ports.plan_book.seed(news).await?;
        Ok(settings.with(&self.ports.plan_book.list().await?))
    }
}

/// The id of the first price row of an operation, the same wherever it is computed.
fn seed_id(operation: Operation, mode: ChargeMode) -> PriceId {
    let whose = if mode == ChargeMode::Byok { " byok" } else { "" };
    let digest = Digest::of(format!("xinggen first price {operation}{whose}").as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest.as_bytes()[..16]);
    PriceId::from_uuid(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}
