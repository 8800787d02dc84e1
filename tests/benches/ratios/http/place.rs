use super::ours;
use crate::{Failure, databases::FreshDatabase};
use tempfile::TempDir;
use xinggen_application::{Accounts, AccountsSettings, Throttles};
use xinggen_domain::{
    CharacterId, DramaId, UserId,
    drama::Drama,
    ports::{AccessClaims, UnitOfWork as _},
    provenance::Digest,
    rate::Rate,
    session::Session,
    user::Role,
};
use xinggen_server::{House, Settings};
use xinggen_testkit::{Build, start};

/// A fresh database with the house over it, as the binary puts it together; no worker runs.
pub(crate) struct Place {
    pub(super) fresh: FreshDatabase,
    pub(super) house: House,
    _data: TempDir,
}

/// A user who may come in, with what they have.
pub(super) struct Tenant {
    pub(super) id: UserId,
    pub(super) token: String,
    pub(super) cast: Vec<(DramaId, CharacterId)>,
}

impl Place {
    pub(crate) async fn sqlite() -> Result<Self, Failure> {
        Self::of(FreshDatabase::sqlite().await?).await
    }

    pub(super) async fn of(fresh: FreshDatabase) -> Result<Self, Failure> {
        let data = TempDir::new()?;
        let mut settings = Settings { data: data.path().to_owned(), ..Settings::default() };
        settings.database.url = fresh.settings.url.clone().into();
        settings.database.max_connections = fresh.settings.max_connections.try_into()?;
        Ok(Self { house: House::open(&settings).await?, fresh, _data: data })
    }

    /// Where its database is.
    pub(crate) fn database_url(&self) -> &str {
        &self.fresh.settings.url
    }

    /// Accounts over the house, without throttles.
    pub(crate) fn accounts(&self) -> Accounts {
        let none = Rate::new(0, 1);
        let throttles = Throttles { logins: none, registrations: none, codes: none };
        Accounts::new(self.house.ports.clone(), AccountsSettings { throttles, ..ours::accounts() })
    }

    /// Adds so many users with credits that no round uses up, each with so many dramas of so many characters.
    pub(super) async fn people(
        &self,
        users: usize,
        dramas: usize,
        characters: usize,
    ) -> Result<Vec<Tenant>, Failure> {
        let build = Build::default();
        let mut tenants = Vec::new();
        for _ in 0..users {
            tenants.push(self.somebody(&build, dramas, characters).await?);
        }
        Ok(tenants)
    }

    async fn somebody(&self, build: &Build, dramas: usize, characters: usize) -> Result<Tenant, Failure> {
        let user = build.user();
        let id = user.id;
        let mut tx = self.fresh.database.begin(id).await?;
        tx.profile().open(user, None).await?;
        let mut ledger = tx.credits().lock().await?;
        ledger.grant(build.grant(1_000_000_000), start(), build.ids());
        tx.credits().save(&mut ledger).await?;
        let mut cast = Vec::new();
        for _ in 0..dramas {
            let drama: Drama = build.drama();
            tx.dramas().add(drama.clone()).await?;
            for number in 0..characters {
                let character = build.character(&drama, &format!("人物{number}"));
                cast.push((drama.id, character.id));
                tx.characters().add(character).await?;
            }
        }
        tx.commit().await?;
        Ok(Tenant { id, token: self.token(id).await?, cast })
    }

    /// Signs somebody in; the token.
    async fn token(&self, user_id: UserId) -> Result<String, Failure> {
        let (ports, now) = (&self.house.ports, self.house.ports.clock.now());
        let session_id = ports.ids.id();
        let secret = Digest::of(user_id.to_string().as_bytes());
        let mut tx = ports.store.begin(user_id).await?;
        tx.sessions().add(Session::new(session_id, user_id, secret, now)).await?;
        tx.commit().await?;
        Ok(ports.tokens.issue(AccessClaims { user_id, session_id, role: Role::User }, now).0)
    }

    /// Closes the connections of the house; the database is left to its owner.
    pub(super) async fn close(self) -> Result<FreshDatabase, Failure> {
        let Self { fresh, house, _data } = self;
        house.database.close().await?;
        Ok(fresh)
    }
}
