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
    ("notify", &["domain"]),
    ("ai", &["domain"]),
    ("api", &["application", "domain"]),
    ("worker", &["application", "domain"]),
    ("server", &["*"]),
    ("tests", &[]),
];

/// All that the domain may stand on: values and macros, no I/O, no framework.
const DOMAIN: &[&str] = &["async-trait", "bytes", "chrono", "sha2", "thiserror", "uuid"];
/// What the use cases may stand on beyond that.
const APPLICATION: &[&str] = &["async-lock", "imagesize", "infer", "tracing"];

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

/// Outside of the domain a production changes by its methods only. With its record in hand anything could be set, so only
/// stores, and what tests them, may name it.
#[test]
fn only_stores_take_a_production_apart() {
    let (mut named, mut places) = (0, Vec::new());
    for file in crate::tidy::sources() {
        let path = file.to_string_lossy().into_owned();
        // Migrations know nothing of the domain, and have rewriting of their own.
        let may = ["../crates/domain/", "../crates/database/", "../crates/testkit/", "../migrations/"];
        let text = std::fs::read_to_string(&file).expect("a source file");
        let takes_apart =
            ["ProductionRecord", "into_record", "rewrite("].iter().any(|word| text.contains(word));
        if may.iter().any(|folder| path.starts_with(folder)) {
            named += usize::from(takes_apart);
        } else if takes_apart && !path.ends_with("architecture.rs") {
            places.push(path);
        }
    }
    assert!(named >= 3, "the record has another name now");
    assert_eq!(places, Vec::<String>::new(), "these name the record of a production");
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
