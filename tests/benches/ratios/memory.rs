//! How much memory a process and everything below it take, looked at many times a second.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt, fs,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

const INTERVAL: Duration = Duration::from_millis(50);

/// A look-out on a process and its descendants.
pub(crate) struct MemoryWatch {
    over: Arc<AtomicBool>,
    looking: JoinHandle<Peak>,
}

/// The most that was seen at once.
#[derive(Default)]
pub(crate) struct Peak {
    /// By name, in kilobytes, one number for each process.
    programs: BTreeMap<String, Vec<u64>>,
}

impl Peak {
    pub(crate) fn megabytes(&self) -> f64 {
        in_megabytes(self.kilobytes())
    }

    fn kilobytes(&self) -> u64 {
        self.programs.values().flatten().sum()
    }
}

/// Each process of it, as `ffmpeg 210 + 205, xinggen 90`.
impl fmt::Display for Peak {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let programs = self.programs.iter().map(|(name, sizes)| {
            let sizes: Vec<String> = sizes.iter().map(|size| format!("{:.0}", in_megabytes(*size))).collect();
            format!("{name} {}", sizes.join(" + "))
        });
        f.write_str(&programs.collect::<Vec<_>>().join(", "))
    }
}

fn in_megabytes(kilobytes: u64) -> f64 {
    kilobytes as f64 * 1024.0 / 1e6
}

impl MemoryWatch {
    pub(crate) fn of(process: u32) -> Self {
        let over = Arc::new(AtomicBool::new(false));
        let seen = over.clone();
        let looking = thread::spawn(move || {
            let mut peak = Peak::default();
            while !seen.load(Ordering::Relaxed) {
                let now = look_at(process);
                if now.kilobytes() > peak.kilobytes() {
                    peak = now;
                }
                thread::sleep(INTERVAL);
            }
            peak
        });
        Self { over, looking }
    }

    /// Ends the watch.
    pub(crate) fn peak(self) -> Peak {
        self.over.store(true, Ordering::Relaxed);
        self.looking.join().unwrap_or_default()
    }
}

fn look_at(root: u32) -> Peak {
    let mut seen = Peak::default();
    for process in family(root) {
        let size = kilobytes(process);
        if size > 0 {
            seen.programs.entry(name_of(process)).or_default().push(size);
        }
    }
    seen
}

fn name_of(process: u32) -> String {
    let name = fs::read_to_string(format!("/proc/{process}/comm")).unwrap_or_default();
    name.trim().to_owned()
}

/// The process and its descendants, as far as they live.
fn family(root: u32) -> BTreeSet<u32> {
    let mut children: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
    for process in processes.filter_map(|entry| entry.file_name().to_str()?.parse().ok()) {
        if let Some(parent) = parent_of(process) {
            children.entry(parent).or_default().push(process);
        }
    }
    let (mut family, mut next) = (BTreeSet::new(), vec![root]);
    while let Some(process) = next.pop() {
        if family.insert(process) {
            next.extend(children.get(&process).into_iter().flatten());
        }
    }
    family
}

/// The fourth field of `stat`; the second is a name in brackets that may contain anything.
fn parent_of(process: u32) -> Option<u32> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let (_, fields) = stat.rsplit_once(')')?;
    fields.split_whitespace().nth(1)?.parse().ok()
}

/// The proportional share, in which a page that several processes map counts once; what is resident where the kernel
/// does not tell the share. Nothing of a process that has just ended.
fn kilobytes(process: u32) -> u64 {
    let folder = Path::new("/proc").join(process.to_string());
    field(&folder.join("smaps_rollup"), "Pss:")
        .or_else(|| field(&folder.join("status"), "VmRSS:"))
        .unwrap_or(0)
}

/// The first number of a line of a file below `/proc`.
pub(crate) fn field(file: &Path, name: &str) -> Option<u64> {
    let text = fs::read_to_string(file).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}
