//! Whoever is disabled is nobody: every operation of the document, asked with the token and with the key that let the
//! owner in before.

use crate::{
    client::Client,
    person::Person,
    service_accounts::shut_out_within_a_second,
    service_document::operations,
    service_tenants::{belongings, check_nothing, of_hers, owner},
    site::Site,
};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_disabled_user_is_nobody_to_every_operation() {
    let site = Site::embedded(&[]);
    let server = site.serve();
    let lin = Person::register(&server, "lin").await;
    owner(&lin).await;
    let program = lin.with_key(&["read", "write", "generate", "billing"]).await;
    program.get("/dramas").await.expect(200);
    let ticket = lin.post("/events/tickets", &json!({})).await.expect(201);
    let hers = belongings(&site, &lin.email).await;
    let disabled = site.command(&["user", "disable", &lin.email]).output().expect("the binary starts");
    assert!(disabled.status.success(), "{}", String::from_utf8_lossy(&disabled.stderr));
    tokio::join!(shut_out_within_a_second(&lin), shut_out_within_a_second(&program));

    let nobody = Client::new(&server);
    let stream = format!("/events?ticket={}", ticket["ticket"].as_str().expect("a ticket"));
    nobody.get(&stream).await.problem(401, "ticket_over");
    let made_up = nobody.with_token("xg_nobody");
    let before = site.rows().await;
    let document = nobody.call_bare(reqwest::Method::GET, "/openapi.json").send().await.expect(200);
    let mut walked = 0;
    for operation in operations(&document).filter(|operation| operation.takes_tokens()) {
        walked += 1;
        let path = operation.path_with(|parameter| of_hers(&operation, &hers, parameter));
        // What takes no keys says so to all of them; it does not look whose they are.
        let of_key =
            if operation.takes_keys() { ("unauthenticated", 401) } else { ("key_not_accepted", 403) };
        let filters = operation.query_parameters().into_iter().filter(|name| hers.contains_key(name));
        let filtered: Vec<String> = filters.map(|name| format!("{path}?{name}={}", hers[&name][0])).collect();
        for path in [path].into_iter().chain(filtered) {
            let answers = [(&*lin, ("unauthenticated", 401)), (&program, of_key), (&made_up, of_key)];
            for (who, (code, status)) in answers {
                let answer = operation.call(who, &path, &hers).send().await;
                check_nothing(&operation, &answer, code, status);
            }
        }
        for _ in 0..if operation.is_open() { 0 } else { 3 } {
            let answer = operation.call_garbled(&lin).send().await;
            check_nothing(&operation, &answer, "unauthenticated", 401);
        }
    }
    assert!(walked > 90, "only {walked} operations take a token");
    site.check_rows(&before).await;
    server.stop();
    site.check_ledger();
}
