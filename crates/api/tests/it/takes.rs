//! Takes: what there is to choose from, and choosing.

use crate::{
    kit::{NOBODYS, request},
    shots::{Stage, ids},
};
use actix_web::http::{Method, StatusCode};
use serde_json::{Value, json};
use xinggen_domain::{
    job::{Job, Operation},
    ports::UnitOfWork as _,
    take::{Take, Target},
};

impl Stage {
    /// A job that was made for a target.
    async fn job(&self, operation: Operation, kind: &str, id: &str) -> Job {
        let target = Target::from_parts(kind, id.parse().expect("an id")).expect("a kind");
        let mut tx = self.api.world.store.begin(self.who.id).await.expect("begun");
        let drama = tx.dramas().get(self.drama.parse().expect("an id")).await.expect("read").expect("there");
        let build = &self.api.world.build;
        let job = build.job(build.order(&drama, operation, target));
        assert!(tx.jobs().add(job.clone(), &[]).await.expect("added"));
        tx.commit().await.expect("committed");
        job
    }

    /// What a job made; it takes the selection over.
    async fn take(&self, job: &Job) -> Take {
        let build = &self.api.world.build;
        let asset = build.asset(self.who.id);
        let take = build.take(job, &asset);
        let mut tx = self.api.world.store.begin(self.who.id).await.expect("begun");
        tx.assets().add(asset).await.expect("added");
        tx.takes().add(take.clone()).await.expect("added");
        tx.commit().await.expect("committed");
        take
    }
}

#[actix_web::test]
async fn every_kind_of_target_lists_its_takes_with_their_files() {
    let stage = Stage::new().await;
    let prop =
        stage.api.make(&stage.who, &format!("/dramas/{}/props", stage.drama), json!({ "name": "表" })).await;
    let (shot, lines) = stage.shot_with(&["雪下了一夜。"]).await;
    let targets = [
        ("shot", Operation::Image, &shot),
        ("line", Operation::Voice, &lines[0]),
        ("character", Operation::Image, &stage.character),
        ("scene", Operation::Image, &stage.scene),
        ("prop", Operation::Image, &prop),
    ];
    for (kind, operation, id) in targets {
        let path = format!("/{kind}s/{id}/takes");
        assert_eq!(stage.api.get(&stage.who, &path).await.ok(), json!({ "items": [], "next_cursor": null }));
        let job = stage.job(operation, kind, id).await;
        let take = stage.take(&job).await;
        let page = stage.api.get(&stage.who, &path).await.ok();
        let view = &page["items"][0];
        assert_eq!((&view["target_kind"], &view["target_id"]), (&json!(kind), &json!(id)));
        assert_eq!((&view["operation"], &view["selected"]), (&json!(operation.code()), &json!(true)));
        assert_eq!((&view["id"], &view["job_id"]), (&json!(take.id.to_string()), &json!(job.id.to_string())));
        assert_eq!(view["asset"]["id"], take.asset_id.to_string());
        assert!(view["asset"]["url"].as_str().is_some_and(|url| url.contains("signature=")), "{view}");
        assert_eq!(view["inputs_hash"], take.provenance.hash.to_string());
        assert_eq!(view["inputs"][0], json!({ "name": "vendor", "value": "fake" }));
    }
}

#[actix_web::test]
async fn the_newest_comes_first_and_an_older_one_can_be_used_again() {
    let stage = Stage::new().await;
    let shot = stage.shot().await;
    let path = format!("/shots/{shot}/takes");
    let image = stage.job(Operation::Image, "shot", &shot).await;
    let (older, newer) = (stage.take(&image).await, stage.take(&image).await);
    let clip = stage.take(&stage.job(Operation::Video, "shot", &shot).await).await;
    let listed = async |query: &str| {
        let page = stage.api.get(&stage.who, &format!("{path}{query}")).await.ok();
        let selected = |item: &Value| item["selected"] == true;
        let chosen: Vec<Value> =
            page["items"].as_array().expect("items").iter().filter(|item| selected(item)).cloned().collect();
        (ids(&page["items"]), ids(&json!(chosen)))
    };
    let all = [clip.id.to_string(), newer.id.to_string(), older.id.to_string()];
    assert_eq!(listed("").await, (all.to_vec(), all[..2].to_vec()));
    assert_eq!(listed("?operation=image").await.0, all[1..]);
    assert_eq!(listed("?operation=voice").await.0, Vec::<String>::new());

    let used = stage.api.post(&stage.who, &format!("/takes/{}/select", older.id), Value::Null).await.ok();
    assert_eq!((&used["id"], &used["selected"]), (&json!(older.id.to_string()), &json!(true)));
    assert_eq!(listed("").await, (all.to_vec(), vec![all[0].clone(), all[2].clone()]));
    let unknown = stage.api.get(&stage.who, &format!("{path}?operation=song")).await;
    unknown.check_problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid_request");
}

#[actix_web::test]
async fn nothing_is_found_by_others() {
    let stage = Stage::new().await;
    let stranger = stage.api.register().await;
    let prop =
        stage.api.make(&stage.who, &format!("/dramas/{}/props", stage.drama), json!({ "name": "表" })).await;
    let (shot, lines) = stage.shot_with(&["雪下了一夜。"]).await;
    let job = stage.job(Operation::Image, "shot", &shot).await;
    let (older, newer) = (stage.take(&job).await, stage.take(&job).await);
    let list = |kind: &str, id: &str| (Method::GET, format!("/{kind}/{id}/takes"), Value::Null);
    let select = (Method::POST, format!("/takes/{}/select", older.id), Value::Null);
    let requests = [
        list("shots", &shot),
        list("lines", &lines[0]),
        list("characters", &stage.character),
        list("scenes", &stage.scene),
        list("props", &prop),
        select,
    ];
    stage.api.check_hidden(&stranger, &requests).await;
    for (method, path, _) in requests {
        let answer = stage.api.send(request(method, &path, None)).await;
        answer.check_problem(StatusCode::UNAUTHORIZED, "unauthenticated");
    }
    let page = stage.api.get(&stage.who, &format!("/shots/{shot}/takes")).await.ok();
    assert_eq!(
        (&page["items"][0]["id"], &page["items"][0]["selected"]),
        (&json!(newer.id.to_string()), &json!(true))
    );
    let absent = stage.api.post(&stage.who, &format!("/takes/{NOBODYS}/select"), Value::Null).await;
    absent.check_problem(StatusCode::NOT_FOUND, "not_found");
}
