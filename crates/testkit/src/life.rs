//! A user who has left a word of their own in every text field there is, over any store: for tests of what is left of
//! it when the account was erased.

use crate::{
    TestWorld,
    contract::{Broken, Outcome, StoreHarness},
};
use chrono::Duration;
use std::net::{IpAddr, Ipv4Addr};
use xinggen_application::{
    Accounts, AccountsSettings, Actor, AiConfigs, ApiKeyDesk, CLEAR_MINUTES, Cast, CreateAiConfig,
    CreateApiKey, CreateScene, CreditBooks, GenerationOrder, Generations, Gift, GiveCredits, Housekeeping,
    ImportStory, JobRunner, Operators, Ports, Productions, Quotes, Reauth, Register, Registration, SignUp,
    StartProduction, Stories, Swept, Throttles,
};
use xinggen_domain::{
    Credits, DramaId, EpisodeId,
    api_key::Scope,
    drama::{AspectRatio, Style},
    error::{VendorError, VendorErrorClass},
    idempotency::IdempotencyKey,
    identity::Identity,
    job::{JobState, Operation},
    plan::RunningCaps,
    ports::{Clock as _, Silent},
    production::ProductionState,
    provenance::Digest,
    scene::{TimeOfDay, Weather},
    session::Device,
    take::Target,
    user::Role,
    vendor::{ServiceKind, VendorKey},
};

const PASSWORD: &str = "correct horse";

/// How often the queue must be found empty before there is no work left, and how long to wait in between.
const LOOKS: u32 = 10;
const BETWEEN_LOOKS: std::time::Duration = std::time::Duration::from_millis(20);

/// The user, and the use cases over the store.
pub struct Life {
    world: TestWorld,
    ports: Ports,
    accounts: Accounts,
    actor: Actor,
    mark: String,
}

impl Life {
    /// Registers somebody and lets them do whatever writes words: `mark`, lower-case letters that stand nowhere else, is
    /// part of each. A production is done, a generation has failed with the vendor quoting it.
    ///
    /// # Errors
    /// A use case failed over this store.
    pub async fn live(store: &dyn StoreHarness, mark: &str) -> Outcome<Self> {
        let world = TestWorld::new().await;
        let ports = over(store, &world);
        Operators::new(ports.clone()).seed_prices().await?;
        let sign_up = SignUp { bonus: Credits::new(500), bonus_days: Some(30) };
        let settings = AccountsSettings {
            sign_up,
            registration: Registration::Open,
            admins_need_second_factor: false,
            throttles: Throttles::default(),
        };
        let accounts = Accounts::new(ports.clone(), settings);
        let email =
            Identity::email(&format!("{mark}@example.com")).ok_or_else(|| Broken::new("no e-mail"))?;
        let device = || Device {
            user_agent: Some(format!("{mark} browser")),
            address: Some(IpAddr::V4(Ipv4Addr::LOCALHOST)),
        };
        let register = Register {
            identity: email.clone(),
            code: None,
            password: Some(PASSWORD.to_owned()),
            name: Some(format!("{mark} 林晚")),
        };
        let user = accounts.register(register, device()).await?.user;
        accounts.login(Some(&email), PASSWORD, device(), None).await?;
        let wrong = accounts.login(Some(&email), "wrong", device(), None).await;
        assert!(wrong.is_err(), "a wrong password is noted");
        let life =
            Self { actor: Actor::new(user.id, Role::User), world, ports, accounts, mark: mark.to_owned() };
        life.set_up().await?;
        let (drama, episode) = life.write().await?;
        life.produce(episode).await?;
        life.fail(drama, episode).await?;
        Ok(life)
    }

    /// Erases the account, and sweeps when its time has come.
    ///
    /// # Errors
    /// A use case failed over this store.
    pub async fn leave(&self) -> Outcome<Swept> {
        let proof = Reauth::Password(PASSWORD.to_owned());
        self.accounts.erase_account(self.actor, &proof, true).await?;
        self.world.clock.advance(Duration::minutes(CLEAR_MINUTES) + Duration::days(1));
        Ok(Housekeeping::new(self.ports.clone()).sweep().await?)
    }

    /// A key, an AI configuration and credits.
    async fn set_up(&self) -> Outcome {
        let (ports, actor, mark) = (&self.ports, self.actor, &self.mark);
        let key =
            CreateApiKey { name: format!("{mark} 播放器"), scopes: vec![Scope::Read], expires_at: None };
        ApiKeyDesk::new(ports.clone()).create(actor, key).await?;
        let pictures = CreateAiConfig {
            kind: ServiceKind::Image,
            vendor: mark.clone(),
            model: format!("{mark}-1"),
            name: format!("{mark} 画图"),
            base_url: format!("https://{mark}.example.com/v1"),
            key: VendorKey::new(&format!("sk-{mark}-0123456789")),
            active: true,
            priority: 0,
        };
        AiConfigs::new(ports.clone()).create(actor, pictures).await?;
        let admin = Operators::new(ports.clone()).local().await?;
        let give = GiveCredits {
            gift: Gift::Recharge,
            amount: 2_000,
            expires_at: None,
            reason: "对公转账".to_owned(),
        };
        Ok(CreditBooks::new(ports.clone()).give(admin, actor.user_id, give, self.key("gift")).await?)
    }

