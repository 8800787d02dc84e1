//! A house with one story in it.

use xinggen_application::{
    Actor, CreditBooks, ImportStory, ImportedStory, ProductionView, Productions, StartProduction, Stories,
};
use xinggen_domain::{
    Credits, EpisodeId, ProductionId,
    drama::{AspectRatio, Style},
    ledger::CreditTransaction,
    production::ProductionState,
};
use xinggen_testkit::TestWorld;

/// Eight lines of two speakers, and narration.
pub(crate) fn story() -> String {
    let mut rows = vec!["雪下了一夜，老街上没有一个人，只有一盏灯还亮着，灯下放着一只【怀表】。".to_owned()];
    for at in 1..=8 {
        let name = if at % 2 == 0 { "陈默" } else { "林晚" };
        rows.push(format!("{name}：这是第{at}句话，说给雪夜里还没有睡的人听，请你记住它。"));
    }
    rows.join("\n")
}

pub(crate) struct House {
    pub(crate) world: TestWorld,
    pub(crate) user: Actor,
    pub(crate) productions: Productions,
}

impl House {
    pub(crate) async fn with_credits(credits: i64) -> Self {
        let world = TestWorld::new().await;
        let user = world.user(credits).await;
        let productions = Productions::new(world.ports());
        Self { world, user, productions }
    }

    pub(crate) async fn import(&self, story: String) -> ImportedStory {
        let import = ImportStory {
            import_key: Some("story".to_owned()),
            title: "雪夜".to_owned(),
            story,
            style: Style::Ink,
            aspect: AspectRatio::Portrait,
        };
        Stories::new(self.world.ports()).import(self.user, import).await.expect("imported")
    }

    pub(crate) async fn episode(&self, story: String) -> EpisodeId {
        self.import(story).await.episodes[0].id
    }

    pub(crate) async fn start(&self, episode_id: EpisodeId, auto_approve: bool) -> ProductionId {
        let start = StartProduction { episode_id, auto_approve, burn_subtitles: true };
        let id = self.productions.start(self.user, start).await.expect("started");
        self.productions.advance(self.user.user_id, id).await.expect("advanced");
        id
    }

    /// Starts a production and lets the workers end it.
    pub(crate) async fn produce(&self, story: String) -> ProductionView {
        let id = self.start(self.episode(story).await, true).await;
        self.world.work().await;
        let view = self.view(id).await;
        assert_eq!(view.production.state, ProductionState::Done, "{}", view.production.message);
        view
    }

    pub(crate) async fn view(&self, id: ProductionId) -> ProductionView {
        self.productions.view(self.user, id).await.expect("read").expect("there")
    }

    pub(crate) async fn state(&self, id: ProductionId) -> ProductionState {
        self.view(id).await.production.state
    }

    pub(crate) async fn statement(&self) -> Vec<CreditTransaction> {
        CreditBooks::new(self.world.ports()).statement(self.user, 0, 1000).await.expect("read")
    }

    /// What was spent so far.
    pub(crate) async fn spent(&self) -> Credits {
        let charges = self.statement().await.into_iter().filter(|entry| entry.job_id.is_some());
        -charges.map(|entry| entry.amount).sum::<Credits>()
    }

    /// Nothing is held, and every invariant of the ledger holds.
    pub(crate) async fn check_settled(&self) {
        let ledger = CreditBooks::new(self.world.ports()).view(self.user).await.expect("read");
        assert_eq!(ledger.account().held, Credits::ZERO, "something is still held");
        assert_eq!(self.world.audit().await.expect("read"), vec![]);
    }
}
