//! Who may depend on whom. The table is the one in docs/ARCHITECTURE.md.

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package};
use std::collections::{BTreeMap, BTreeSet};

/// Normal dependencies between our packages, names without `xinggen-`; `*` is every one.
const ALLOWED: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("application", &["domain"]),
    ("testkit", &["application", "domain"]),
    ("migrations", &[]),
    ("database", &["domain", "migrations"]),
    ("storage", &["domain"]),
    ("security", &["domain"]),
    ("animatic", &["domain"]),
    ("media", &["domain"]),
    ("outbound", &[]),
    ("local", &["domain"]),
    ("notify", &["domain", "outbound"]),
    ("ai", &["domain", "outbound"]),
    ("api", &["application", "domain"]),
    ("worker", &["application", "domain"]),
    ("server", &["*"]),
    ("tests", &[]),
];

/// All that the domain may stand on: values and macros, no I/O, no framework.
const DOMAIN: &[&str] = &["async-trait", "bytes", "chrono", "sha2", "thiserror", "uuid"];
/// What the use cases may stand on beyond that.
const APPLICATION: &[&str] = &["async-lock", "imagesize", "infer", "tracing"];

/// Who may hold an HTTP client: the guarded one, the server for calls of its own API, and these tests.
const HTTP_CLIENTS: &[&str] = &["xinggen-outbound", "xinggen-server", "xinggen-tests"];

fn metadata() -> Metadata {
    MetadataCommand::new().manifest_path("../Cargo.toml").no_deps().exec().expect("cargo metadata")
}

fn normal(package: &Package) -> impl Iterator<Item = &str> {
    let normal = package.dependencies.iter().filter(|dependency| dependency.kind == DependencyKind::Normal);
    normal.map(|dependency| dependency.name.as_str())
}

fn ours(package: &Package) -> Vec<&str> {
    normal(package).filter_map(|name| name.strip_prefix("xinggen-")).collect()
}

#[test]
fn packages_depend_only_on_whom_they_may() {
    let allowed: BTreeMap<_, _> = ALLOWED.iter().copied().collect();
    let mut seen = BTreeSet::new();
    for package in &metadata().packages {
        let name = package.name.strip_prefix("xinggen-").expect("every package is named xinggen-…");
        let may = allowed.get(name).unwrap_or_else(|| panic!("{name} is not in the table"));
        for other in ours(package) {
            assert!(may.contains(&"*") || may.contains(&other), "{name} must not depend on {other}");
            assert_ne!(other, "testkit", "{name} may name testkit as a dev-dependency only");
        }
        seen.insert(name.to_owned());
    }
    let listed: BTreeSet<String> = allowed.keys().map(|name| (*name).to_owned()).collect();
    assert_eq!(seen, listed, "the table names packages that are not there");
}

#[test]
fn addresses_outside_are_called_by_the_guarded_client_alone() {
    for package in &metadata().packages {
        let name = package.name.as_str();
        let calls = normal(package).any(|dependency| dependency == "reqwest");
        assert!(!calls || HTTP_CLIENTS.contains(&name), "{name} must call addresses through outbound");
    }
}

#[test]
fn the_domain_and_the_use_cases_stand_on_values_only() {
    let metadata = metadata();
    let check = |name: &str, lists: &[&[&str]]| {
        let package = metadata.packages.iter().find(|package| package.name.as_str() == name).expect("there");
        for dependency in normal(package).filter(|dependency| !dependency.starts_with("xinggen-")) {
            let allowed = lists.iter().any(|list| list.contains(&dependency));
            assert!(allowed, "{name} must not depend on {dependency}");
        }
    };
    check("xinggen-domain", &[DOMAIN]);
    check("xinggen-application", &[DOMAIN, APPLICATION]);
}
