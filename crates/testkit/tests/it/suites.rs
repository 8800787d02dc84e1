//! Every case of a suite is named in `cases.rs`: a case that is not is never run.

use std::{collections::BTreeSet, fs, path::Path};

fn functions(source: &str) -> BTreeSet<String> {
    let lines = source.lines().map(str::trim);
    let names = lines.filter_map(|line| line.strip_prefix("pub async fn ")?.split('(').next());
    names.map(str::to_owned).collect()
}

#[test]
fn every_case_is_named() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/contract");
    let listed = fs::read_to_string(folder.join("cases.rs")).unwrap();
    let versioned = functions(&fs::read_to_string(folder.join("versioned.rs")).unwrap());
    assert_eq!(versioned.len(), 5);
    let mut suites = 0;
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        // Parts of a suite; its cases are in the file beside them.
        if path.is_dir() {
            continue;
        }
        let suite = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let source = fs::read_to_string(&path).unwrap();
        let mut written = functions(&source);
        if source.contains("versioned_cases!(") {
            written.extend(versioned.iter().cloned());
        }
        if written.is_empty() || suite == "versioned" {
            continue;
        }
        suites += 1;
        let after =
            listed.split(&format!(" {suite}: ")).nth(1).unwrap_or_else(|| panic!("{suite} is not named"));
        let cases = after.split(';').next().unwrap();
        let named: BTreeSet<String> = cases.split(',').map(|case| case.trim().to_owned()).collect();
        assert_eq!(named, written, "the cases of {suite}");
    }
    assert!(suites >= 21, "only {suites} suites were found");
}
