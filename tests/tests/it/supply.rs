//! What we build on: whose it is, where it comes from, and that there is one of each.

use cargo_metadata::{Metadata, MetadataCommand, Package};
use std::{
    collections::{BTreeMap, BTreeSet},
    process::Command,
};

/// Licences that ask for no more than their own text beside ours.
const LICENCES: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "Unicode-3.0",
    "Zlib",
];

const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Crates of which there are several versions: how many, and who keeps the older ones. They go when those move on.
const SEVERAL: &[(&str, &[(&str, usize)])] = &[
    (
        "arrow 60, an option of sea-orm that is resolved and not built, is ahead of sqlx",
        &[("atoi", 2), ("num-bigint", 2)],
    ),
    ("sqlx 0.9, jsonwebtoken and pem are one release of base64 behind reqwest and lettre", &[("base64", 2)]),
    (
        "sqlx-core 0.9 is on the last generation of RustCrypto, and so are our digests; argon2 and chacha20poly1305 are on the next",
        &[("block-buffer", 2), ("cpufeatures", 2), ("crypto-common", 2), ("digest", 2), ("sha2", 2)],
    ),
    (
        "cosmic-text 0.19 is behind the swash that it uses",
        &[("font-types", 2), ("read-fonts", 2), ("skrifa", 2)],
    ),
    (
        "ring, ahash, metrics-util and rust_decimal are on earlier generations of rand",
        &[("getrandom", 3), ("rand", 3), ("rand_chacha", 2), ("rand_core", 3)],
    ),
    ("ordered-multimap, hashlink and metrics-util each keep an older map", &[("hashbrown", 3)]),
    ("macros of sea-orm and ouroboros are on heck 0.4", &[("heck", 2)]),
    ("actix-web 4 is on http 0.2, reqwest on http 1", &[("http", 2)]),
    ("png 0.18 is behind flate2", &[("miniz_oxide", 2)]),
    ("flume, of sqlx-sqlite, is behind crc-fast", &[("spin", 2)]),
    ("macros are moving from syn 2 to syn 3", &[("syn", 2)]),
    (
        "figment reads toml 0.8, proc-macro-crate edits 0.25",
        &[("toml_datetime", 2), ("toml_edit", 2), ("winnow", 2)],
    ),
    ("aws-lc-rs keeps an older untrusted than rustls-webpki", &[("untrusted", 2)]),
];

/// All that is resolved for this machine, from what the build has already fetched.
fn metadata() -> Metadata {
    let version = Command::new("rustc").arg("-vV").output().expect("rustc starts");
    let version = String::from_utf8(version.stdout).expect("UTF-8");
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).expect("a host");
    let options = ["--locked", "--offline", "--filter-platform", host].map(str::to_owned);
    MetadataCommand::new()
        .manifest_path("../Cargo.toml")
        .other_options(options)
        .exec()
        .expect("cargo metadata")
}

fn foreign(metadata: &Metadata) -> Vec<&Package> {
    let foreign: Vec<_> = metadata.packages.iter().filter(|package| package.source.is_some()).collect();
    assert!(foreign.len() > 300, "only {} packages found", foreign.len());
    foreign
}

/// Whether a licence expression can be met by licences that are allowed; an old `/` is an OR.
fn may_be_used(expression: &str, used: &mut BTreeSet<String>) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let mut words = spaced.split_whitespace().peekable();
    let met = any(&mut words, used);
    assert_eq!(words.next(), None, "{expression} is no licence expression");
    met
}

type Words<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

fn any(words: &mut Words<'_>, used: &mut BTreeSet<String>) -> bool {
    let mut met = all(words, used);
    while words.next_if_eq(&"OR").is_some() {
        met |= all(words, used);
    }
    met
}

fn all(words: &mut Words<'_>, used: &mut BTreeSet<String>) -> bool {
    let mut met = one(words, used);
    while words.next_if_eq(&"AND").is_some() {
        met &= one(words, used);
    }
    met
}

fn one(words: &mut Words<'_>, used: &mut BTreeSet<String>) -> bool {
    if words.next_if_eq(&"(").is_some() {
        let met = any(words, used);
        assert_eq!(words.next(), Some(")"));
        return met;
    }
    let licence = words.next().expect("a licence");
    if words.next_if_eq(&"WITH").is_some() {
        // An exception only ever allows more.
        words.next().expect("an exception");
    }
    used.insert(licence.to_owned());
    LICENCES.contains(&licence)
}

#[test]
fn licence_expressions_are_read_as_they_are_meant() {
    let met = |expression: &str| may_be_used(expression, &mut BTreeSet::new());
    for usable in ["MIT", "MIT/GPL-3.0", "GPL-2.0-only OR ISC", "Apache-2.0 WITH LLVM-exception", "(MIT)"] {
        assert!(met(usable), "{usable}");
    }
    for refused in ["AGPL-3.0-only", "MIT AND GPL-3.0", "MIT AND (GPL-2.0 OR MPL-2.0)", "UNLICENSED"] {
        assert!(!met(refused), "{refused}");
    }
    assert!(met("GPL-3.0 AND AGPL-3.0 OR MIT"), "AND binds tighter");
}

#[test]
fn every_licence_is_allowed_and_every_source_is_the_registry() {
    let (metadata, mut used) = (metadata(), BTreeSet::new());
    for package in foreign(&metadata) {
        let name = format!("{} {}", package.name, package.version);
        let licence = package.license.as_deref().unwrap_or_else(|| panic!("{name} has no licence"));
        assert!(may_be_used(licence, &mut used), "{name} may be used as {licence} only");
    }
    let idle: Vec<_> = LICENCES.iter().filter(|licence| !used.contains(**licence)).collect();
    assert_eq!(idle, [&""; 0], "allowed, and nothing has it");
    let ours = metadata.packages.iter().filter(|package| package.source.is_none());
    let root = &metadata.workspace_root;
    for package in ours {
        assert!(package.manifest_path.starts_with(root), "{} lies outside the workspace", package.name);
    }
    // Those for other machines, too.
    let lock = std::fs::read_to_string("../Cargo.lock").expect("a lock file");
    let sources: BTreeSet<_> = lock.lines().filter_map(|line| line.strip_prefix("source = ")).collect();
    assert_eq!(sources, BTreeSet::from([format!("\"{REGISTRY}\"").as_str()]));
}

#[test]
fn two_versions_of_one_crate_have_a_reason() {
    let metadata = metadata();
    let mut versions: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for package in foreign(&metadata) {
        versions.entry(package.name.as_str()).or_default().insert(package.version.to_string());
    }
    versions.retain(|_, versions| versions.len() > 1);
    let several: BTreeMap<_, _> = SEVERAL.iter().flat_map(|(_, crates)| crates.iter().copied()).collect();
    for (name, versions) in &versions {
        let allowed = several.get(name).copied().unwrap_or(1);
        assert!(versions.len() <= allowed, "{name} comes in {versions:?}: unite them, or write down why not");
    }
    for (name, count) in several {
        let found = versions.get(name).map_or(1, BTreeSet::len);
        assert_eq!(found, count, "{name} needs its reason no more");
    }
}
