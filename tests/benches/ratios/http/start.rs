//! How long the binary takes to its first answer, and how much memory it holds before anybody signs in.

use crate::{
    Failure, built,
    memory::field,
    report::{Goal, Row, median},
};
use std::{
    io::{Read as _, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};
use tempfile::TempDir;

const STARTS: usize = 5;
/// A server that does not answer by then is given up.
const PATIENCE: Duration = Duration::from_secs(30);
/// After so long whatever follows the start is done.
const SETTLED: Duration = Duration::from_secs(2);

pub(super) fn measure() -> Result<Vec<Row>, Failure> {
    let xinggen = built("xinggen")?;
    let folder = TempDir::new()?;
    // Makes the database and the keys, as a first start does.
    Served::start(&xinggen, folder.path())?.stop()?;
    let (mut milliseconds, mut mebibytes) = (vec![], vec![]);
    for _ in 0..STARTS {
        let served = Served::start(&xinggen, folder.path())?;
        milliseconds.push(served.took.as_secs_f64() * 1e3);
        thread::sleep(SETTLED);
        mebibytes.push(served.mebibytes()?);
        served.stop()?;
    }
    Ok(vec![
        Row::judged(
            "xinggen serve: from its start to the first answer, SQLite",
            median(milliseconds),
            " ms",
            Goal::AtMost(500.0),
        ),
        Row::judged(
            "  its memory, idle, before anybody signs in",
            median(mebibytes),
            " MiB",
            Goal::AtMost(60.0),
        ),
    ])
}

/// A server of its own.
struct Served {
    process: Child,
    took: Duration,
}

impl Served {
    fn start(xinggen: &Path, folder: &Path) -> Result<Self, Failure> {
        // Nobody takes the port in the moment between.
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let started = Instant::now();
        let process = Command::new(xinggen)
            .args(["--data", "data", "serve", "--bind", &address.to_string()])
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()?;
        let mut served = Self { process, took: Duration::ZERO };
        while !is_alive(address) {
            if started.elapsed() > PATIENCE || served.process.try_wait()?.is_some() {
                return Err("xinggen serve does not answer".into());
            }
            thread::sleep(Duration::from_millis(1));
        }
        served.took = started.elapsed();
        Ok(served)
    }

    fn mebibytes(&self) -> Result<f64, Failure> {
        let status = Path::new("/proc").join(self.process.id().to_string()).join("status");
        let kibibytes = field(&status, "VmRSS:").ok_or("its memory cannot be read")?;
        Ok(kibibytes as f64 / 1024.0)
    }

    /// Stops it in good order.
    fn stop(mut self) -> Result<(), Failure> {
        Command::new("kill").arg(self.process.id().to_string()).status()?;
        let ended = self.process.wait()?;
        if ended.success() { Ok(()) } else { Err(format!("xinggen serve ended with {ended}").into()) }
    }
}

/// However the measuring ends, the server does.
impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn is_alive(address: SocketAddr) -> bool {
    let ask = || {
        let mut stream = TcpStream::connect(address)?;
        stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok::<_, std::io::Error>(answer)
    };
    ask().is_ok_and(|answer| answer.starts_with("HTTP/1.1 200"))
}
