//! Accounts through the real binary: codes that are read from its log, sessions that end, administrators.

use crate::{
    client::Client,
    site::{Server, Site},
};
use reqwest::Method;
use serde_json::{Value, json};
use std::{
    io::Write,
    process::{Output, Stdio},
    time::Duration,
};
use tokio::time::{Instant, sleep};

const PHONE: &str = "138 0013 8000";
const PASSWORD: &str = "correct horse battery staple";

/// Asks for a code and reads it from the log, in a line that names the target.
async fn code(server: &Server, caller: &Client, path: &str, body: Value, target: &str) -> (String, String) {
    let codes = || -> Vec<String> {
        let logged = server.logged();
        let lines = logged.lines().filter(|line| line.contains(target));
        lines.filter_map(six_digits).collect()
    };
    let before = codes().len();
    let sent = caller.post(path, &body).await.expect(201);
    let started = Instant::now();
    loop {
        if let Some(code) = codes().get(before) {
            return (sent["request_id"].as_str().expect("an id").to_owned(), code.clone());
        }
        assert!(started.elapsed() < Duration::from_secs(10), "no code for {target}:\n{}", server.logged());
        sleep(Duration::from_millis(20)).await;
    }
}

/// The last word of six digits in a line.
fn six_digits(line: &str) -> Option<String> {
    let mut words = line.split(|c: char| !c.is_ascii_digit());
    words.rfind(|word| word.len() == 6).map(str::to_owned)
}

