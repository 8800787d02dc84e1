//! No circles of imports: a folder that takes from another is above it, and so is a file. The lists here tell what is
//! still otherwise; they only get shorter.

use crate::imports::{Graph, of_crate};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// Imports between the folders of `application` that run against the order of the others. An entry leaves when nothing
/// forms a circle by it any more.
const AGAINST_THE_ORDER: &[(&str, &str)] =
    &[("accounts", "dramas"), ("engines", "jobs"), ("jobs", "productions"), ("wording", "jobs")];

/// Circles between the files of a crate. When one is opened or gets smaller, its entry must follow.
const CIRCLES: &[(&str, &[&str])] = &[
    ("animatic", &["frames/canvas", "frames/tone"]),
    ("animatic", &["frames/figure/body", "frames/figure/garment"]),
    ("animatic", &["frames/figure/face", "frames/figure/hair", "frames/figure/head"]),
    ("animatic", &["text/language", "text/sentence"]),
    (
        "animatic",
        &[
            "text/prose/english/attribution",
            "text/prose/english/hints",
            "text/prose/english/introductions",
            "text/prose/english/names",
            "text/prose/english/subject",
        ],
    ),
    ("api", &["app", "frame", "openapi", "problem/render", "swagger"]),
    ("api", &["problem", "problem/rule", "wording/rules"]),
    ("application", &["assets/sniff", "assets/upload"]),
    ("database", &["connect", "database"]),
    ("security", &["access_keys", "keys", "master_keys", "secret_file", "watched"]),
    ("server", &["cli/produce", "produce"]),
    (
        "testkit",
        &[
            "memory/ai_configs",
            "memory/assets",
            "memory/audit_log",
            "memory/characters",
            "memory/credits",
            "memory/cuts",
            "memory/dramas",
            "memory/episodes",
            "memory/erasure",
            "memory/events",
            "memory/jobs",
            "memory/memberships",
            "memory/productions",
            "memory/profile",
            "memory/props",
            "memory/quotes",
            "memory/redemptions",
            "memory/requests",
            "memory/scenes",
            "memory/scripts",
            "memory/second_factors",
            "memory/sessions",
            "memory/shots",
            "memory/spending",
            "memory/store",
            "memory/takes",
            "memory/tx",
        ],
    ),
];

fn imports(name: &str) -> Graph {
    of_crate(&Path::new("../crates").join(name).join("src"))
}

#[test]
fn the_folders_of_the_domain_form_no_circle() {
    let folders = imports("domain").folders();
    let circles: Vec<String> = folders.circles().iter().map(|circle| folders.tell(circle)).collect();
    assert!(circles.is_empty(), "a circle of folders:\n{}", circles.join("\n\n"));
}

#[test]
fn the_folders_of_the_use_cases_form_no_circle_but_by_what_is_listed() {
    let folders = imports("application").folders();
    let without = |skipped: Option<usize>| {
        let listed = AGAINST_THE_ORDER.iter().enumerate().filter(|(at, _)| Some(*at) != skipped);
        listed.fold(folders.clone(), |graph, (_, (from, to))| graph.without(from, to))
    };
    let rest = without(None);
    let circles: Vec<String> = rest.circles().iter().map(|circle| rest.tell(circle)).collect();
    assert!(circles.is_empty(), "a circle of folders:\n{}", circles.join("\n\n"));
    for (at, arrow) in AGAINST_THE_ORDER.iter().enumerate() {
        assert!(
            !without(Some(at)).circles().is_empty(),
            "{arrow:?} forms no circle any more: take it off the list"
        );
    }
}

#[test]
fn files_form_no_circle_but_those_that_are_listed() {
    let mut found: BTreeMap<String, Vec<BTreeSet<String>>> = BTreeMap::new();
    let mut faults = Vec::new();
    for entry in fs::read_dir("../crates").expect("the crates").map(|entry| entry.expect("an entry")) {
        let name = entry.file_name().into_string().expect("a name");
        let graph = imports(&name);
        for circle in graph.circles() {
            let listed = CIRCLES.iter().any(|(of, files)| *of == name && same(files, &circle));
            if !listed {
                let entry: Vec<&String> = circle.iter().collect();
                faults.push(format!(
                    "{name} has a circle that is not listed, {entry:?}:\n{}",
                    graph.tell(&circle)
                ));
            }
            found.entry(name.clone()).or_default().push(circle);
        }
    }
    for (name, files) in CIRCLES {
        let there = found.get(*name).is_some_and(|circles| circles.iter().any(|circle| same(files, circle)));
        if !there {
            faults.push(format!(
                "{name} has no circle {files:?} any more: take it off the list, or shorten it"
            ));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

fn same(files: &[&str], circle: &BTreeSet<String>) -> bool {
    circle.iter().map(String::as_str).eq(files.iter().copied())
}
