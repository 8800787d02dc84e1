//! Clips, voices and cut against one hand-written command: an example of the media crate measures it, because both
//! halves are made of that crate's parts and material.

use crate::{
    Failure, built,
    report::{Goal, Row, doing},
};
use std::{
    io::{BufRead as _, BufReader},
    process::{Command, Stdio},
};
use tempfile::TempDir;

pub(crate) fn measure() -> Result<Vec<Row>, Failure> {
    let folder = TempDir::new()?;
    let mut example = Command::new(built("examples/cut_ratio")?)
        .arg(folder.path())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut ratio = None;
    for line in example.stdout.take().into_iter().flat_map(|out| BufReader::new(out).lines()) {
        let line = line?;
        doing(format_args!("cut: {line}"))?;
        let words: Vec<&str> = line.split_whitespace().collect();
        if let ["ratio", value] = words[..] {
            ratio = Some(value.parse()?);
        }
    }
    let status = example.wait()?;
    if !status.success() {
        return Err(format!("the example cut_ratio ended with {status}").into());
    }
    let ratio = ratio.ok_or("the example cut_ratio printed no ratio")?;
    Ok(vec![Row::judged(
        "clips, voices and cut of 12 shots, 60 s, against one ffmpeg command",
        ratio,
        "",
        Goal::AtMost(0.85),
    )])
}
