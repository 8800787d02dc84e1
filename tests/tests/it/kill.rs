//! A production that is killed or interrupted: it goes on from what is done, and nothing is charged twice.

use crate::{
    binary::{Desk, charged_in_all},
    media,
    stories::{ENCOUNTER, FAREWELL},
};
use std::{
    io::{BufRead as _, BufReader},
    process::{Child, Command},
    thread::sleep,
    time::Duration,
};

const PRODUCE: [&str; 4] = ["produce", "story.txt", "--out", "out.mp4"];

/// Moments that differ from kill to kill without being the same fractions of a second; the same in every run of
/// the test, so that a failure can be looked at.
fn moments() -> impl Iterator<Item = Duration> {
    let mut seed: u64 = 0x9e37_79b9_7f4a_7c15;
    std::iter::from_fn(move || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        Some(Duration::from_millis(150 + (seed >> 33) % 2_500))
    })
}

fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill").args([name, &child.id().to_string()]).status().expect("kill");
    assert!(sent.success());
}

#[test]
fn killed_at_ten_moments_it_ends_with_one_video_and_no_double_charge() {
    let clean = Desk::new(FAREWELL);
    let expected = charged_in_all(&clean.produce(&[]));

    let desk = Desk::new(FAREWELL);
    for moment in moments().take(10) {
        let mut child = desk.start(&PRODUCE);
        sleep(moment);
        let _ = child.kill();
        let _ = child.wait();
        desk.check_ledger();
    }
    go_on(&desk);
    desk.check_ledger();
    assert_eq!(spent(&desk), expected, "killing changed what was charged");
    assert!((media::duration(&desk.path("out.mp4")) - media::duration(&clean.path("out.mp4"))).abs() < 0.01);
    let scratch = std::fs::read_dir(desk.path("data/scratch")).map_or(0, Iterator::count);
    assert_eq!(scratch, 0, "dead processes left their working files");
}

/// Produces to the end. A job that was computed at three of the moments is given up, by rule, and the production fails
/// with it; running the command again starts it over.
fn go_on(desk: &Desk) {
    let output = desk.run(&PRODUCE);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    if !output.status.success() {
        assert!(said.contains("服务器三次意外中止"), "{said}");
        desk.check_ledger();
        desk.produce(&[]);
    }
}

/// What the account has spent in all its life: everything that was topped up, less what is left.
fn spent(desk: &Desk) -> i64 {
    let output = desk.run(&["ledger", "statement"]);
    let printed = String::from_utf8(output.stdout).expect("UTF-8");
    charged_in_all(&printed)
}

#[test]
fn interrupted_it_gives_the_holds_back_and_can_go_on() {
    let desk = Desk::new(ENCOUNTER);
    let mut child = desk.start(&PRODUCE);
    let mut lines = BufReader::new(child.stderr.take().expect("an output")).lines().map_while(Result::ok);
    let busy = ["speaking lines", "drawing pictures", "filming clips"];
    let until_busy = lines.by_ref().find(|line| busy.iter().any(|doing| line.contains(doing)));
    until_busy.expect("it is in the middle of its work");
    signal(&child, "-INT");
    let said = lines.collect::<Vec<_>>().join("\n");
    let ended = child.wait().expect("it ends");
    assert_eq!(ended.code(), Some(130), "{said}");
    assert!(said.contains("given back"), "{said}");
    assert!(!desk.path("out.mp4").exists());
    desk.check_ledger();
    let statement = desk.run(&["ledger", "statement"]);
    assert!(String::from_utf8_lossy(&statement.stdout).contains(" 0 held"), "holds are still open");
    desk.produce(&[]);
    desk.check_ledger();
}
