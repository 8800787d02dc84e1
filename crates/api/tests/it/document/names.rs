//! Schemas of one name: the second takes the place of the first without a word, and clients get wrong types.

use super::walk::{document, fail_on, members};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

const SOURCES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src");

/// The names that types of a source file have in the document, each with the type and its place.
fn named(path: &Path, text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut renamed: Option<String> = None;
    let mut described = false;
    for (line, number) in text.lines().zip(1..) {
        let line = line.trim();
        if line.starts_with("#[derive(") {
            described = line.contains("ToSchema");
            renamed = None;
        } else if let Some(rest) = line.strip_prefix("#[schema(as = ") {
            renamed = rest.split([',', ')']).next().map(|name| name.trim().to_owned());
        } else if let Some(name) = type_name(line) {
            if described {
                let name = renamed.take().unwrap_or_else(|| name.clone());
                found.push((name, format!("{}:{number}", path.display())));
            }
            described = false;
        } else if let Some((name, _)) = line.split_once(" = domain::") {
            // A row of the macro that makes the words of the model's enums.
            found.push((name.to_owned(), format!("{}:{number}", path.display())));
        }
    }
    found
}

/// What a line declares, if it declares a type.
fn type_name(line: &str) -> Option<String> {
    let line = ["pub(crate) ", "pub(super) ", "pub "]
        .iter()
        .find_map(|word| line.strip_prefix(word))
        .unwrap_or(line);
    let rest = line.strip_prefix("struct ").or_else(|| line.strip_prefix("enum "))?;
    let name: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric()).collect();
    (!name.is_empty()).then_some(name)
}

fn all_named(folder: &Path, found: &mut BTreeMap<String, Vec<String>>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path: PathBuf = entry.expect("an entry").path();
        if path.is_dir() {
            all_named(&path, found);
        } else {
            let text = fs::read_to_string(&path).expect("a source file");
            for (name, place) in named(&path, &text) {
                found.entry(name).or_default().push(place);
            }
        }
    }
}

#[test]
fn each_schema_is_of_one_type() {
    let mut found = BTreeMap::new();
    all_named(Path::new(SOURCES), &mut found);
    let twice: Vec<String> = found
        .iter()
        .filter(|(_, places)| places.len() > 1)
        .map(|(name, places)| format!("{name}: {}", places.join(", ")))
        .collect();
    fail_on("names that several types have in the document", &twice);
    // Whatever the document has, the search above has seen.
    let unseen: Vec<String> = members(&document()["components"]["schemas"])
        .filter(|(name, _)| !found.contains_key(*name))
        .map(|(name, _)| name.clone())
        .collect();
    fail_on("schemas whose types were not found in the sources", &unseen);
}

#[test]
fn the_search_sees_two_types_of_one_name() {
    let text = "#[derive(Deserialize, ToSchema)]\n#[schema(as = CodeBody)]\nstruct A {\n#[derive(ToSchema)]\npub(crate) struct CodeBody {\n#[derive(Debug)]\nstruct C {\n";
    let names: Vec<String> = named(Path::new("x.rs"), text).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["CodeBody", "CodeBody"]);
}
