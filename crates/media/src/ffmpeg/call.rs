//! One run of one program: arguments in, log and output out, nothing left behind when it is dropped.

use super::{
    Ffmpeg,
    failure::{ended_badly, not_started, unknown},
    progress::frames_in,
};
use std::{
    collections::VecDeque,
    ffi::{OsStr, OsString},
    fs::File,
    io,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, BufReader},
    process::{Child, ChildStdin, Command},
    time::timeout,
};
use xinggen_domain::error::{VendorError, VendorErrorClass};

/// Writes what the program reads; runs on a thread that may block.
pub(crate) type Feed = Box<dyn FnOnce(File) -> io::Result<()> + Send>;

/// As many of the last lines of the log as are kept, and as many bytes of each.
const KEPT_LINES: usize = 60;
const KEPT_BYTES: u64 = 4 << 10;

/// How long a program may run: a long episode on a slow machine takes some minutes.
const LONGEST: Duration = Duration::from_secs(30 * 60);
/// The most bytes of output, where a call does not say how many it expects.
const OUTPUT_BYTES: usize = 1 << 20;
/// The largest block of memory that a program may ask for at once; a frame of 8192 by 8192 pixels fits.
const LARGEST_BLOCK: &str = "-max_alloc 536870912";
/// What an input may name: files, and what we feed. Playlists in disguise could name addresses otherwise.
const INPUTS: &str = "-protocol_whitelist file,pipe";

/// What a program left.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// What it wrote to its output, unless that was progress.
    pub(crate) output: Vec<u8>,
    /// How many frames it made, as its last progress said.
    pub(crate) frames: u32,
    /// The end of its log.
    pub(crate) log: String,
}

/// A run of ffmpeg that is being put together.
pub(crate) struct Call<'a> {
    program: &'a Path,
    arguments: Vec<OsString>,
    folder: Option<PathBuf>,
    feed: Option<Feed>,
    on_frames: Option<&'a (dyn Fn(u32) + Send + Sync)>,
    longest: Duration,
    output_bytes: usize,
}

impl Ffmpeg {
    /// A run of ffmpeg that logs from `level` on.
    pub(crate) fn call(&self, level: &str) -> Call<'_> {
        Call::new(&self.ffmpeg).words(&format!("-hide_banner -nostats -loglevel {level} -y {LARGEST_BLOCK}"))
    }

    /// A run of ffprobe.
    pub(crate) fn probing(&self) -> Call<'_> {
        Call::new(&self.ffprobe).words(&format!("-hide_banner -loglevel error {LARGEST_BLOCK}"))
    }
}

impl<'a> Call<'a> {
    pub(super) fn new(program: &'a Path) -> Self {
        Self {
            program,
            arguments: Vec::new(),
            folder: None,
            feed: None,
            on_frames: None,
            longest: LONGEST,
            output_bytes: OUTPUT_BYTES,
        }
    }

    /// Adds arguments that hold no blanks.
    pub(crate) fn words(mut self, words: &str) -> Self {
        self.arguments.extend(words.split_ascii_whitespace().map(OsString::from));
        self
    }

    /// Adds one argument as it is.
    pub(crate) fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.arguments.push(argument.as_ref().to_owned());
        self
    }

    /// Adds an option and its value.
    pub(crate) fn option(self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.arg(name).arg(value)
    }

    /// Adds a file to read or write, whatever its name looks like.
    pub(crate) fn file(self, path: &Path) -> Self {
        let mut argument = OsString::from("file:");
        argument.push(path);
        self.arg(argument)
    }

    /// Adds a file to read.
    pub(crate) fn input(self, path: &Path) -> Self {
        self.words(INPUTS).arg("-i").file(path)
    }

    /// Gives it so long.
    pub(crate) fn lasting(mut self, longest: Duration) -> Self {
        self.longest = longest;
        self
    }

    /// Takes so many bytes of output, instead of few.
    pub(crate) fn output_of(mut self, bytes: usize) -> Self {
        self.output_bytes = bytes;
        self
    }

    /// Runs in a folder, so that filters can name files in it without escapes.
    pub(crate) fn within(mut self, folder: &Path) -> Self {
        self.folder = Some(folder.to_owned());
        self
    }

    /// Lets it read from `feed`.
    pub(crate) fn fed(mut self, feed: Feed) -> Self {
        self.feed = Some(feed);
        self
    }

    /// Follows its progress; the number of frames so far is told every half second.
    pub(crate) fn followed(mut self, on_frames: &'a (dyn Fn(u32) + Send + Sync)) -> Self {
        self.on_frames = Some(on_frames);
        self.words("-progress pipe:1")
    }

    /// Runs it to its end; dropping the future kills it, and so does time running out.
    pub(crate) async fn run(self) -> Result<Outcome, VendorError> {
        let (longest, program) = (self.longest, self.program);
        timeout(longest, self.finish()).await.unwrap_or_else(|_| {
            let name = program.file_name().unwrap_or(program.as_os_str()).display();
            let message = format!("{name} was stopped after {} s", longest.as_secs());
            Err(VendorError::new(VendorErrorClass::Timeout, message))
        })
    }

    async fn finish(self) -> Result<Outcome, VendorError> {
        tracing::debug!(program = ?self.program, arguments = ?self.arguments, "starting");
        let mut child = self.spawn()?;
        let (input, output, errors) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let followed = async {
            match (output, self.on_frames) {
                (Some(output), Some(on_frames)) => {
                    follow(output, on_frames).await.map(|frames| (vec![], frames))
                }
                (Some(output), None) => collect(output, self.output_bytes).await.map(|output| (output, 0)),
                (None, _) => Ok((vec![], 0)),
            }
        };
        let log = async {
            match errors {
                Some(errors) => tail(errors).await,
                None => Ok(String::new()),
            }
        };
        let (fed, followed, log) = tokio::join!(feed(self.feed, input), followed, log);
        let status = child.wait().await.map_err(lost)?;
        let log = log.map_err(lost)?;
        if !status.success() {
            return Err(ended_badly(self.program, status, &log));
        }
        fed?;
        let (output, frames) = followed.map_err(lost)?;
        Ok(Outcome { output, frames, log })
    }

    fn spawn(&self) -> Result<Child, VendorError> {
        let mut command = Command::new(self.program);
        command
            .args(&self.arguments)
            .stdin(if self.feed.is_some() { Stdio::piped() } else { Stdio::null() })
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        if let Some(folder) = &self.folder {
            command.current_dir(folder);
        }
        command.spawn().map_err(|error| not_started(self.program, error))
    }
}

