//! What is one user's is nobody else's: every operation of the document with an id in its path, asked by another user
//! and by nobody.

use crate::{
    client::{Answer, Client},
    person::Person,
    service_document::{Operation, operations},
    site::Site,
    stories::ENCOUNTER,
};
use serde_json::Value;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What must not be seen in any answer to somebody else.
pub(crate) const CANARY: &str = "金丝雀七四二";

/// Everything of somebody's that a path can name: by the name of the parameter, an id.
pub(crate) async fn belongings(site: &Site, email: &str) -> BTreeMap<String, Vec<String>> {
    let tables = [
        ("ai_config_id", "ai_configs"),
        ("api_key_id", "api_keys"),
        ("asset_id", "assets"),
        ("character_id", "characters"),
        ("drama_id", "dramas"),
        ("episode_id", "episodes"),
        ("job_id", "jobs"),
        ("line_id", "shot_lines"),
        ("lot_id", "credit_lots"),
        ("production_id", "productions"),
        ("prop_id", "props"),
        ("quote_id", "quotes"),
        ("scene_id", "scenes"),
        ("session_id", "sessions"),
        ("shot_id", "shots"),
        ("take_id", "takes"),
    ];
    let mut all = BTreeMap::new();
    for (parameter, table) in tables {
        let sql = format!(
            "SELECT CASE typeof(id) WHEN 'blob' THEN hex(id) ELSE id END FROM {table}
             WHERE user_id = (SELECT id FROM users WHERE email = '{email}') ORDER BY id"
        );
        let ids = site.texts(&sql).await;
        assert!(!ids.is_empty(), "{email} has nothing in {table}");
        let ids = ids.iter().map(|id| Uuid::parse_str(id).expect("an id").to_string()).collect();
        all.insert(parameter.to_owned(), ids);
    }
    let sql = format!("SELECT hex(id) FROM users WHERE email = '{email}'");
    let user = Uuid::parse_str(&site.texts(&sql).await[0]).expect("an id").to_string();
    all.insert("user_id".to_owned(), vec![user]);
    all
}

/// A user with one of everything, a canary in every text that a user can write.
pub(crate) async fn owner(lin: &Person) {
    let story = ENCOUNTER.replace("林晚", &format!("林{CANARY}")).replace("茶馆", CANARY);
    let work = lin.write(CANARY, &story).await;
    let production = lin.produce(&work).await;
    lin.until_done(&production).await;
    lin.post(&format!("/episodes/{}/quotes", work.episode), &serde_json::json!({})).await.expect(200);
    let prop = serde_json::json!({ "name": CANARY, "description": CANARY });
    lin.post(&format!("/dramas/{}/props", work.drama), &prop).await.expect(201);
    let key = serde_json::json!({ "name": CANARY, "scopes": ["read"] });
    lin.post("/me/api-keys", &key).await.expect(201);
    let config = serde_json::json!({
        "kind": "image", "vendor": "someone", "model": "pictures-1", "name": CANARY, "active": false,
        "base_url": "https://api.example.com/v1", "key": "sk-0123456789abcdef",
    });
    lin.post("/ai-configs", &config).await.expect(201);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_users_ids_are_the_ids_of_nothing() {
    let site = Site::embedded(&[]);
    let server = site.serve();
    let (lin, chen) = (Person::register(&server, "lin").await, Person::register(&server, "chen").await);
    owner(&lin).await;
    let hers = belongings(&site, &lin.email).await;
    let (before, his) = (site.rows_of(&lin.email).await, site.rows_of(&chen.email).await);
    let nobody = Client::new(&server);
    let document = nobody.call_bare(reqwest::Method::GET, "/openapi.json").send().await.expect(200);
    let mut walked = 0;
    for operation in operations(&document) {
        if operation.path_parameters().is_empty() {
            continue;
        }
        walked += 1;
        let path = operation.path_with(|parameter| of_hers(&operation, &hers, parameter));
        let answer = operation.call(&chen, &path, &hers).send().await;
        match is_for_admins(&operation) {
            true => check_nothing(&operation, &answer, "forbidden", 403),
            false => check_nothing(&operation, &answer, "not_found", 404),
        }
        let answer = operation.call(&nobody, &path, &hers).send().await;
        check_nothing(&operation, &answer, "unauthenticated", 401);
    }
    assert!(walked > 40, "only {walked} operations have an id in their path");
    assert_eq!(site.rows_of(&lin.email).await, before, "somebody else changed her rows");
    assert_eq!(site.rows_of(&chen.email).await, his, "a refusal was written down");
    check_lists(&document, &chen, &hers).await;
    // She herself is let in by the very same requests.
    for (parameter, ids) in &hers {
        let path = format!("/{}s/{}", parameter.trim_end_matches("_id").replace('_', "-"), ids[0]);
        let bare = ["/api-keys", "/lines", "/lots", "/quotes", "/takes", "/sessions", "/users"];
        if !bare.iter().any(|bare| path.starts_with(bare)) {
            lin.get(&path).await.expect(200);
        }
    }
    server.stop();
    site.check_ledger();
}

/// What administrators do to others.
pub(crate) fn is_for_admins(operation: &Operation) -> bool {
    operation.path.contains("/admin/")
}

/// Her id for a parameter. What only administrators have is nobody's: any id stands for it.
pub(crate) fn of_hers(
    operation: &Operation,
    hers: &BTreeMap<String, Vec<String>>,
    parameter: &str,
) -> String {
    match hers.get(parameter) {
        None if is_for_admins(operation) => Uuid::from_u128(1).to_string(),
        _ => known(hers, parameter)[0].clone(),
    }
}

fn known<'a>(hers: &'a BTreeMap<String, Vec<String>>, parameter: &str) -> &'a Vec<String> {
    hers.get(parameter)
        .unwrap_or_else(|| panic!("no table is known for {{{parameter}}}: add it to this test"))
}

