use super::Ended;
use crate::{
    Settings,
    produce::{self, EpisodeChoice, Order},
};
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use xinggen_domain::drama::{AspectRatio, Style};

/// Make a finished episode from a story: an MP4 with subtitles, poster and a timeline beside it.
#[derive(Debug, Args)]
pub(super) struct Produce {
    /// The story: a text file of 200 to 20,000 characters, in Chinese or English.
    story: PathBuf,
    /// Where to write the video; a folder when several episodes are made.
    #[arg(long, value_name = "FILE.mp4")]
    out: PathBuf,
    /// The title; the story's first line when that is one, or the name of the file.
    #[arg(long)]
    title: Option<String>,
    /// The look.
    #[arg(long, default_value = "ink", value_parser = style)]
    style: Style,
    /// The shape of the picture.
    #[arg(long, default_value = "9:16", value_parser = aspect)]
    aspect: AspectRatio,
    /// Which episodes to make: a number, a range like 2-4, or all.
    #[arg(long, default_value = "1")]
    episodes: EpisodeChoice,
    /// Leave the subtitles out of the picture; they are written beside it in any case.
    #[arg(long)]
    no_burn: bool,
    /// How to tell progress.
    #[arg(long, default_value = "auto")]
    progress: ProgressStyle,
}

/// How progress is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ProgressStyle {
    /// A bar on a terminal, lines elsewhere.
    Auto,
    /// Lines.
    Lines,
    /// Not at all.
    None,
}

impl Produce {
    pub(super) async fn run(self, settings: &Settings) -> Ended {
        let order = Order {
            story: self.story,
            out: self.out,
            title: self.title,
            style: self.style,
            aspect: self.aspect,
            episodes: self.episodes,
            burn_subtitles: !self.no_burn,
            progress: self.progress,
        };
        produce::run(settings, order).await
    }
}

fn style(text: &str) -> Result<Style, String> {
    text.parse().map_err(|_| one_of(Style::ALL.iter().map(|style| style.code())))
}

fn aspect(text: &str) -> Result<AspectRatio, String> {
    text.parse().map_err(|_| one_of(AspectRatio::ALL.iter().map(|aspect| aspect.code())))
}

fn one_of<'a>(words: impl Iterator<Item = &'a str>) -> String {
    format!("must be one of {}", words.collect::<Vec<_>>().join(", "))
}
