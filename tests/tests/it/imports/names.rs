//! Where a name comes from: paths are followed through `use` and `pub use` to the file that defines what they name.

use super::{Graph, Module, tokens::tokens};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// One path in a module, from the root of the crate.
struct Named {
    path: Module,
    /// The name under which a `use` brings it in; none for a path in an expression or a glob.
    brought_as: Option<String>,
    /// It is only passed on: by a `pub use`.
    exported: bool,
}

#[derive(Default)]
struct Source {
    named: Vec<Named>,
    brought: BTreeMap<String, Module>,
    globs: Vec<Module>,
    defined: BTreeSet<String>,
    /// Every word outside of `use` and `mod x;`.
    used: BTreeSet<String>,
}

type Sources = BTreeMap<Module, Source>;

/// The imports between the files of a crate, by their paths without `.rs` from this folder, its `src`. Files of tests are
/// left out, and so is what names the root of the crate itself, and what a module takes from those below it.
pub(in super::super) fn of_crate(src: &Path) -> Graph {
    let mut texts = BTreeMap::new();
    collect(src, &mut vec![], &mut texts);
    let modules: BTreeSet<Module> = texts.keys().cloned().collect();
    let sources: Sources = texts
        .into_iter()
        .map(|(module, text)| {
            let source = Reader { module: &module, modules: &modules, tokens: tokens(&text) }.read();
            (module, source)
        })
        .collect();
    let mut graph = Graph::default();
    for (module, source) in &sources {
        for named in &source.named {
            if named.exported && !named.brought_as.as_ref().is_some_and(|name| source.used.contains(name)) {
                continue;
            }
            let from = home(&sources, &named.path, 0);
            // A module is made of those below it and may name them; `from` is also this module itself.
            if !module.is_empty() && !from.is_empty() && !from.starts_with(module) {
                let name = named.path.last().cloned().unwrap_or_default();
                graph.add(&module.join("/"), &from.join("/"), &name);
            }
        }
    }
    graph
}

fn collect(folder: &Path, module: &mut Module, texts: &mut BTreeMap<Module, String>) {
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        let name = entry.file_stem().and_then(|name| name.to_str()).expect("a name").to_owned();
        if name == "tests" || name == "main" {
            continue;
        }
        module.push(name);
        if entry.is_dir() {
            collect(&entry, module, texts);
        } else if entry.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&entry).expect("a source file");
            let root = *module == ["lib"];
            texts.insert(if root { vec![] } else { module.clone() }, text);
        }
        module.pop();
    }
}

/// The module that defines what a path names.
fn home(sources: &Sources, path: &[String], depth: u8) -> Module {
    let modules = (0..=path.len()).rev();
    let known = modules.map(|length| path.split_at(length)).find(|(module, _)| sources.contains_key(*module));
    let Some((module, rest)) = known else {
        return vec![];
    };
    let (Some(source), Some(name)) = (sources.get(module), rest.first()) else {
        return module.to_vec();
    };
    if depth > 8 || source.defined.contains(name) {
        return module.to_vec();
    }
    if let Some(from) = source.brought.get(name) {
        return home(sources, &[from, &rest[1..]].concat(), depth + 1);
    }
    let has = |glob: &&Module| sources.get(*glob).is_some_and(|source| source.defined.contains(name));
    let glob = source.globs.iter().find(has).or(source.globs.first());
    glob.map_or(module.to_vec(), |glob| home(sources, &[glob, rest].concat(), depth + 1))
}

struct Reader<'a> {
    module: &'a Module,
    modules: &'a BTreeSet<Module>,
    tokens: Vec<String>,
}

const DEFINES: [&str; 8] = ["struct", "enum", "trait", "fn", "const", "type", "static", "union"];

impl Reader<'_> {
    fn token(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", String::as_str)
    }

    fn read(&self) -> Source {
        let mut source = Source::default();
        let mut at = 0;
        while at < self.tokens.len() {
            let token = self.token(at);
            if token == "use" {
                let exported = at > 0 && matches!(self.token(at - 1), "pub" | ")");
                at = self.bring_in(at + 1, exported, &mut source);
                continue;
            }
            if token == "mod" && self.token(at + 2) == ";" {
                at += 3;
                continue;
            }
            if DEFINES.contains(&token) {
                source.defined.insert(self.token(at + 1).to_owned());
            }
            source.used.insert(token.to_owned());
            let begins = self.token(at + 1) == "::" && (at == 0 || self.token(at - 1) != "::");
            at += 1;
            if begins && let Some(path) = self.whole(&self.path_from(at - 1)) {
                source.named.push(Named { path, brought_as: None, exported: false });
            }
        }
        source
    }

    /// A path in an expression, up to what is no name.
    fn path_from(&self, mut at: usize) -> Vec<String> {
        let mut path = vec![self.token(at).to_owned()];
        while self.token(at + 1) == "::" && !matches!(self.token(at + 2), "{" | "<" | "*") {
            at += 2;
            path.push(self.token(at).to_owned());
        }
        path
    }

    fn bring_in(&self, at: usize, exported: bool, source: &mut Source) -> usize {
        let mut brought = Vec::new();
        let behind = self.tree(at, &[], &mut brought);
        for (path, name) in brought {
            let Some(path) = self.whole(&path) else { continue };
            if name == "*" {
                source.globs.push(path.clone());
                source.named.push(Named { path, brought_as: None, exported });
            } else {
                source.brought.insert(name.clone(), path.clone());
                source.named.push(Named { path, brought_as: Some(name), exported });
            }
        }
        behind
    }

    /// The paths of a tree of `use` that begins here, each with the name it gets, and where the tree ends.
    fn tree(&self, mut at: usize, before: &[String], brought: &mut Vec<(Vec<String>, String)>) -> usize {
        let mut path = before.to_vec();
        loop {
            match self.token(at) {
                "{" => {
                    at += 1;
                    while self.token(at) != "}" {
                        at = self.tree(at, &path, brought);
                        at += usize::from(self.token(at) == ",");
                    }
                    return at + 1;
                }
                "*" => {
                    brought.push((path, "*".to_owned()));
                    return at + 1;
                }
                "self" if !path.is_empty() => {}
                name => path.push(name.to_owned()),
            }
            at += 1;
            if self.token(at) != "::" {
                break;
            }
            at += 1;
        }
        let mut name = path.last().cloned().unwrap_or_default();
        if self.token(at) == "as" {
            name = self.token(at + 1).to_owned();
            at += 2;
        }
        brought.push((path, name));
        at
    }

    /// A path from the root of this crate; none when it leads out of the crate or into this file.
    fn whole(&self, path: &[String]) -> Option<Module> {
        let up = path.iter().take_while(|part| matches!(part.as_str(), "super" | "self")).count();
        let first = path.first()?;
        if first == "crate" {
            return Some(path[1..].to_vec());
        }
        if up > 0 {
            let supers = path[..up].iter().filter(|part| *part == "super").count();
            let above = self.module.len().checked_sub(supers)?;
            return Some([&self.module[..above], &path[up..]].concat());
        }
        let child = [self.module.as_slice(), &path[..1]].concat();
        self.modules.contains(&child).then(|| [self.module.as_slice(), path].concat())
    }
}