pub(crate) fn check_nothing(operation: &Operation, answer: &Answer, code: &str, status: u16) {
    let about = format!("{} answered {} {}", operation.name, answer.status, answer.text());
    assert!(!answer.text().contains(CANARY), "{about}");
    assert_eq!(answer.status, status, "{about}");
    if operation.method != reqwest::Method::HEAD {
        answer.problem(status, code);
    }
}

/// Operations without an id in their path: all that he gets, also when he filters by her ids, is his own.
async fn check_lists(document: &Value, chen: &Person, hers: &BTreeMap<String, Vec<String>>) {
    let mut asked = 0;
    for operation in operations(document) {
        let is_list = operation.method == reqwest::Method::GET && operation.path_parameters().is_empty();
        // A voice sounds the same for everyone, and has to be named.
        let is_another = operation.path.ends_with("/voices/sample") || operation.name == "stream_events";
        if !is_list || is_another || is_for_admins(&operation) {
            continue;
        }
        let mut paths = vec![operation.path.clone()];
        for filter in operation.query_parameters().iter().filter(|name| name.ends_with("_id")) {
            paths.push(format!("{}?{filter}={}", operation.path, known(hers, filter)[0]));
        }
        for path in paths {
            let answer = chen.call_bare(reqwest::Method::GET, &path).send().await;
            assert_eq!(answer.status, 200, "{path}: {}", answer.text());
            asked += 1;
            let text = answer.text();
            assert!(!text.contains(CANARY), "{path}: {text}");
            let leak = hers.values().flatten().find(|id| text.contains(id.as_str()));
            assert_eq!(leak, None, "{path}: {text}");
        }
    }
    assert!(asked > 10, "only {asked} lists were asked for");
}

#[tokio::test(flavor = "multi_thread")]
async fn another_users_ids_in_a_body_are_the_ids_of_nothing() {
    let site = Site::embedded(&[]);
    let server = site.serve();
    let (lin, chen) = (Person::register(&server, "lin").await, Person::register(&server, "chen").await);
    owner(&lin).await;
    owner(&chen).await;
    let (hers, his) = (belongings(&site, &lin.email).await, belongings(&site, &chen.email).await);
    let before = site.rows_of(&lin.email).await;
    let own = site.rows_of(&chen.email).await;
    let document =
        Client::new(&server).call_bare(reqwest::Method::GET, "/openapi.json").send().await.expect(200);
    let mut walked = 0;
    for operation in operations(&document).filter(|operation| operation.has_ids_in_body()) {
        walked += 1;
        let path = operation.path_with(|parameter| of_hers(&operation, &his, parameter));
        let answer = operation.call_with_all(&chen, &path, &hers).send().await;
        let about = format!("{} answered {} {}", operation.name, answer.status, answer.text());
        let refusals: &[u16] = if is_for_admins(&operation) { &[403] } else { &[404, 409, 422] };
        assert!(refusals.contains(&answer.status), "{about}");
        answer.any_problem();
        assert_eq!(site.rows_of(&chen.email).await, own, "{about}, and wrote something down");
    }
    assert!(walked >= 5, "only {walked} operations have ids in their bodies");
    assert_eq!(site.rows_of(&lin.email).await, before);
    server.stop();
}

/// Whoever is no administrator is told just that, whatever is named: also where there is nothing of the name.
#[tokio::test(flavor = "multi_thread")]
async fn nobody_but_administrators_gets_at_what_is_theirs() {
    let site = Site::embedded(&[]);
    let server = site.serve();
    let (lin, chen) = (Person::register(&server, "lin").await, Person::register(&server, "chen").await);
    owner(&lin).await;
    owner(&chen).await;
    let (hers, his) = (belongings(&site, &lin.email).await, belongings(&site, &chen.email).await);
    let program = chen.with_key(&["read", "write", "generate", "billing"]).await;
    program.get("/me").await.expect(200);
    let before = site.rows().await;
    let nobody = Client::new(&server);
    let document = nobody.call_bare(reqwest::Method::GET, "/openapi.json").send().await.expect(200);
    let mut walked = 0;
    for operation in operations(&document).filter(is_for_admins) {
        walked += 1;
        let paths = [&hers, &his].map(|ids| operation.path_with(|name| of_hers(&operation, ids, name)));
        let nothing = operation.path_with(|_| Uuid::from_u128(1).to_string());
        for path in paths.into_iter().chain([nothing]) {
            for call in [operation.call(&chen, &path, &hers), operation.call_with_all(&chen, &path, &hers)] {
                check_nothing(&operation, &call.send().await, "forbidden", 403);
            }
            let answer = operation.call(&program, &path, &hers).send().await;
            check_nothing(&operation, &answer, "key_not_accepted", 403);
            let answer = operation.call(&nobody, &path, &hers).send().await;
            check_nothing(&operation, &answer, "unauthenticated", 401);
        }
        // What is wrong with a request is told to whoever may make it, however often it is tried.
        for _ in 0..5 {
            let answer = operation.call_garbled(&chen).send().await;
            check_nothing(&operation, &answer, "forbidden", 403);
        }
    }
    assert!(walked >= 16, "only {walked} operations are for administrators");
    site.check_rows(&before).await;
    server.stop();
}
