//! `serve --sample`, which `make run` starts: what a newcomer sees first.

use crate::{media, site::Site, stories::ENCOUNTER};
use std::{fs, path::Path, process::Output};

/// Makes the sample and stops.
fn sample(site: &Site) -> Output {
    let story = site.desk.path("雪夜 相遇.txt");
    fs::write(&story, ENCOUNTER).expect("written");
    let story = story.to_str().expect("UTF-8");
    let arguments =
        ["serve", "--bind", "127.0.0.1:0", "--sample", story, "--out", "films/first.mp4", "--once"];
    site.command(&arguments).output().expect("the binary starts")
}

fn told<'a>(said: &'a str, what: &str) -> &'a str {
    said.lines()
        .find_map(|line| line.strip_prefix(what))
        .unwrap_or_else(|| panic!("no {what} in {said}"))
        .trim()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sample_names_a_file_that_plays_and_a_second_start_tells_how_to_sign_in() {
    let site = Site::embedded(&[("XINGGEN__ACCOUNTS__SIGNUP_CREDITS", "200")]);
    let first = sample(&site);
    let said = String::from_utf8_lossy(&first.stdout);
    assert!(first.status.success(), "{said}{}", String::from_utf8_lossy(&first.stderr));
    let file = Path::new(told(&said, "video file"));
    assert!(file.is_absolute() && file.ends_with("films/first.mp4"), "{said}");
    assert!(media::duration(file) > 3.0);
    assert!(told(&said, "password").ends_with("(told only this once)"), "{said}");
    let by_hand = "SELECT count(*) FROM credit_transactions WHERE kind = 'ADJUST'";
    assert_eq!(site.number(by_hand).await, 0, "the sign-up credits pay for it");

    fs::remove_file(file).expect("there");
    let second = sample(&site);
    let said = String::from_utf8_lossy(&second.stdout);
    assert!(second.status.success(), "{said}{}", String::from_utf8_lossy(&second.stderr));
    assert!(media::duration(file) > 3.0, "it is written again");
    assert!(told(&said, "charged").starts_with("0 credits"), "{said}");
    let command = told(&said, "new password");
    assert!(command.contains(" user password demo@xinggen.local"), "{said}");
    let words: Vec<_> = command.split(' ').skip(1).collect();
    let set = site.command(&words).output().expect("the binary starts");
    assert!(set.status.success(), "{command}: {}", String::from_utf8_lossy(&set.stderr));
    site.check_ledger();
}