fn lost(error: io::Error) -> VendorError {
    unknown(format!("the connection to a program was lost: {error}"))
}

/// Writes on a thread of its own. A program that has read enough closes its end; that is no failure.
async fn feed(feed: Option<Feed>, input: Option<ChildStdin>) -> Result<(), VendorError> {
    let (Some(feed), Some(input)) = (feed, input) else {
        return Ok(());
    };
    let input = File::from(input.into_owned_fd().map_err(lost)?);
    match tokio::task::spawn_blocking(move || feed(input)).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Ok(Err(error)) => Err(lost(error)),
        Err(error) => Err(unknown(format!("drawing stopped: {error}"))),
    }
}

async fn follow(output: impl AsyncRead + Unpin, on_frames: &(dyn Fn(u32) + Send + Sync)) -> io::Result<u32> {
    let mut lines = BufReader::new(output).lines();
    let mut frames = 0;
    while let Some(line) = lines.next_line().await? {
        if let Some(made) = frames_in(&line) {
            frames = made;
            on_frames(frames);
        }
    }
    Ok(frames)
}

/// Everything, if it is not more than that.
async fn collect(output: impl AsyncRead + Unpin, most: usize) -> io::Result<Vec<u8>> {
    let mut all = Vec::new();
    output.take(most as u64 + 1).read_to_end(&mut all).await?;
    if all.len() > most {
        return Err(io::Error::other(format!("it gave more than {most} bytes")));
    }
    Ok(all)
}

async fn tail(errors: impl AsyncRead + Unpin) -> io::Result<String> {
    let mut reader = BufReader::new(errors);
    let mut kept = VecDeque::with_capacity(KEPT_LINES);
    let mut line = Vec::new();
    while (&mut reader).take(KEPT_BYTES).read_until(b'\n', &mut line).await? > 0 {
        if kept.len() == KEPT_LINES {
            kept.pop_front();
        }
        kept.push_back(String::from_utf8_lossy(&line).into_owned());
        line.clear();
    }
    Ok(kept.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(program: &'static str) -> Call<'static> {
        Call::new(Path::new(program))
    }

    #[tokio::test]
    async fn a_program_that_hangs_is_stopped() {
        let hung = call("sleep").words("600").lasting(Duration::from_millis(50)).run().await;
        assert_eq!(hung.expect_err("it sleeps").class, VendorErrorClass::Timeout);
    }

    #[tokio::test]
    async fn output_without_end_is_given_up() {
        let endless = call("yes").output_of(1_000).run().await;
        assert!(endless.is_err());
        let little = call("echo").arg("x".repeat(998)).output_of(999).run().await.expect("it ends");
        assert_eq!(little.output.len(), 999);
        assert!(call("echo").arg("x".repeat(999)).output_of(999).run().await.is_err());
    }

    #[tokio::test]
    async fn a_log_of_one_endless_line_is_kept_in_part() {
        let log = tail(&b"x".repeat(1 << 20)[..]).await.expect("read");
        assert_eq!(log.len(), KEPT_LINES * KEPT_BYTES as usize);
        assert_eq!(tail(&b"one\ntwo"[..]).await.expect("read"), "one\ntwo");
    }

    #[test]
    fn inputs_are_files_and_nothing_that_they_name_elsewhere() {
        let ffmpeg = Ffmpeg::default();
        for call in [ffmpeg.call("error").input(Path::new("/x")), ffmpeg.probing().input(Path::new("/x"))] {
            let words: Vec<_> = call.arguments.iter().filter_map(|word| word.to_str()).collect();
            let text = words.join(" ");
            assert!(text.ends_with("-protocol_whitelist file,pipe -i file:/x"), "{text}");
            assert!(text.contains("-max_alloc"), "{text}");
        }
    }
}