fn session(server: &Server, answer: &Value) -> Client {
    Client::new(server).with_token(answer["access_token"].as_str().expect("a token"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_signs_up_binds_an_email_and_a_reset_ends_its_session() {
    let site = Site::embedded(&[]);
    let server = site.serve();
    let nobody = Client::new(&server);
    let (phone, asked) = ("+8613800138000", json!({ "phone": PHONE, "purpose": "register" }));
    let (request_id, digits) = code(&server, &nobody, "/auth/codes", asked, phone).await;
    let register = json!({ "phone": PHONE, "request_id": request_id, "code": digits, "password": PASSWORD });
    let opened = nobody.post("/auth/register", &register).await.expect(201);
    assert_eq!(opened["user"]["phone"], phone);
    let lin = session(&server, &opened);
    assert_eq!(lin.get("/credits").await.expect(200)["available"], 5000);

    let asked = json!({ "email": "lin@example.com", "purpose": "bind" });
    let (request_id, digits) = code(&server, &lin, "/me/codes", asked, "lin@example.com").await;
    let bind = json!({
        "email": "lin@example.com", "request_id": request_id, "code": digits, "current_password": PASSWORD,
    });
    let bound = lin.call(Method::PUT, "/me/email").json(&bind).send().await.expect(200);
    assert_eq!(bound["email"], "lin@example.com");

    let asked = json!({ "email": "lin@example.com", "purpose": "reset" });
    let (request_id, digits) = code(&server, &nobody, "/auth/codes", asked, "lin@example.com").await;
    let reset = json!({
        "email": "lin@example.com", "request_id": request_id, "code": digits,
        "password": "seven quiet lighthouse keepers",
    });
    assert_eq!(nobody.post("/auth/password/reset", &reset).await.status, 204);
    lin.get("/me").await.problem(401, "unauthenticated");
    let refresh = json!({ "refresh_token": opened["refresh_token"] });
    nobody.post("/auth/refresh", &refresh).await.problem(401, "session_over");
    nobody.post("/auth/password/reset", &reset).await.problem(422, "wrong_code");
    let login = json!({ "phone": PHONE, "password": "seven quiet lighthouse keepers" });
    let lin = session(&server, &nobody.post("/auth/login", &login).await.expect(200));
    assert_eq!(lin.get("/me").await.expect(200)["email"], "lin@example.com");

    // What earned its credits once earns none again, however often it is free.
    let unbind = json!({ "current_password": "seven quiet lighthouse keepers" });
    lin.post("/me/phone/unbind", &unbind).await.expect(200);
    let again = json!({ "phone": PHONE, "password": PASSWORD });
    let second = session(&server, &nobody.post("/auth/register", &again).await.expect(201));
    assert_eq!(second.get("/credits").await.expect(200)["available"], 0);
    for secret in [PASSWORD, "seven quiet", &request_id] {
        assert!(!server.logged().contains(secret), "{secret} is in the log");
    }
    server.stop();
    site.check_ledger();
}

/// Runs a subcommand with something on its standard input.
fn run(site: &Site, arguments: &[&str], input: &str) -> Output {
    let mut child = site.command(arguments).stdin(Stdio::piped()).spawn().expect("the binary starts");
    child.stdin.take().expect("an input").write_all(input.as_bytes()).expect("it reads");
    child.wait_with_output().expect("it ends")
}

/// The password that a subcommand made up and told.
fn told_password(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stdout);
    let password = said.lines().find_map(|line| line.strip_prefix("password     ")).expect("a password");
    password.split(' ').next().expect("a word").to_owned()
}

/// Waits until somebody is nobody any more, which must not take longer than a second.
pub(crate) async fn shut_out_within_a_second(who: &Client) {
    let started = Instant::now();
    while who.get("/me").await.status == 200 {
        assert!(started.elapsed() < Duration::from_secs(1), "still in after a second");
        sleep(Duration::from_millis(20)).await;
    }
    who.get("/me").await.problem(401, "unauthenticated");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_makes_and_shuts_out_users_beside_a_running_server() {
    let site = Site::embedded(&[]);
    let server = site.serve();
    let weak = run(&site, &["user", "create", "admin@example.com", "--password-stdin"], "password\n");
    assert!(!weak.status.success() && String::from_utf8_lossy(&weak.stderr).contains("easy to guess"));
    let arguments = ["user", "create", "admin@example.com", "--admin", "--password-stdin"];
    let made = run(&site, &arguments, &format!("{PASSWORD}\nmore"));
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let made = run(&site, &["user", "create", "13800138000"], "");
    let password = told_password(&made);
    let nobody = Client::new(&server);
    let login = json!({ "phone": "13800138000", "password": password });
    let lin = session(&server, &nobody.post("/auth/login", &login).await.expect(200));
    lin.get("/admin/users").await.problem(403, "forbidden");
    assert!(run(&site, &["user", "disable", "13800138000"], "").status.success());
    shut_out_within_a_second(&lin).await;
    nobody.post("/auth/login", &login).await.problem(403, "account_disabled");
    assert!(run(&site, &["user", "enable", "13800138000"], "").status.success());
    let lin = session(&server, &nobody.post("/auth/login", &login).await.expect(200));
    give_and_take_a_membership(&site, &lin).await;
    let set = run(&site, &["user", "password", "13800138000"], "");
    shut_out_within_a_second(&lin).await;
    nobody.post("/auth/login", &login).await.problem(401, "wrong_credentials");
    let login = json!({ "phone": "13800138000", "password": told_password(&set) });
    let lin = session(&server, &nobody.post("/auth/login", &login).await.expect(200));
    let set = run(&site, &["user", "password", "admin@example.com", "--password-stdin"], "password\n");
    assert!(!set.status.success() && String::from_utf8_lossy(&set.stderr).contains("easy to guess"));

    let login = json!({ "email": "admin@example.com", "password": PASSWORD });
    let admin = session(&server, &nobody.post("/auth/login", &login).await.expect(200));
    let listed = admin.get("/admin/users?identity=13800138000").await.expect(200);
    let path = format!("/admin/users/{}", listed["items"][0]["id"].as_str().expect("an id"));
    let body = json!({ "status": "disabled" });
    admin.call(Method::PATCH, &path).json(&body).send().await.expect(200);
    lin.get("/me").await.problem(401, "unauthenticated");
    assert!(run(&site, &["user", "role", "admin@example.com", "user"], "").status.success());
    admin.get("/admin/users").await.problem(403, "forbidden");
    assert!(!run(&site, &["user", "disable", "nobody@example.com"], "").status.success());
    server.stop();
}

/// The role of a member is a granted term without an end.
async fn give_and_take_a_membership(site: &Site, lin: &Client) {
    for (role, plan) in [("vip", json!("vip")), ("user", json!(null))] {
        let told = run(site, &["user", "role", "13800138000", role], "");
        let told = String::from_utf8_lossy(&told.stdout).into_owned();
        assert!(told.contains(&format!("({role}, active)")), "{told}");
        let own = lin.get("/me/membership").await.expect(200);
        assert_eq!((&own["plan"], &own["ends_at"]), (&plan, &json!(null)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_servers_end_each_others_sessions_within_a_second() {
    let site = Site::on_postgres(&[]).await;
    let (one, two) = (site.serve(), site.serve());
    let here = Client::new(&one);
    let body = json!({ "email": "lin@example.com", "password": PASSWORD });
    let first = session(&one, &here.post("/auth/register", &body).await.expect(201));
    let second = session(&two, &Client::new(&two).post("/auth/login", &body).await.expect(200));
    second.get("/me").await.expect(200);
    let change = json!({ "current_password": PASSWORD, "password": "seven quiet lighthouse keepers" });
    assert_eq!(first.call(Method::PUT, "/me/password").json(&change).send().await.status, 204);
    shut_out_within_a_second(&second).await;
    first.get("/me").await.expect(200);
    one.stop();
    two.stop();
    site.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_letters_are_sent_an_account_takes_a_code() {
    let mut site = Site::embedded(&[("XINGGEN__MAIL__URL", "smtp://127.0.0.1:1")]);
    site.set("XINGGEN__MAIL__FROM", "Xinggen <no-reply@xinggen.example>");
    let server = site.serve();
    let body = json!({ "email": "lin@example.com", "password": PASSWORD });
    let refused = Client::new(&server).post("/auth/register", &body).await.problem(422, "invalid_request");
    assert_eq!(refused["errors"][0]["field"], "code");
    server.terminate();
}
