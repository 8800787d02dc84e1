//! A house with one drama whose storyboard was made by hand, and a neighbour who must not see any of it.

use xinggen_application::Actor;
use xinggen_domain::{
    character::Character,
    drama::Drama,
    episode::Episode,
    ports::{TenantTx, UnitOfWork as _},
    scene::{Prop, Scene},
    shot::{Line, Shot},
};
use xinggen_testkit::TestWorld;

pub(crate) struct Studio {
    pub(crate) world: TestWorld,
    pub(crate) user: Actor,
    pub(crate) neighbour: Actor,
    pub(crate) drama: Drama,
    pub(crate) episode: Episode,
    pub(crate) lin: Character,
    pub(crate) chen: Character,
    pub(crate) street: Scene,
    pub(crate) hall: Scene,
    pub(crate) watch: Prop,
    /// Three measured shots: two lines in the street, one in the street, none in the hall and another beat.
    pub(crate) shots: Vec<Shot>,
    /// A drama of the same user, with a character, a scene and a prop that the first must not use.
    pub(crate) other: (Drama, Character, Scene, Prop),
}

impl Studio {
    pub(crate) async fn new() -> Self {
        let world = TestWorld::new().await;
        let (user, neighbour) = (world.user(1000).await, world.user(1000).await);
        let build = std::sync::Arc::clone(&world.build);
        let drama = build.drama();
        let episode = build.episode(&drama, 1);
        let (lin, chen) = (build.character(&drama, "林晚"), build.character(&drama, "陈默"));
        let (street, hall) = (build.scene(&drama, "老街"), build.scene(&drama, "大厅"));
        let watch = build.prop(&drama, "怀表");
        let second = build.drama();
        let other = (
            second.clone(),
            build.character(&second, "外人"),
            build.scene(&second, "别处"),
            build.prop(&second, "别物"),
        );
        let line = |at: u32, speaker: &Character, text: &str| Line {
            start_ms: Some(200 + at * 1000),
            duration_ms: Some(1000),
            ..build.line(Some(speaker.id), text)
        };
        let two = vec![line(0, &lin, "你终于回来了，路上冷不冷？"), line(1, &chen, "不冷。")];
        let shot =
            |number, scene: &Scene| Shot { measured_ms: Some(3000), ..build.shot(&episode, scene, number) };
        let shots = vec![
            Shot { lines: two, cast: vec![lin.id], planned_ms: 6000, ..shot(1, &street) },
            Shot { lines: vec![line(0, &lin, "进来吧。")], ..shot(2, &street) },
            Shot { beat: 2, ..shot(3, &hall) },
        ];
        let studio =
            Self { world, user, neighbour, drama, episode, lin, chen, street, hall, watch, shots, other };
        studio.fill().await;
        studio
    }

    async fn fill(&self) {
        let mut tx = self.begin().await;
        tx.dramas().add(self.drama.clone()).await.expect("added");
        tx.episodes().add(self.episode.clone()).await.expect("added");
        for character in [&self.lin, &self.chen] {
            tx.characters().add(character.clone()).await.expect("added");
        }
        for scene in [&self.street, &self.hall] {
            tx.scenes().add(scene.clone()).await.expect("added");
        }
        tx.props().add(self.watch.clone()).await.expect("added");
        let (drama, character, scene, prop) = self.other.clone();
        tx.dramas().add(drama).await.expect("added");
        tx.characters().add(character).await.expect("added");
        tx.scenes().add(scene).await.expect("added");
        tx.props().add(prop).await.expect("added");
        tx.shots().replace(self.episode.id, self.shots.clone()).await.expect("put");
        tx.commit().await.expect("committed");
    }

    /// A transaction of the user.
    pub(crate) async fn begin(&self) -> Box<dyn TenantTx> {
        self.world.store.begin(self.user.user_id).await.expect("begun")
    }

    /// The shots as they are stored.
    pub(crate) async fn stored(&self) -> Vec<Shot> {
        self.begin().await.shots().of_episode(self.episode.id).await.expect("read")
    }
}
