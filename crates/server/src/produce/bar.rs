use crate::{cli::ProgressStyle, console};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle as Drawing};
use std::{cell::Cell, io::IsTerminal, time::Duration};

/// Progress of one episode: a bar on a terminal, a line per step elsewhere.
pub(crate) struct Bar {
    bar: Option<ProgressBar>,
    lines: bool,
    label: String,
    told: Cell<(u64, u64)>,
}

impl Bar {
    pub(crate) fn new(style: ProgressStyle, label: &str) -> Self {
        let terminal = style == ProgressStyle::Auto && std::io::stderr().is_terminal();
        let lines = style == ProgressStyle::Lines || style == ProgressStyle::Auto && !terminal;
        let bar = terminal.then(|| {
            let bar = ProgressBar::with_draw_target(Some(1), ProgressDrawTarget::stderr());
            if let Ok(drawing) = Drawing::with_template("{spinner} {prefix} [{bar:32}] {pos}/{len} {msg}") {
                bar.set_style(drawing.progress_chars("=> "));
            }
            bar.set_prefix(label.to_owned());
            bar.enable_steady_tick(Duration::from_millis(200));
            bar
        });
        Self { bar, lines, label: label.to_owned(), told: Cell::new((0, 0)) }
    }

    /// `done` of `all` jobs are through; `doing` says what runs now.
    pub(crate) fn show(&self, done: u64, all: u64, doing: &str) {
        if let Some(bar) = &self.bar {
            bar.set_length(all);
            bar.set_position(done);
            bar.set_message(doing.to_owned());
        }
        // Ten lines or so an episode, not one per job.
        let (told, of) = self.told.get();
        if self.lines && (all != of || done * 10 / all.max(1) != told * 10 / of.max(1)) {
            self.told.set((done, all));
            console::tell(format_args!("{}: {done}/{all} {doing}", self.label));
        }
    }

    pub(crate) fn end(&self, how: &str) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
        if self.bar.is_some() || self.lines {
            console::tell(format_args!("{}: {how}", self.label));
        }
    }
}
