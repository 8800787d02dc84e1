//! A place to serve from: a data folder, settings, and a database of its own; and the servers started there.

mod rows;

use crate::binary::Desk;
use sqlx::{Connection, Row, postgres::PgConnection, sqlite::SqliteConnection};
use std::{
    fs::{self, File},
    io::{BufRead, BufReader},
    path::PathBuf,
    process::{Child, ChildStdout, Command, ExitStatus, Output, Stdio},
    sync::atomic::{AtomicU32, Ordering},
    thread::sleep,
    time::{Duration, Instant},
};

const URL_VARIABLE: &str = "XINGGEN_TEST_POSTGRES_URL";

/// One service as it is set up, whether it runs just now or not.
pub(crate) struct Site {
    pub(crate) desk: Desk,
    settings: Vec<(String, String)>,
    postgres: Option<String>,
}

impl Site {
    /// SQLite in the data folder. New accounts have credits enough unless the settings say otherwise.
    pub(crate) fn embedded(settings: &[(&str, &str)]) -> Self {
        let mut all = vec![("XINGGEN__ACCOUNTS__SIGNUP_CREDITS".to_owned(), "5000".to_owned())];
        all.extend(settings.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())));
        Self { desk: Desk::new(""), settings: all, postgres: None }
    }

    /// A database of its own on the server that `XINGGEN_TEST_POSTGRES_URL` names; [`Site::remove`] drops it.
    pub(crate) async fn on_postgres(settings: &[(&str, &str)]) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        // The database tests sweep what killed runs leave behind, by this name.
        let name = format!("xinggen_test_{}_serve_{number}", std::process::id());
        run_as_admin(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
        run_as_admin(&format!("CREATE DATABASE {name} TEMPLATE template0")).await;
        let mut site = Self::embedded(settings);
        site.set("XINGGEN__DATABASE__URL", &url_of(&name));
        site.postgres = Some(name);
        site
    }

    pub(crate) fn set(&mut self, key: &str, value: &str) {
        self.settings.push((key.to_owned(), value.to_owned()));
    }

    /// Whether one server at a time has the data for itself.
    pub(crate) const fn is_embedded(&self) -> bool {
        self.postgres.is_none()
    }

    /// The name of the database on PostgreSQL.
    pub(crate) fn database(&self) -> &str {
        self.postgres.as_deref().expect("a database on PostgreSQL")
    }

    /// The URL of the database on PostgreSQL.
    pub(crate) fn database_url(&self) -> String {
        url_of(self.database())
    }

    pub(crate) async fn remove(self) {
        run_as_admin(&format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.database())).await;
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.desk.command(arguments);
        command.envs(self.settings.iter().map(|(key, value)| (key, value)));
        command
    }

    /// A server that dies before or after a commit, having lived through so many; none when it died at its start.
    pub(crate) fn serve_mortal(&self, side: &str, spared: u64) -> Option<Server> {
        let mut command = self.desk.mortal_command(side, spared, &["serve", "--bind", "127.0.0.1:0"]);
        command.envs(self.settings.iter().map(|(key, value)| (key, value)));
        Server::try_start(command, self.log())
    }

    /// Starts a server on a port of its own and waits until it listens.
    pub(crate) fn serve(&self) -> Server {
        Server::start(self.command(&["serve", "--bind", "127.0.0.1:0"]), self.log())
    }

    /// Starts a server that runs no jobs.
    pub(crate) fn serve_without_worker(&self) -> Server {
        Server::start(self.command(&["serve", "--no-worker", "--bind", "127.0.0.1:0"]), self.log())
    }

    /// Starts a worker without the API, whose health checks are at the address of the server that is returned.
    pub(crate) fn work(&self) -> Server {
        Server::start(self.command(&["worker", "--bind", "127.0.0.1:0"]), self.log())
    }

    /// A server that is expected not to start; one that does is stopped after some seconds.
    pub(crate) fn serve_in_vain(&self, address: &str) -> Output {
        let mut child = self.command(&["serve", "--bind", address]).spawn().expect("the binary starts");
        let started = Instant::now();
        while child.try_wait().expect("a child").is_none() && started.elapsed() < Duration::from_secs(10) {
            sleep(Duration::from_millis(20));
        }
        let _ = child.kill();
        child.wait_with_output().expect("a child")
    }

    fn log(&self) -> PathBuf {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        self.desk.path(&format!("serve-{}.log", COUNT.fetch_add(1, Ordering::Relaxed)))
    }

    /// Runs every invariant of the ledger; works beside a running server as well.
    #[track_caller]
    pub(crate) fn check_ledger(&self) {
        let output = self.command(&["ledger", "check"]).output().expect("the binary starts");
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
        assert!(said.contains("every invariant of the ledger holds"), "{said}");
    }

    /// The one number that a query gives.
    pub(crate) async fn number(&self, sql: &str) -> i64 {
        let asked = sqlx::AssertSqlSafe(sql.to_owned());
        if self.postgres.is_some() {
            let row = sqlx::query(asked).fetch_one(&mut self.postgres().await).await;
            return row.unwrap_or_else(|error| panic!("{sql}: {error}")).get(0);
        }
        let row = sqlx::query(asked).fetch_one(&mut self.sqlite().await).await;
        row.unwrap_or_else(|error| panic!("{sql}: {error}")).get(0)
    }

    /// The first column, text, of all rows of a query on SQLite.
    pub(crate) async fn texts(&self, sql: &str) -> Vec<String> {
        let asked = sqlx::AssertSqlSafe(sql.to_owned());
        let rows = sqlx::query(asked).fetch_all(&mut self.sqlite().await).await;
        rows.unwrap_or_else(|error| panic!("{sql}: {error}")).iter().map(|row| row.get(0)).collect()
    }

    /// Changes rows behind the service's back, where a test cannot wait for a clock.
    pub(crate) async fn change(&self, sql: &str) {
        let asked = sqlx::AssertSqlSafe(sql.to_owned());
        let done = match self.is_embedded() {
            true => sqlx::query(asked).execute(&mut self.open_sqlite("rw").await).await.map(drop),
            false => sqlx::query(asked).execute(&mut self.postgres().await).await.map(drop),
        };
        done.unwrap_or_else(|error| panic!("{sql}: {error}"));
    }

    /// Ends the leases of a server that was killed on PostgreSQL, where another might still hold them.
    pub(crate) async fn release_leases(&self) {
        self.change("UPDATE jobs SET lease_until = created_at WHERE state = 'running'").await;
    }

    /// Forgets how many servers died of the jobs that are under way. A job of which they die again and again is given
    /// up; here it is not, for that is another test's.
    pub(crate) async fn forget_deaths(&self) {
        self.change("UPDATE jobs SET deaths = 0 WHERE state IN ('queued', 'running')").await;
    }

    async fn sqlite(&self) -> SqliteConnection {
        self.open_sqlite("ro").await
    }

    async fn open_sqlite(&self, mode: &str) -> SqliteConnection {
        let url = format!("sqlite://{}?mode={mode}", self.desk.path("data/xinggen.db").display());
        SqliteConnection::connect(&url).await.expect("the database in the data folder")
    }

    async fn postgres(&self) -> PgConnection {
        PgConnection::connect(&url_of(self.database())).await.expect("the database on PostgreSQL")
    }
}

