//! Starts the binary as a person would.

use std::{
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    sync::OnceLock,
};
use tempfile::TempDir;

/// The binary of this very tree.
fn xinggen() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| built("xinggen"))
}

/// The same binary as one that dies where it is told to.
fn mortal() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| built("xinggen-failpoints"))
}

/// A program, built when it is not there or old, unless XINGGEN_TEST_BUILT says that it is fresh: to find that out takes
/// cargo half a second for each test.
#[expect(clippy::disallowed_methods, reason = "a test has no configuration but the environment")]
fn built(name: &str) -> PathBuf {
    let test = std::env::current_exe().expect("this test's path");
    let profile = test.ancestors().nth(2).expect("target/<profile>/deps/<test>");
    if std::env::var_os("XINGGEN_TEST_BUILT").is_none() {
        // Both with failpoints, so that neither compiles what the other has.
        let built = Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--locked", "--package", "xinggen-server", "--bin", name])
            .args(["--features", "failpoints"])
            .current_dir("..")
            .status()
            .expect("cargo build");
        assert!(built.success(), "{name} does not build");
    }
    profile.join(name)
}

/// A place of its own for one test: a story, a data folder, an output.
pub(crate) struct Desk {
    folder: TempDir,
}

impl Desk {
    pub(crate) fn new(story: &str) -> Self {
        let desk = Self { folder: TempDir::new().expect("a folder") };
        desk.write_story(story);
        desk
    }

    pub(crate) fn write_story(&self, story: &str) {
        std::fs::write(self.path("story.txt"), story).expect("the story");
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        self.program(xinggen(), arguments)
    }

    /// A command that dies before or after a commit, having lived through so many.
    pub(crate) fn mortal_command(&self, side: &str, spared: u64, arguments: &[&str]) -> Command {
        let mut command = self.program(mortal(), &[side, &spared.to_string()]);
        command.args(arguments);
        command
    }

    fn program(&self, program: &Path, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("the binary starts")
    }

    pub(crate) fn start(&self, arguments: &[&str]) -> Child {
        self.command(arguments).spawn().expect("the binary starts")
    }

    /// Produces the story into `out.mp4` and returns what was printed.
    pub(crate) fn produce(&self, more: &[&str]) -> String {
        let arguments = [&["produce", "story.txt", "--out", "out.mp4"], more].concat();
        let output = self.run(&arguments);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    /// Runs every invariant of the ledger.
    pub(crate) fn check_ledger(&self) {
        let output = self.run(&["ledger", "check"]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    }

    /// The `out.json` beside the video.
    pub(crate) fn timeline(&self) -> serde_json::Value {
        let text = std::fs::read_to_string(self.path("out.json")).expect("the timeline");
        serde_json::from_str(&text).expect("JSON")
    }
}

/// One row of a printed statement: how much, and how many jobs.
pub(crate) fn charged(printed: &str, kind: &str) -> (i64, u32) {
    let row = printed
        .lines()
        .map(str::split_whitespace)
        .find_map(|mut words| (words.next() == Some(kind)).then(|| words.collect::<Vec<_>>()));
    let Some(row) = row else { return (0, 0) };
    let amount = row[0].parse().expect("an amount");
    (amount, row.get(1).and_then(|count| count.parse().ok()).unwrap_or(0))
}

/// What was charged in all.
pub(crate) fn charged_in_all(printed: &str) -> i64 {
    let row = printed.lines().find_map(|line| line.trim().strip_prefix("charged in all"));
    row.map_or(0, |amount| amount.trim().parse().expect("an amount"))
}