    /// A drama with an episode, and a scene made by hand.
    async fn write(&self) -> Outcome<(DramaId, EpisodeId)> {
        let mark = &self.mark;
        let mut rows = vec![format!("{mark} 的雪下了一夜，老街上没有一个人，灯下放着一只【{mark}怀表】。")];
        rows.extend((1..=6).map(|at| format!("{mark}：这是{mark}的第{at}句话，请你记住它，雪还在下。")));
        let import = ImportStory {
            import_key: Some(format!("{mark} story")),
            title: format!("{mark} 雪夜"),
            story: rows.join("\n"),
            style: Style::Ink,
            aspect: AspectRatio::Portrait,
        };
        let imported = Stories::new(self.ports.clone()).import(self.actor, import).await?;
        let drama = imported.drama.id;
        let scene = CreateScene {
            drama_id: drama,
            place: format!("{mark} 老街"),
            interior: false,
            time_of_day: TimeOfDay::Night,
            weather: Weather::Snow,
            description: format!("{mark} 的灯"),
        };
        Cast::new(self.ports.clone()).create_scene(self.actor, scene).await?;
        Ok((drama, imported.episodes[0].id))
    }

    async fn produce(&self, episode_id: EpisodeId) -> Outcome {
        let productions = Productions::new(self.ports.clone());
        Quotes::new(self.ports.clone()).keep_production(self.actor, episode_id, true).await?;
        let start = StartProduction { episode_id, auto_approve: true, burn_subtitles: true };
        let id = productions.start(self.actor, start).await?;
        productions.advance(self.actor.user_id, id).await?;
        self.work().await?;
        let view = productions.view(self.actor, id).await?;
        let view = view.ok_or_else(|| Broken::new("the production is gone"))?;
        let stuck: Vec<_> = view.jobs.iter().filter(|job| job.state != JobState::Succeeded).collect();
        assert_eq!(view.production.state, ProductionState::Done, "{}: {stuck:?}", view.production.message);
        Ok(())
    }

    /// A picture that fails with what the vendor says.
    async fn fail(&self, drama: DramaId, episode: EpisodeId) -> Outcome {
        let mut tx = self.ports.store.begin_read(self.actor.user_id).await?;
        let prop = tx.props().of_drama(drama).await?.remove(0).id;
        drop(tx);
        let order = GenerationOrder { operation: Operation::Image, target: Target::Prop(prop) };
        let generations = Generations::new(self.ports.clone());
        Quotes::new(self.ports.clone()).keep_generation(self.actor, episode, order).await?;
        let refusal = VendorError::new(VendorErrorClass::Moderation, format!("{} 不合规", self.mark));
        self.world.connector.images.calls.fail_next(refusal);
        generations.request(self.actor, order, self.key("picture")).await?;
        self.work().await
    }

    async fn work(&self) -> Outcome {
        let runner = JobRunner::new(self.ports.clone());
        let mut looks = 0;
        // A transaction that was dropped is rolled back beside its caller: until then its jobs are passed over.
        while looks < LOOKS {
            let (now, token) = (self.world.clock.now(), self.world.build.id());
            let until = now + Duration::minutes(1);
            let claimed = self.ports.queue.claim(&[token], RunningCaps::NONE, now, until).await?;
            let Some(claimed) = claimed.into_iter().next() else {
                looks += 1;
                tokio::time::sleep(BETWEEN_LOOKS).await;
                continue;
            };
            looks = 0;
            runner.run(&claimed, &Silent).await?;
            runner.follow_up(&claimed).await;
        }
        Ok(())
    }

    fn key(&self, name: &str) -> IdempotencyKey {
        IdempotencyKey {
            operation: name.to_owned(),
            key: format!("{} {name}", self.mark),
            request: Digest::of(name.as_bytes()),
        }
    }
}

/// The ports of a world with everything that is stored in this store.
fn over(store: &dyn StoreHarness, world: &TestWorld) -> Ports {
    Ports {
        store: store.unit_of_work(),
        accounts: store.accounts(),
        sessions: store.sessions(),
        api_keys: store.api_keys(),
        second_factors: store.second_factors(),
        tickets: store.tickets(),
        verifications: store.codes(),
        audit: store.platform_audit(),
        rates: store.rates(),
        queue: store.queue(),
        prices: store.prices(),
        plan_book: store.plans(),
        batches: store.batches(),
        expiry: store.expiry(),
        housekeeping: store.housekeeping(),
        events: store.bus(),
        platform_ai_configs: store.platform_ai_configs(),
        ..world.ports()
    }
}

#[cfg(test)]
mod tests {
    use super::Life;
    use crate::MemoryStore;

    #[tokio::test]
    async fn a_life_is_lived_and_left() {
        let life = Life::live(&MemoryStore::default(), "zhuque").await.expect("lived");
        assert_eq!(life.leave().await.expect("left").accounts, 1);
    }
}
