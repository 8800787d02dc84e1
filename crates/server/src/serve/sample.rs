//! The sample: a story that a demo user, who is made at the first start, brings and gets a video of through the server's
//! own API. The production runs as that of `xinggen produce` does.

use super::client::{CallError, Client};
use crate::{
    House, Settings,
    cli::ProgressStyle,
    console,
    produce::{Bar, Story, Watch, Watched, WhenInterrupted, beside, plan_video, read_story, unwritable},
};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use tokio_util::sync::CancellationToken;
use xinggen_application::{Accounts, Actor, CreateUser, Operators};
use xinggen_domain::{UserId, identity::Identity, user::Role};

/// Whose the sample is.
const DEMO_EMAIL: &str = "demo@xinggen.local";

type Failure = Box<dyn std::error::Error>;

/// What to produce, where its video goes, and whether that is all.
#[derive(Debug)]
pub(crate) struct Sample {
    pub(crate) story: PathBuf,
    pub(crate) out: PathBuf,
    pub(crate) once: bool,
}

/// The sample as it was made.
pub(super) struct Outcome {
    video: String,
    file: PathBuf,
    charged: i64,
    balance: i64,
}

impl Outcome {
    pub(super) fn tell(&self, url: &str) {
        console::say(format_args!("charged      {} credits (balance {})", self.charged, self.balance));
        console::say(format_args!("Swagger UI   {url}/docs/"));
        console::say(format_args!("video        {}", self.video));
        console::say(format_args!("video file   {}\n", self.file.display()));
    }
}

/// Makes the sample; its video is there, was fetched through the API and stands in its file when this returns.
pub(super) async fn make(
    settings: &Settings,
    house: &House,
    base: &str,
    sample: &Sample,
    stop: &CancellationToken,
) -> Result<Outcome, Failure> {
    let story = read_story(&sample.story)?;
    let file = std::path::absolute(&sample.out)?;
    plan_video(&file)?;
    let mut client = Client::new(base, house.ports.clone())?;
    let accounts = Accounts::new(house.ports.clone(), super::accounts(settings));
    let demo = demo_user(settings, house, &accounts, &client).await?;
    let demo = client.sign_in(&accounts, demo).await?;
    let before = charged(&client).await?;
    let maker = Maker { house, client: &client, demo, stop };
    let episode = maker.episode(&story).await?;
    maker.produce(&episode).await?;
    let cuts = client.get(&format!("/episodes/{}/cuts", id(&episode)?)).await?;
    let video = cuts["items"][0]["video"]["url"].as_str().ok_or("the episode has no cut")?.to_owned();
    save(&client, &video, &file).await?;
    let credits = client.get("/credits").await?;
    let balance = credits["credits"].as_i64().unwrap_or_default();
    Ok(Outcome { video, file, charged: charged(&client).await? - before, balance })
}

/// Puts the video into its file, whole or not at all.
async fn save(client: &Client, video: &str, file: &Path) -> Result<(), Failure> {
    let part = beside(file);
    let (bytes, mime) = client.save(video, &part).await?;
    if bytes == 0 || mime != "video/mp4" {
        std::fs::remove_file(&part)?;
        return Err(format!("the video is not what it should be: {bytes} bytes of {mime}").into());
    }
    std::fs::rename(&part, file).map_err(|error| unwritable(file, &error))
}

/// The demo user, made at the first start: registered over the API, or, where that takes a code, made as an operator
/// would. The password is told then and never again; from then on, how to set another.
async fn demo_user(
    settings: &Settings,
    house: &House,
    accounts: &Accounts,
    client: &Client,
) -> Result<UserId, Failure> {
    if let Some((user, _)) = house.ports.accounts.find_by_email(DEMO_EMAIL).await? {
        console::say(format_args!("demo user    {DEMO_EMAIL}   (the password was told at the first start)"));
        console::say(format_args!("new password {}\n", set_password(settings)));
        return Ok(user.id);
    }
    let password: String = house.ports.tokens.new_ticket().0.chars().take(20).collect();
    let demo = if settings.registration_is_verified() {
        let identity = Identity::email(DEMO_EMAIL).ok_or("the demo user has no address")?;
        let (name, role) = (Some("demo".to_owned()), Role::User);
        let user = CreateUser { identity, password: Some(password.clone()), name, role };
        accounts.create_user(user).await?.id
    } else {
        let body = json!({ "email": DEMO_EMAIL, "password": password, "name": "demo" });
        let registered = client.post("/auth/register", body).await?;
        registered["user"]["id"].as_str().ok_or("the demo user has no id")?.parse()?
    };
    console::say(format_args!("demo user    {DEMO_EMAIL}"));
    console::say(format_args!("password     {password}   (told only this once)\n"));
    Ok(demo)
}

/// The command that gives the demo user another password, in the way in which this server was started.
fn set_password(settings: &Settings) -> String {
    let program = std::env::args().next().unwrap_or_else(|| "xinggen".to_owned());
    let data = match settings.data == Path::new("data") {
        true => String::new(),
        false => format!(" --data {}", settings.data.display()),
    };
    format!("{program} user password {DEMO_EMAIL}{data}")
}

/// What the statement has charged so far.
async fn charged(client: &Client) -> Result<i64, CallError> {
    let credits = client.get("/credits").await?;
    Ok(credits["spent"].as_i64().unwrap_or_default())
}

fn id(thing: &Value) -> Result<&str, Failure> {
    Ok(thing["id"].as_str().ok_or("an answer has no id")?)
}

struct Maker<'a> {
    house: &'a House,
    client: &'a Client,
    demo: Actor,
    stop: &'a CancellationToken,
}

impl Maker<'_> {
    /// The first episode of the story: of the drama that has it already, or of a new one.
    async fn episode(&self, story: &Story) -> Result<Value, Failure> {
        let title = story.title.clone().unwrap_or_else(|| story.name.clone());
        let dramas = self.client.get("/dramas?limit=100").await?;
        for drama in dramas["items"].as_array().into_iter().flatten().filter(|drama| drama["title"] == *title)
        {
            let episodes = self.client.get(&format!("/dramas/{}/episodes", id(drama)?)).await?;
            let first = &episodes["items"][0];
            if first["source"].as_str().is_some_and(|text| story.text.contains(text.trim())) {
                return Ok(first.clone());
            }
        }
        let body = json!({ "title": title, "story": story.text });
        let drama = self.client.post("/dramas", body).await?;
        let episodes = self.client.get(&format!("/dramas/{}/episodes", id(&drama)?)).await?;
        Ok(episodes["items"][0].clone())
    }

    /// Lets the production of an episode run to its end; what the demo user is short of, the operator covers.
    async fn produce(&self, episode: &Value) -> Result<(), Failure> {
        let bar = Bar::new(ProgressStyle::Auto, episode["title"].as_str().unwrap_or_default());
        let watch = Watch {
            house: self.house,
            owner: self.demo,
            operator: Operators::new(self.house.ports.clone()).local().await?,
            burn_subtitles: true,
            bar: &bar,
            stop: self.stop,
            when_interrupted: WhenInterrupted::Leave,
        };
        match watch.run(id(episode)?.parse()?).await? {
            Watched::Done(_) => bar.end("done"),
            Watched::Interrupted => return Err("interrupted; the next start goes on from here".into()),
        }
        Ok(())
    }
}
