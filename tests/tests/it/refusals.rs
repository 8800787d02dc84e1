//! Bad input gets one clear line that says what to do, a non-zero exit, and nothing is written.

use crate::{binary::Desk, stories::TEAHOUSE};
use std::{fs, process::Output};

fn refused(desk: &Desk, arguments: &[&str], because: &str) {
    let Output { status, stderr, stdout } = desk.run(arguments);
    let said = String::from_utf8(stderr).expect("UTF-8");
    assert!(!status.success(), "{arguments:?} succeeded");
    assert_eq!(said.trim().lines().count(), 1, "not one line: {said}");
    assert!(said.contains(because), "{said:?} does not say {because:?}");
    assert!(stdout.is_empty(), "{}", String::from_utf8_lossy(&stdout));
    assert!(!desk.path("out.mp4").exists());
}

const PRODUCE: [&str; 4] = ["produce", "story.txt", "--out", "out.mp4"];

#[test]
fn stories_that_are_none() {
    let desk = Desk::new("");
    refused(&desk, &PRODUCE, "is empty");
    desk.write_story("太短了。");
    refused(&desk, &PRODUCE, "it must have 200 to 20000");
    desk.write_story(&"很长的故事。".repeat(4000));
    refused(&desk, &PRODUCE, "it must have 200 to 20000");
    fs::write(desk.path("story.txt"), [0x89, b'P', b'N', b'G', 0, 0, 1, 2].repeat(100)).expect("a file");
    refused(&desk, &PRODUCE, "not a text file");
    fs::write(desk.path("story.txt"), vec![b'x'; 2 << 20]).expect("a file");
    refused(&desk, &PRODUCE, "too large");
    refused(&desk, &["produce", "nowhere.txt", "--out", "out.mp4"], "cannot be read");
    refused(&desk, &["produce", ".", "--out", "out.mp4"], "is a folder");
}

#[test]
fn outputs_that_cannot_be_written() {
    let desk = Desk::new(TEAHOUSE);
    fs::write(desk.path("file"), b"").expect("a file");
    refused(&desk, &["produce", "story.txt", "--out", "file/out.mp4"], "choose another place with --out");
    refused(&desk, &["produce", "story.txt", "--out", "out.avi"], "must name a file that ends in .mp4");
    let several = ["produce", "story.txt", "--out", "out.mp4", "--episodes", "all"];
    refused(&desk, &several, "several episodes go into a folder");
    assert!(!desk.path("data").exists(), "a refusal left a data folder behind");
}

#[test]
fn programs_that_are_missing() {
    let desk = Desk::new(TEAHOUSE);
    for (key, program) in
        [("XINGGEN__PROGRAMS__FFMPEG", "ffmpeg"), ("XINGGEN__PROGRAMS__ESPEAK", "espeak-ng")]
    {
        let output = desk.command(&PRODUCE).env(key, format!("/nowhere/{program}")).output().expect("starts");
        let said = String::from_utf8(output.stderr).expect("UTF-8");
        assert!(!output.status.success());
        assert_eq!(said.trim().lines().count(), 1, "not one line: {said}");
        assert!(said.contains(program) && said.contains("make setup"), "{said}");
    }
}

#[test]
fn settings_that_are_wrong_are_all_told_at_once() {
    let desk = Desk::new(TEAHOUSE);
    let mut command = desk.command(&["config", "check"]);
    command.env("XINGGEN__DATABASE__URL", "mysql://x").env("XINGGEN__PROGRAMS__FFMPEG", " ");
    let said = String::from_utf8(command.output().expect("starts").stderr).expect("UTF-8");
    assert!(said.contains("database.url") && said.contains("programs.ffmpeg"), "{said}");
}

#[test]
fn secrets_are_taken_as_they_are_and_never_shown() {
    let desk = Desk::new(TEAHOUSE);
    fs::write(desk.path("login"), "postgres://a:314159@db/x\n").expect("a file");
    let mut command = desk.command(&["config", "check"]);
    command.env("XINGGEN__MAIL__PASSWORD", "271828").env("XINGGEN__DATABASE__URL_FILE", "login");
    command.env("XINGGEN__SMS__ACCESS_KEY_SECRET", "[161803]").env("XINGGEN__WORKER__SLOTS", "3");
    let Output { status, stdout, stderr } = command.output().expect("starts");
    let shown = String::from_utf8(stdout).expect("UTF-8");
    assert!(status.success(), "{}", String::from_utf8_lossy(&stderr));
    assert!(shown.contains("postgres://a:***@db/x") && shown.contains("\"slots\": 3"), "{shown}");
    assert_eq!(shown.matches("\"***\"").count(), 2, "{shown}");
    for secret in ["314159", "271828", "161803"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

#[test]
fn a_data_folder_in_use_is_refused() {
    let desk = Desk::new(TEAHOUSE);
    fs::create_dir(desk.path("data")).expect("a folder");
    let lock = fs::File::create(desk.path("data/lock")).expect("a file");
    lock.lock().expect("the lock");
    refused(&desk, &PRODUCE, "is in use by another xinggen");
}
