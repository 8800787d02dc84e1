//! Running espeak-ng. Text goes in by standard input only, so nothing in it can be an option.

use super::{normalise::Segment, pinyin, roster::Timbre};
use std::{io::ErrorKind, process::Stdio, time::Duration};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    process::Command,
    time::timeout,
};
use xinggen_domain::{
    error::{VendorError, VendorErrorClass},
    script::Language,
};

/// The samples per second that the program gives.
pub(super) const RATE: u32 = 22_050;

/// The program's voice that reads pinyin. Its other Mandarin voice reads the tone digits aloud in English.
const MANDARIN: &str = "cmn-latn-pinyin";

/// Words a minute at which the narrator speaks, by the program's count.
const MANDARIN_SPEED: f64 = 190.0;
const ENGLISH_SPEED: f64 = 114.0;

/// No clause takes this long; the program hangs.
const LIMIT: Duration = Duration::from_secs(30);

/// The most bytes that the program may say for one segment: ten minutes.
const MOST_BYTES: u64 = 600 * RATE as u64 * 2;

/// How to get the program.
pub(super) const INSTALL: &str = "install the package espeak-ng (make setup)";

/// The program.
#[derive(Debug, Clone)]
pub(super) struct Espeak {
    pub(super) program: String,
}

impl Espeak {
    /// Speaks one segment; `ending` is the mark behind it. Samples are at [`RATE`], between −1 and 1.
    pub(super) async fn speak(
        &self,
        timbre: &Timbre,
        segment: &Segment,
        ending: char,
    ) -> Result<Vec<f32>, VendorError> {
        let (voice, speed, words) = match segment.language {
            Language::Chinese => (MANDARIN, MANDARIN_SPEED, pinyin::spell(&segment.text)),
            Language::English => (timbre.english, ENGLISH_SPEED, segment.text.clone()),
        };
        let mut command = Command::new(&self.program);
        command
            .args(["-v", &format!("{voice}+{}", timbre.variant)])
            .args(["-p", &timbre.pitch.to_string()])
            .args(["-s", &format!("{:.0}", speed * timbre.pace / timbre.throat)])
            .args(["-b", "1", "-z", "--stdin", "--stdout"]);
        self.run(command, &format!("{words}{ending}\n")).await
    }

    async fn run(&self, mut command: Command, words: &str) -> Result<Vec<f32>, VendorError> {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| self.cannot_start(error))?;
        let (mut input, mut output) = (child.stdin.take(), child.stdout.take());
        let write = async {
            if let Some(mut input) = input.take() {
                // A program that stops early closes the pipe; its exit code and output tell more than this write.
                let _ = input.write_all(words.as_bytes()).await;
            }
        };
        let listen = async {
            let mut spoken = Vec::new();
            if let Some(output) = output.take() {
                output.take(MOST_BYTES + 1).read_to_end(&mut spoken).await?;
            }
            Ok::<_, std::io::Error>(spoken)
        };
        let talk = async {
            let ((), spoken, ended) = tokio::join!(write, listen, child.wait_with_output());
            Ok((spoken?, ended?))
        };
        let (spoken, ended) = timeout(LIMIT, talk)
            .await
            .map_err(|_| {
                let message =
                    format!("{} did not finish within {} s; try again", self.program, LIMIT.as_secs());
                VendorError::new(VendorErrorClass::Timeout, message)
            })?
            .map_err(|error: std::io::Error| self.cannot_start(error))?;
        if spoken.len() as u64 > MOST_BYTES {
            let message = "a part of the line takes more than ten minutes to speak: shorten it";
            return Err(VendorError::new(VendorErrorClass::Invalid, message));
        }
        let said = String::from_utf8_lossy(&ended.stderr);
        if !ended.status.success() || said.contains("does not exist") {
            return Err(self.failed(said.lines().next().unwrap_or_default()));
        }
        super::wav::samples(&spoken).ok_or_else(|| self.failed("its output is not a WAV file"))
    }

    fn cannot_start(&self, error: std::io::Error) -> VendorError {
        let message = match error.kind() {
            ErrorKind::NotFound => format!("the speech program {} is missing: {INSTALL}", self.program),
            _ => format!("the speech program {} cannot be started: {INSTALL}", self.program),
        };
        VendorError::caused_by(VendorErrorClass::Environment, message, error)
    }

    fn failed(&self, reason: &str) -> VendorError {
        let message = format!("{} failed ({reason}): {INSTALL} and try again", self.program);
        VendorError::new(VendorErrorClass::Environment, message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_program_that_speaks_without_end_is_given_up() {
        let endless = Espeak { program: "yes".to_owned() };
        let error = endless.run(Command::new("yes"), "").await.expect_err("no end");
        assert_eq!(error.class, VendorErrorClass::Invalid);
    }
}