/// Runs a statement on the test server itself.
pub(crate) async fn run_as_admin(sql: &str) {
    let connected = PgConnection::connect(&admin_url()).await;
    let mut admin =
        connected.unwrap_or_else(|error| panic!("the server of {URL_VARIABLE} is not there: {error}"));
    let done = sqlx::query(sqlx::AssertSqlSafe(sql.to_owned())).execute(&mut admin).await;
    done.unwrap_or_else(|error| panic!("{sql}: {error}"));
}

#[expect(clippy::disallowed_methods, reason = "a test has no configuration but the environment")]
fn admin_url() -> String {
    std::env::var(URL_VARIABLE).unwrap_or_else(|_| {
        panic!("{URL_VARIABLE} is not set: it names a PostgreSQL server to test on; `make test` starts one")
    })
}

fn url_of(database: &str) -> String {
    let url = admin_url();
    let (base, query) = url.split_once('?').unwrap_or((&url, ""));
    let (server, _) = base.rsplit_once('/').expect("the URL names a database");
    let query = if query.is_empty() { String::new() } else { format!("?{query}") };
    format!("{server}/{database}{query}")
}

/// A running `xinggen serve` or `xinggen worker`. It dies with this value.
pub(crate) struct Server {
    child: Child,
    /// Where it listens, like `http://127.0.0.1:41234`.
    pub(crate) base: String,
    log: PathBuf,
    /// Kept open: a server that cannot print would be another test.
    printed: BufReader<ChildStdout>,
}

impl Server {
    fn start(command: Command, log: PathBuf) -> Self {
        let logged = || fs::read_to_string(&log).unwrap_or_default();
        Self::try_start(command, log.clone()).unwrap_or_else(|| panic!("no server: {}", logged()))
    }

    fn try_start(mut command: Command, log: PathBuf) -> Option<Self> {
        command.stderr(File::create(&log).expect("a log")).stdout(Stdio::piped());
        let mut child = command.spawn().expect("the binary starts");
        let printed = BufReader::new(child.stdout.take().expect("an output"));
        let mut server = Self { child, base: String::new(), log, printed };
        let mut line = String::new();
        while server.base.is_empty() {
            line.clear();
            let read = server.printed.read_line(&mut line).expect("UTF-8");
            if read == 0 {
                return None;
            }
            let told = line.trim().strip_prefix("Xinggen ");
            if let Some((_, port)) = told.and_then(|told| told.split_once("http://localhost:")) {
                server.base = format!("http://127.0.0.1:{port}");
            }
        }
        Some(server)
    }

    /// What it has logged.
    pub(crate) fn logged(&self) -> String {
        fs::read_to_string(&self.log).expect("a log")
    }

    /// Ends it on the spot, as a power cut would.
    pub(crate) fn kill(mut self) {
        self.child.kill().expect("it runs");
        let _ = self.child.wait();
    }

    /// Sees to it that it is dead, if it is not already.
    pub(crate) fn end(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Asks it to end.
    pub(crate) fn terminate(&self) {
        let sent = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        assert!(sent.expect("kill").success());
    }

    /// How it ended, within some time.
    pub(crate) fn ended(&mut self, within: Duration) -> ExitStatus {
        let started = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("a child") {
                return status;
            }
            assert!(started.elapsed() < within, "still running after {within:?}:\n{}", self.logged());
            sleep(Duration::from_millis(20));
        }
    }

    /// Ends it as an operator would; nothing went wrong inside while it ran.
    pub(crate) fn stop(mut self) {
        self.terminate();
        let status = self.ended(Duration::from_secs(30));
        assert!(status.success(), "{status}: {}", self.logged());
        self.check_log();
    }

    /// Nothing went wrong inside.
    #[track_caller]
    pub(crate) fn check_log(&self) {
        let logged = self.logged();
        let bad = logged.lines().find(|line| line.contains("ERROR") || line.contains("panicked"));
        assert_eq!(bad, None, "{logged}");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.end();
    }
}
