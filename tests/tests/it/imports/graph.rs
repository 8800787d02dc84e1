//! Who takes what from whom, and the circles in it.

use std::collections::{BTreeMap, BTreeSet};

/// For each file or folder from which others it takes which names.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct Graph(BTreeMap<String, BTreeMap<String, BTreeSet<String>>>);

impl Graph {
    pub(super) fn add(&mut self, from: &str, to: &str, name: &str) {
        let arrows = self.0.entry(from.to_owned()).or_default();
        arrows.entry(to.to_owned()).or_default().insert(name.to_owned());
    }

    /// The same between the modules at the top of the crate: a file counts to the folder that bears its name.
    pub(in super::super) fn folders(&self) -> Self {
        let folder = |file: &str| file.split('/').next().unwrap_or_default().to_owned();
        let mut folders = Self::default();
        for (from, to, names) in self.arrows() {
            let (top, below) = (folder(from), folder(to));
            if top != below {
                for name in names {
                    folders.add(&top, &below, &format!("{name} (in {from})"));
                }
            }
        }
        folders
    }

    /// The same without one arrow.
    pub(in super::super) fn without(&self, from: &str, to: &str) -> Self {
        let mut less = self.clone();
        if let Some(arrows) = less.0.get_mut(from) {
            arrows.remove(to);
        }
        less
    }

    /// The circles: sets in which each is reached from each other.
    pub(in super::super) fn circles(&self) -> BTreeSet<BTreeSet<String>> {
        let reached: BTreeMap<&String, BTreeSet<&String>> =
            self.0.keys().map(|from| (from, self.reached_from(from))).collect();
        let circle = |one: &String| -> BTreeSet<String> {
            let others = reached[one]
                .iter()
                .filter(|other| reached.get(**other).is_some_and(|back| back.contains(one)));
            others.map(|other| (*other).clone()).collect()
        };
        self.0.keys().map(circle).filter(|circle| !circle.is_empty()).collect()
    }

    /// The arrows inside a circle, one in each line, to find the one that should go.
    pub(in super::super) fn tell(&self, circle: &BTreeSet<String>) -> String {
        let inside = self.arrows().filter(|(from, to, _)| circle.contains(*from) && circle.contains(*to));
        let lines = inside.map(|(from, to, names)| {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            format!("  {from} -> {to}: {}", names.join(", "))
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    fn arrows(&self) -> impl Iterator<Item = (&str, &str, &BTreeSet<String>)> {
        self.0.iter().flat_map(|(from, all)| all.iter().map(move |(to, names)| (&**from, &**to, names)))
    }

    fn reached_from<'a>(&'a self, from: &'a String) -> BTreeSet<&'a String> {
        let mut reached = BTreeSet::new();
        let mut open = vec![from];
        while let Some(next) = open.pop() {
            for to in self.0.get(next).into_iter().flatten().map(|(to, _)| to) {
                if reached.insert(to) {
                    open.push(to);
                }
            }
        }
        reached
    }
}
