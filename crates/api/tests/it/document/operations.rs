//! What every operation says of itself.

use super::walk::{Operation, document, fail_on, members, operations, resolve};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What operations begin with. A new word is fine; a synonym of one that is there is not.
const VERBS: &[&str] = &[
    "approve", "bind", "cancel", "check", "confirm", "create", "delete", "end", "erase", "get", "grant",
    "list", "merge", "move", "pause", "read", "redeem", "refresh", "refund", "register", "reorder", "reset",
    "restore", "resume", "retry", "revoke", "select", "split", "stream", "unbind", "update", "upload",
];
/// What can be called by somebody who is not signed in. The stream takes a ticket and a file's bytes a signature in
/// the place of a token.
const PUBLIC: &[&str] = &[
    "check_asset_content",
    "check_health",
    "check_readiness",
    "create_code",
    "create_session",
    "create_session_by_code",
    "get_token_keys",
    "get_voice_sample",
    "read_asset_content",
    "read_metrics",
    "refresh_session",
    "register_account",
    "reset_password",
    "stream_events",
];
const PROBLEM: &str = "application/problem+json";

fn faults(rule: impl Fn(&Operation) -> Option<String>) -> Vec<String> {
    let told = |one: &Operation| rule(one).map(|fault| format!("{} {}: {fault}", one.method, one.path));
    operations().iter().filter_map(told).collect()
}

fn in_prefix(operation: &Operation) -> bool {
    operation.path.starts_with("/api/v1/")
}

#[test]
fn each_has_a_name_of_its_own_of_verb_and_noun() {
    let mut names = BTreeMap::<&str, usize>::new();
    operations().iter().for_each(|one| *names.entry(one.id()).or_default() += 1);
    let wrong = faults(|one| {
        let (verb, noun) = one.id().split_once('_').unwrap_or_default();
        let spelled = !noun.is_empty() && noun.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        let fits = spelled && VERBS.contains(&verb) && names[one.id()] == 1;
        (!fits).then(|| format!("{:?}", one.id()))
    });
    fail_on("operation ids that are not verb_noun, or not unique", &wrong);
}

#[test]
fn each_has_a_summary_and_one_known_tag() {
    let known: BTreeSet<&str> =
        document()["tags"].as_array().into_iter().flatten().filter_map(|tag| tag["name"].as_str()).collect();
    assert!(!known.is_empty(), "the document lists no tags");
    let wrong = faults(|one| {
        let summary = one.said["summary"].as_str().unwrap_or_default();
        let tags: Vec<&str> =
            one.said["tags"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let fits = !summary.is_empty() && matches!(tags.as_slice(), [tag] if known.contains(tag));
        (!fits).then(|| format!("summary {summary:?}, tags {tags:?}"))
    });
    fail_on("operations without summary or without exactly one known tag", &wrong);
}

#[test]
fn each_asks_for_a_token_unless_it_is_listed_as_public() {
    assert_eq!(document()["security"], serde_json::json!([{ "bearer": [] }]));
    let wrong = faults(|one| {
        let listed = PUBLIC.contains(&one.id());
        (one.is_public() != listed).then(|| format!("public: {}, listed: {listed}", one.is_public()))
    });
    fail_on("operations that are public and not listed, or the other way round", &wrong);
    let known: BTreeSet<&str> = operations().iter().map(Operation::id).collect();
    let gone: Vec<String> =
        PUBLIC.iter().filter(|id| !known.contains(*id)).map(|id| (*id).to_owned()).collect();
    fail_on("public operations that are not there", &gone);
}

#[test]
fn each_declares_the_parameters_of_its_path_and_tells_what_all_are() {
    let wrong = faults(|one| {
        let in_path: BTreeSet<&str> =
            one.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).collect();
        let declared: BTreeSet<&str> = one
            .parameters()
            .iter()
            .filter(|parameter| parameter["in"] == "path" && parameter["required"] == true)
            .filter_map(|parameter| parameter["name"].as_str())
            .collect();
        let untold: Vec<&Value> = one
            .parameters()
            .iter()
            .filter(|parameter| parameter["description"].as_str().unwrap_or_default().is_empty())
            .map(|parameter| &parameter["name"])
            .collect();
        (in_path != declared || !untold.is_empty())
            .then(|| format!("declared {declared:?}, without description {untold:?}"))
    });
    fail_on("parameters that are not declared or not described", &wrong);
}

#[test]
fn each_tells_the_problems_that_follow_from_what_it_takes() {
    let wrong = faults(|one| {
        let there: BTreeSet<u16> = one.responses().map(|(status, _)| status).collect();
        let mut expected = BTreeSet::new();
        if in_prefix(one) {
            expected.extend([400, 500, 503, 504]);
            if !one.is_public() {
                expected.extend([401, 403]);
            }
            expected.extend(one.path.contains('{').then_some(404));
            if !one.said["requestBody"].is_null() {
                expected.extend([400, 413, 415, 422]);
            }
            if one.parameters().iter().any(|parameter| parameter["name"] == "Idempotency-Key") {
                expected.extend([400, 409, 422]);
            }
            if one.parameters().iter().any(|parameter| parameter["name"] == "If-Match") {
                expected.insert(412);
            }
        }
        let missing: Vec<_> = expected.difference(&there).collect();
        (!missing.is_empty()).then(|| format!("{missing:?}"))
    });
    fail_on("operations that keep problems to themselves", &wrong);
}

#[test]
fn each_failure_is_a_problem() {
    let wrong = faults(|one| {
        let strange: Vec<u16> = one
            .responses()
            .filter(|(status, _)| in_prefix(one) && *status >= 400)
            .filter(|(_, response)| {
                response["content"][PROBLEM]["schema"]["$ref"] != "#/components/schemas/Problem"
            })
            .map(|(status, _)| status)
            .collect();
        (!strange.is_empty()).then(|| format!("{strange:?}"))
    });
    fail_on("failures that are not problems", &wrong);
}

#[test]
fn each_that_accepts_or_creates_tells_what_it_answers_with() {
    let wrong = faults(|one| {
        let (_, response) = one.responses().find(|(status, _)| (200..300).contains(status))?;
        let accepted = one.responses().any(|(status, _)| status == 202);
        let located = !response["headers"]["Location"].is_null();
        (response["description"].as_str().unwrap_or_default().is_empty() || (accepted && !located))
            .then(|| "no description, or 202 without Location".to_owned())
    });
    fail_on("answers that tell too little", &wrong);
    let silent = faults(|one| {
        let answers = one.responses().filter(|(status, _)| (200..300).contains(status)).count();
        (answers == 0).then(|| "no answer below 300".to_owned())
    });
    fail_on("operations that never succeed", &silent);
}

#[test]
fn each_list_is_a_page_of_named_things() {
    let wrong = faults(|one| {
        one.id().strip_prefix("list_")?;
        let (_, response) = one.responses().find(|(status, _)| *status == 200)?;
        let page = resolve(&response["content"]["application/json"]["schema"]);
        let items = &page["properties"]["items"];
        let named = items["type"] == "array" && items["items"]["$ref"].is_string();
        let names: BTreeSet<&String> = members(&page["properties"]).map(|(name, _)| name).collect();
        let fits = named && names.len() == 2 && page["properties"]["next_cursor"].is_object();
        (!fits).then(|| format!("{page}"))
    });
    fail_on("lists that are not pages", &wrong);
}
