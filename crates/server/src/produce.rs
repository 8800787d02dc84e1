//! `xinggen produce`: a story file becomes videos, through the same use cases and jobs as the service.
//!
//! The way: read the story → open the house (this process alone) → take up what a dead process left → import →
//! per episode: start or find its production, top up what it is quoted, approve, watch → write the files out →
//! print the statement. Ctrl-C cancels the production and gives its holds back.

mod bar;
mod choice;
mod export;
mod needs;
mod story;
mod summary;
mod watch;

pub(crate) use choice::EpisodeChoice;
pub(crate) use export::{beside, plan_video, unwritable};
pub(crate) use needs::missing_programs;
pub(crate) use summary::print_statement;

use crate::{House, Settings, cli::ProgressStyle, console};
pub(crate) use bar::Bar;
use export::{Exported, Outputs, export};
use std::{path::PathBuf, process::ExitCode, time::Duration};
pub(crate) use story::{Story, read as read_story};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
pub(crate) use watch::{Watch, Watched, WhenInterrupted};
use xinggen_application::{Actor, CreditBooks, ImportStory, JobRecovery, Operators, Stories};
use xinggen_domain::{
    drama::{AspectRatio, Style},
    episode::Episode,
};

/// How long running jobs may take to stop after Ctrl-C.
const DRAIN: Duration = Duration::from_secs(20);
/// What a shell expects of a program that Ctrl-C ended.
const INTERRUPTED: u8 = 130;

/// What to produce.
#[derive(Debug)]
pub(crate) struct Order {
    pub(crate) story: PathBuf,
    pub(crate) out: PathBuf,
    pub(crate) title: Option<String>,
    pub(crate) style: Style,
    pub(crate) aspect: AspectRatio,
    pub(crate) episodes: EpisodeChoice,
    pub(crate) burn_subtitles: bool,
    pub(crate) progress: ProgressStyle,
}

type Failure = Box<dyn std::error::Error>;

/// Produces what was ordered.
pub(crate) async fn run(settings: &Settings, order: Order) -> Result<ExitCode, Failure> {
    // Before anything that takes time, so that Ctrl-C is never the shell's kind of end.
    let stop = CancellationToken::new();
    let tasks = TaskTracker::new();
    tasks.spawn(interrupt(stop.clone()));
    let story = story::read(&order.story)?;
    let outputs = Outputs::plan(&order.out, order.episodes)?;
    if let Some(fault) = missing_programs(settings).await.into_iter().next() {
        return Err(fault.into());
    }
    let house = House::open(settings).await?;
    JobRecovery::new(house.ports.clone()).after_restart().await?;
    let working = CancellationToken::new();
    let worker = tasks.spawn(house.worker().run(working.clone(), DRAIN));
    let made = produce(&house, &order, story, &outputs, &stop).await;
    working.cancel();
    worker.await?;
    made
}

async fn produce(
    house: &House,
    order: &Order,
    story: story::Story,
    outputs: &Outputs,
    stop: &CancellationToken,
) -> Result<ExitCode, Failure> {
    let actor = Operators::new(house.ports.clone()).local().await?;
    let known = last_entry(house, actor).await?;
    let import = ImportStory {
        import_key: Some(story.key),
        title: order.title.clone().or(story.title).unwrap_or(story.name),
        story: story.text,
        style: order.style,
        aspect: order.aspect,
    };
    let imported = Stories::new(house.ports.clone()).import(actor, import).await?;
    let count = imported.episodes.len();
    let chosen = order.episodes.pick(imported.episodes)?;
    let several = count > 1;
    let mut made = Vec::new();
    for episode in &chosen {
        let bar = Bar::new(order.progress, &label(episode, several.then_some(count)));
        let watch = Watch {
            house,
            owner: actor,
            operator: actor,
            burn_subtitles: order.burn_subtitles,
            bar: &bar,
            stop,
            when_interrupted: WhenInterrupted::Cancel,
        };
        match watch.run(episode.id).await? {
            Watched::Done(state) => made.push(export(house, actor, &state, outputs).await?),
            Watched::Interrupted => {
                bar.end("cancelled");
                console::tell("cancelled; what was held and not used has been given back");
                return Ok(ExitCode::from(INTERRUPTED));
            }
        }
        bar.end("done");
    }
    tell(&made, count, chosen.len());
    print_statement(house, actor, known).await?;
    Ok(ExitCode::SUCCESS)
}

fn tell(made: &[Exported], count: usize, chosen: usize) {
    for files in made {
        console::say(format_args!("video      {}", files.video.display()));
        console::say(format_args!("subtitles  {}", files.srt.display()));
        console::say(format_args!("           {}", files.ass.display()));
        console::say(format_args!("poster     {}", files.poster.display()));
        console::say(format_args!("timeline   {}", files.timeline.display()));
        console::say("");
    }
    if count > chosen {
        console::say(format_args!(
            "The story has {count} episodes; --episodes 1-{count} or --episodes all makes more of them.\n"
        ));
    }
}

async fn last_entry(house: &House, actor: Actor) -> Result<i64, Failure> {
    Ok(CreditBooks::new(house.ports.clone()).view(actor).await?.account().entries)
}

fn label(episode: &Episode, of: Option<usize>) -> String {
    match of {
        Some(count) => format!("episode {}/{count} {}", episode.number, episode.title),
        None => episode.title.clone(),
    }
}

/// Waits for Ctrl-C or SIGTERM.
pub(crate) async fn interrupt(stop: CancellationToken) {
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminated => {}
    }
    stop.cancel();
}
