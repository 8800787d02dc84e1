//! The problem codes that operations name: what the handlers take decides about some of them.

use super::walk::{Operation, document, fail_on, members, operations};
use serde_json::Value;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

const ROUTES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/routes");

/// The codes that an operation names.
fn codes(operation: &Operation) -> BTreeSet<&'static str> {
    let problems =
        operation.responses().map(|(_, response)| &response["content"]["application/problem+json"]);
    problems.flat_map(|problem| members(&problem["examples"])).map(|(code, _)| code.as_str()).collect()
}

/// The parameters of each handler, as the source has them, by its name.
fn handlers(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path: PathBuf = entry.expect("an entry").path();
        if path.is_dir() {
            handlers(&path, found);
            continue;
        }
        let text = fs::read_to_string(&path).expect("a source file");
        for rest in text.split("async fn ").skip(1) {
            let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            found.push((name, rest.split(") ->").next().unwrap_or_default().to_owned()));
        }
    }
}

#[test]
fn extractors_decide_about_what_they_refuse() {
    let mut found = Vec::new();
    handlers(Path::new(ROUTES), &mut found);
    let mut wrong = Vec::new();
    for operation in operations().iter().filter(|one| one.path.starts_with("/api/v1/")) {
        let parameters = found.iter().find(|(name, _)| name == operation.id());
        let (_, parameters) = parameters.unwrap_or_else(|| panic!("no handler of {}", operation.id()));
        let takes = |types: &[&str]| {
            let words: Vec<&str> = parameters.split(|c: char| !c.is_alphanumeric()).collect();
            types.iter().any(|name| words.contains(name))
        };
        let named = codes(operation);
        for (code, types) in [
            ("step_up_required", ["SteppedUp", "ActingAdmin"].as_slice()),
            ("forbidden", &["Admin", "ActingAdmin"]),
            ("idempotency_key_missing", &["Costly"]),
            ("malformed_json", &["Body", "Costly"]),
        ] {
            if takes(types) != named.contains(code) {
                wrong.push(format!("{}: {code} is named: {}", operation.id(), named.contains(code)));
            }
        }
    }
    fail_on("codes that do not follow from what the handler takes", &wrong);
}

/// A code that no operation names is one that nobody is told of, or one that is never answered.
#[test]
fn every_code_is_named_somewhere() {
    // These are answered where there is no operation: by unknown paths and by heads that cannot be read.
    let nowhere = ["unknown_path", "method_not_allowed", "head_too_large"];
    let named: BTreeSet<&str> = operations().iter().flat_map(codes).collect();
    let source = include_str!("../../../src/problem/codes.rs");
    let all = source.lines().filter_map(|line| line.trim().strip_suffix('{')?.split('"').nth(1));
    let all: Vec<&str> = all.collect();
    assert!(all.len() > 50, "only {} codes found", all.len());
    let unnamed: Vec<String> = all
        .into_iter()
        .filter(|code| !named.contains(code) && !nowhere.contains(code))
        .map(str::to_owned)
        .collect();
    fail_on("codes that no operation names", &unnamed);
}

#[test]
fn each_code_has_an_example_of_its_own_status() {
    let examples = &document()["components"]["examples"];
    let mut wrong = Vec::new();
    for operation in operations() {
        for (status, response) in operation.responses() {
            for (code, _) in members(&response["content"]["application/problem+json"]["examples"]) {
                let problem: &Value = &examples[code]["value"];
                if problem["code"] != *code || problem["status"] != status {
                    wrong.push(format!("{} {status}: {problem}", operation.id()));
                }
            }
        }
    }
    fail_on("codes with examples of another status", &wrong);
}
