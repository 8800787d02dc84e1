//! Every operation by which administrators change something leaves an entry in an audit log: the platform's, or that of
//! the user whom it is about.

use super::walk::operations;
use crate::kit::{Person, TestApi, request};
use actix_web::http::Method;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Operations that leave no entry, and why.
const NOT_NOTED: &[(&str, &str)] =
    &[("check_platform_ai_config", "it asks a vendor with the stored key, and changes nothing here")];

/// Calls operations one after the other and remembers which of them left an entry.
struct Auditor {
    api: TestApi,
    admin: Person,
    user: Person,
    noted: BTreeSet<String>,
    silent: Vec<String>,
}

impl Auditor {
    async fn new() -> Self {
        let api = TestApi::new().await;
        let (admin, user) = (api.admin().await, api.register().await);
        Self { api, admin, user, noted: BTreeSet::new(), silent: vec![] }
    }

    /// Does something as the administrator; the body of the answer.
    async fn call(&mut self, operation: &str, method: Method, path: &str, body: Value) -> Value {
        let before = self.entries().await;
        let ask = request(method, path, Some(&self.admin))
            .insert_header(("if-match", "*"))
            .insert_header(("idempotency-key", operation.to_owned()));
        let ask = if body.is_null() { ask } else { ask.set_json(body) };
        let answer = self.api.send(ask).await;
        assert!(answer.status.is_success(), "{operation}: {answer:?}");
        self.noted.insert(operation.to_owned());
        if !self.entries().await.iter().any(|entry| !before.contains(entry)) {
            self.silent.push(operation.to_owned());
        }
        if answer.body.is_empty() { Value::Null } else { answer.json() }
    }

    /// The ids of what the administrator did, in both logs.
    async fn entries(&self) -> Vec<String> {
        let mut ids = Vec::new();
        for (who, path) in [(&self.admin, "/admin/audit?limit=100"), (&self.user, "/me/audit?limit=100")] {
            let log = self.api.get(who, path).await.ok();
            let items = log["items"].as_array().expect("items").iter();
            let by_admin = items.filter(|item| item["actor_id"] == self.admin.id.to_string());
            ids.extend(by_admin.filter_map(|item| item["id"].as_str().map(str::to_owned)));
        }
        ids
    }

    async fn change_the_platform(&mut self) {
        let config = json!({
            "kind": "image", "vendor": "someone", "model": "pictures-1", "name": "平台",
            "base_url": "https://api.example.com/v1", "key": "sk-secret-0123456789",
        });
        let configs = "/admin/ai-configs";
        let made = self.call("create_platform_ai_config", Method::POST, configs, config).await;
        let path = format!("{configs}/{}", made["id"].as_str().expect("an id"));
        let off = json!({ "active": false });
        self.call("update_platform_ai_config", Method::PATCH, &path, off).await;
        self.call("delete_platform_ai_config", Method::DELETE, &path, Value::Null).await;
        let price = json!({ "operation": "cut", "unit": "run", "amount": 7 });
        self.call("create_price", Method::POST, "/admin/prices", price).await;
        let batch = json!({ "name": "春节活动", "credits": 88, "count": 2 });
        let batches = "/admin/redemption-batches";
        let made = self.call("create_redemption_batch", Method::POST, batches, batch).await;
        let path = format!("{batches}/{}/revoke", made["batch"]["id"].as_str().expect("an id"));
        self.call("revoke_redemption_batch", Method::POST, &path, Value::Null).await;
    }

    async fn change_the_user(&mut self) {
        let user = format!("/admin/users/{}", self.user.id);
        let credits = format!("{user}/credits");
        let gift = json!({ "kind": "recharge", "amount": 30, "reason": "对公转账" });
        self.call("grant_credits", Method::POST, &credits, gift).await;
        let lots = self.api.get(&self.admin, &credits).await.ok()["lots"].clone();
        let lots = lots.as_array().expect("lots").iter();
        let bought = lots.clone().find(|lot| lot["source"] == "RECHARGE").expect("a purchase");
        let refund = json!({ "lot_id": bought["id"], "amount": 30, "reason": "退款" });
        self.call("refund_purchase", Method::POST, &format!("{user}/refunds"), refund).await;
        let job = self.charged_job().await;
        let back = json!({ "job_id": job, "amount": 1, "reason": "剧本有误" });
        self.call("create_credit_back", Method::POST, &format!("{user}/credit-backs"), back).await;
        let (cancelled, reason) = (self.ordered_job("cancelled").await, json!({ "reason": "误操作" }));
        let path = format!("/admin/jobs/{}", cancelled.as_str().expect("an id"));
        self.call("cancel_any_job", Method::POST, &format!("{path}/cancel"), reason.clone()).await;
        self.call("retry_any_job", Method::POST, &format!("{path}/retry"), reason).await;
        let terms = format!("{user}/memberships");
        let grant = json!({ "plan": "vip", "reason": "内测用户" });
        let term = self.call("grant_membership", Method::POST, &terms, grant).await;
        let path = format!("{terms}/{}", term["id"].as_str().expect("an id"));
        self.call("revoke_membership", Method::DELETE, &path, Value::Null).await;
        self.call("update_user", Method::PATCH, &user, json!({ "role": "admin" })).await;
    }

    async fn charged_job(&self) -> Value {
        let job = self.ordered_job("charged").await;
        self.api.world.work_once().await;
        job
    }

    /// The id of a script of a new drama that the user orders under this key.
    async fn ordered_job(&self, key: &str) -> Value {
        let drama = self.api.drama(&self.user).await;
        let path = format!("/episodes/{}/scripts", self.api.episode(&self.user, &drama).await);
        let order =
            request(Method::POST, &path, Some(&self.user)).insert_header(("idempotency-key", key.to_owned()));
        self.api.send(order.set_json(json!({}))).await.json()["id"].clone()
    }
}

#[actix_web::test]
async fn what_administrators_change_is_noted() {
    let mut auditor = Auditor::new().await;
    auditor.change_the_platform().await;
    auditor.change_the_user().await;
    assert_eq!(auditor.silent, [""; 0], "operations that leave no entry in an audit log");
    let changing = operations().iter().filter(|one| one.method != "get" && one.path.contains("/admin/"));
    let changing: BTreeSet<&str> = changing.map(|one| one.id()).collect();
    let exempt = NOT_NOTED.iter().map(|(operation, _)| *operation);
    let known: BTreeSet<&str> = auditor.noted.iter().map(String::as_str).chain(exempt).collect();
    assert_eq!(changing, known, "an operation is missing here, or is not there any more");
}
