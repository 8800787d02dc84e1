//! The server dies before and after every commit, while somebody orders, pays and is paid: whoever asks again gets what
//! was asked for, once, and the books hold after every death.
//!
//! Each step begins with a server that dies at its first commit; the one after it dies at its second, and so on, until
//! one lives long enough to answer.

use crate::{
    client::{Answer, Call, Client},
    person::{PASSWORD, Person, id, is_over},
    site::{Server, Site},
    stories::ENCOUNTER,
};
use reqwest::Method;
use serde_json::{Value, json};
use std::{io::Write, process::Stdio, time::Duration};
use tokio::time::sleep;

/// Who signs in again and again is not one who guesses.
const UNTHROTTLED: [(&str, &str); 1] = [("XINGGEN__THROTTLE__LOGIN_BURST", "0")];
/// Far more commits than a step has.
const LIVES: u64 = 100;

#[tokio::test(flavor = "multi_thread")]
async fn dying_before_each_commit_on_sqlite() {
    survive(&Site::embedded(&UNTHROTTLED), "before").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn dying_after_each_commit_on_sqlite() {
    survive(&Site::embedded(&UNTHROTTLED), "after").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn dying_before_each_commit_on_postgres() {
    let site = Site::on_postgres(&UNTHROTTLED).await;
    survive(&site, "before").await;
    site.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn dying_after_each_commit_on_postgres() {
    let site = Site::on_postgres(&UNTHROTTLED).await;
    survive(&site, "after").await;
    site.remove().await;
}

/// A place whose server dies and is started again.
struct Mortal<'a> {
    site: &'a Site,
    side: &'static str,
    /// How many commits the server lives through.
    spared: u64,
    deaths: u64,
    server: Server,
}

impl<'a> Mortal<'a> {
    async fn at(site: &'a Site, side: &'static str) -> Self {
        let mut mortal = Self { site, side, spared: 0, deaths: 0, server: site.serve() };
        mortal.revive().await;
        mortal
    }

    /// Asks as this client, of one server after the other until somebody answers.
    async fn insist(&mut self, who: &Client, call: impl Fn(&Client) -> Call) -> Answer {
        self.spared = 0;
        self.revive().await;
        self.go_on(who, call).await
    }

    /// Asks the server that is there, and those after it.
    async fn go_on(&mut self, who: &Client, call: impl Fn(&Client) -> Call) -> Answer {
        loop {
            match call(&who.at(&self.server)).try_send().await {
                Ok(answer) if answer.status == 409 && answer.text().contains("request_in_flight") => {}
                Ok(answer) => return answer,
                Err(_) => self.die().await,
            }
        }
    }

    /// The server is dead; the next one lives through one commit more.
    async fn die(&mut self) {
        self.deaths += 1;
        self.spared += 1;
        assert!(self.spared < LIVES, "a step does not come to its end");
        self.site.check_ledger();
        self.revive().await;
    }

    /// Starts servers until one lives long enough to listen.
    async fn revive(&mut self) {
        loop {
            self.server.end();
            if !self.site.is_embedded() {
                self.site.release_leases().await;
            }
            self.site.forget_deaths().await;
            if let Some(server) = self.site.serve_mortal(self.side, self.spared) {
                self.server = server;
                return;
            }
            self.deaths += 1;
            self.spared += 1;
        }
    }

    async fn sign_in(&mut self, email: &str) -> Person {
        let login = json!({ "email": email, "password": PASSWORD });
        let nobody = Client::new(&self.server);
        let session = self.insist(&nobody, |who| who.call(Method::POST, "/auth/login").json(&login)).await;
        Person::of(&nobody, &session.expect(200))
    }

    async fn get(&mut self, who: &Client, path: &str) -> Value {
        self.go_on(who, |who| who.call(Method::GET, path)).await.expect(200)
    }

    /// Orders under a key that is the path's own, twice: the second time it is the same.
    async fn order(&mut self, who: &Client, path: &str, body: &Value, status: u16) -> Value {
        let key = path.replace('/', "-");
        let call = |who: &Client| who.call(Method::POST, path).header("Idempotency-Key", &key).json(body);
        let first = self.insist(who, call).await.expect(status);
        let again = self.go_on(who, call).await.expect(status);
        assert_eq!(first["id"], again["id"]);
        first
    }

    /// Orders a job and waits until it is over.
    async fn make(&mut self, who: &Client, path: &str) -> String {
        let job = id(&self.order(who, path, &json!({}), 202).await);
        self.spared = 0;
        self.revive().await;
        let over = self.until_over(who, &job).await;
        assert_eq!(over["state"], "succeeded", "{over}");
        job
    }

    async fn until_over(&mut self, who: &Client, job: &str) -> Value {
        loop {
            let seen = self.get(who, &format!("/jobs/{job}")).await;
            if is_over(&seen) {
                return seen;
            }
            sleep(Duration::from_millis(10)).await;
        }
    }
}

async fn survive(site: &Site, side: &'static str) {
    assert!(site.command(&["migrate"]).status().expect("the binary starts").success());
    open_account(site, "lin@example.com", &[]);
    open_account(site, "admin@example.com", &["--admin"]);
    let mut mortal = Mortal::at(site, side).await;
    let lin = mortal.sign_in("lin@example.com").await;
    let admin = mortal.sign_in("admin@example.com").await;
    let given = pay(&mut mortal, &lin, &admin).await;
    work(&mut mortal, &lin, &admin, &given).await;
    assert!(mortal.deaths > 15, "it died only {} times", mortal.deaths);
    drop(mortal);

    let server = site.serve();
    let lin = lin.at(&server);
    lin.check_charges().await;
    let statement = lin.statement().await;
    let expected =
        [("RECHARGE", 3000), ("ADJUST", -7), ("REDEEM", 40), ("CREDIT_BACK", 2), ("RECHARGE_REFUND", -100)];
    for (kind, amount) in expected {
        let of_kind: Vec<&Value> = statement.iter().filter(|entry| entry["type"] == *kind).collect();
        assert_eq!(of_kind.len(), 1, "{kind}: {statement:?}");
        assert_eq!(of_kind[0]["amount"], amount);
    }
    server.stop();
    site.check_ledger();
}

pub(crate) fn open_account(site: &Site, email: &str, more: &[&str]) {
    let arguments = [&["user", "create", email, "--password-stdin"], more].concat();
    let mut child = site.command(&arguments).stdin(Stdio::piped()).spawn().expect("the binary starts");
    child.stdin.take().expect("an input").write_all(PASSWORD.as_bytes()).expect("it reads");
    assert!(child.wait_with_output().expect("it ends").status.success());
}

/// Credits come and go by an administrator's hand and by a code; the path of the account for administrators.
async fn pay(mortal: &mut Mortal<'_>, lin: &Person, admin: &Person) -> String {
    let account = format!("/admin/users/{}", lin.id);
    let path = format!("{account}/credits");
    for (kind, amount) in [("recharge", 3000), ("adjust", -7)] {
        let body = json!({ "kind": kind, "amount": amount, "reason": "试" });
        let call = |who: &Client| who.call(Method::POST, &path).header("Idempotency-Key", kind).json(&body);
        mortal.insist(admin, call).await.expect(204);
        mortal.go_on(admin, call).await.expect(204);
    }
    let batch = json!({ "name": "春节活动", "credits": 40, "count": 1 });
    let call = |who: &Client| who.call(Method::POST, "/admin/redemption-batches").json(&batch);
    let made = mortal.insist(admin, call).await.expect(201);
    let code = json!({ "code": made["codes"][0] });
    let call = |who: &Client| who.call(Method::POST, "/credits/redemptions").json(&code);
    // An answer that was lost is not given again: the code is used up then, by its own user.
    let redeemed = mortal.insist(lin, call).await;
    assert!([200, 409].contains(&redeemed.status), "{}", redeemed.text());
    account
}

/// An episode is begun by single orders, one is called off, part of a charge comes back and a purchase is returned.
async fn work(mortal: &mut Mortal<'_>, lin: &Person, admin: &Person, account: &str) {
    let body = json!({ "title": "初遇", "story": ENCOUNTER, "aspect_ratio": "1:1" });
    let call = |who: &Client| who.call(Method::POST, "/dramas").json(&body);
    let drama = id(&mortal.insist(lin, call).await.expect(201));
    let episodes = mortal.get(lin, &format!("/dramas/{drama}/episodes")).await;
    let episode = id(&episodes["items"][0]);
    let script = mortal.make(lin, &format!("/episodes/{episode}/scripts")).await;
    mortal.make(lin, &format!("/episodes/{episode}/storyboards")).await;
    let shots = mortal.get(lin, &format!("/episodes/{episode}/shots?limit=100")).await;
    let lines = shots["items"].as_array().expect("shots").iter();
    let line =
        lines.flat_map(|shot| shot["lines"].as_array().expect("lines")).next().map(id).expect("a line");
    mortal.make(lin, &format!("/lines/{line}/voices")).await;
    let cast = mortal.get(lin, &format!("/dramas/{drama}/characters")).await;
    let path = format!("/characters/{}/images", id(&cast["items"][0]));
    let called_off = id(&mortal.order(lin, &path, &json!({}), 202).await);
    let cancel = format!("/jobs/{called_off}/cancel");
    let answer = mortal.insist(lin, |who| who.call(Method::POST, &cancel)).await;
    assert!([202, 409].contains(&answer.status), "{}", answer.text());
    mortal.until_over(lin, &called_off).await;

    let back = json!({ "job_id": script, "amount": 2, "reason": "试" });
    mortal.order(admin, &format!("{account}/credit-backs"), &back, 204).await;
    let seen = mortal.get(admin, &format!("{account}/credits")).await;
    let lots = seen["lots"].as_array().expect("lots").iter();
    let bought = lots.filter(|lot| lot["granted"] == 3000).map(id).next().expect("a purchase");
    let refund = json!({ "lot_id": bought, "amount": 100, "reason": "试" });
    mortal.order(admin, &format!("{account}/refunds"), &refund, 204).await;
}
