//! Two users, each with a row in every table of a tenant, made through the ports.

use crate::support::{Books, TestDatabase};
use chrono::Duration;
use uuid::Uuid;
use xinggen_domain::{
    Credits, Id,
    ai_config::Engine,
    api_key::{ApiKey, Scope, Scopes},
    audit::{AuditAct, AuditEntry},
    idempotency::{DoneRequest, IdempotencyKey, MadeKind},
    job::{JobOrder, Operation},
    membership::{MembershipPlan, MembershipTerm, TermState, WITHOUT_END},
    ports::{ApiKeys, EventTickets, TenantTx, TicketHolder, UnitOfWork},
    production::Forecast,
    provenance::{Digest, ModelRef},
    quote::{Quote, QuotedOrder},
    sealed::Sealed,
    second_factor::SecondFactor,
    session::Session,
    shot::Shot,
    take::Target,
    vendor::{CallState, VendorCall},
};
use xinggen_testkit::start;

/// Two users with a row each in every table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tenants {
    /// Whose rows are attacked.
    pub(super) rich: Uuid,
    /// Who attacks them.
    pub(super) other: Uuid,
}

pub(super) async fn two_tenants(test: &TestDatabase) -> Tenants {
    let rich = Books::open(test).await;
    let other = rich.another_user().await;
    for books in [&rich, &other] {
        furnish(books).await;
    }
    Tenants { rich: rich.owner.as_uuid(), other: other.owner.as_uuid() }
}

async fn furnish(books: &Books) {
    let mut tx = books.database.begin(books.owner).await.expect("a transaction");
    tell_a_story(books, tx.as_mut()).await;
    grant_a_term(books, tx.as_mut()).await;
    tx.commit().await.expect("a commit");
    books.grant(100, None).await;
    books.hold(2).await.expect("a hold").expect("enough credits");
    sign_in(books).await;
    leave_an_object(books).await;
}

async fn grant_a_term(books: &Books, tx: &mut dyn TenantTx) {
    let term = MembershipTerm {
        id: books.build.id(),
        plan: MembershipPlan::Vip,
        actor_id: None,
        reason: "内测用户".to_owned(),
        starts_at: start(),
        ends_at: WITHOUT_END,
        state: TermState::Granted,
    };
    tx.memberships().add(term).await.expect("a term");
}

/// A drama down to its cut, a production and two jobs of which one waits for the other.
async fn tell_a_story(books: &Books, tx: &mut dyn TenantTx) {
    let (build, drama) = (&books.build, &books.drama);
    let episode = build.episode(drama, 1);
    let (character, scene) = (build.character(drama, "林晚"), build.scene(drama, "老街口"));
    let (prop, asset) = (build.prop(drama, "旧怀表"), build.asset(books.owner));
    let production = build.production(&episode);
    let shot = Shot {
        cast: vec![character.id],
        props: vec![prop.id],
        lines: vec![build.line(Some(character.id), "你回来了。")],
        ..build.shot(&episode, &scene, 1)
    };
    let order = JobOrder {
        production_id: Some(production.id),
        episode_id: Some(episode.id),
        ..build.order(drama, Operation::Image, Target::Shot(shot.id))
    };
    let (job, later) = (build.job(order), build.image_job(drama));
    tx.episodes().add(episode.clone()).await.expect("an episode");
    tx.characters().add(character.clone()).await.expect("a character");
    tx.scenes().add(scene.clone()).await.expect("a scene");
    tx.props().add(prop).await.expect("a prop");
    tx.scripts().put(build.script(&episode, &scene, &[character.id])).await.expect("a script");
    tx.shots().put_storyboard(build.storyboard(&episode)).await.expect("a storyboard");
    let forecast = Forecast {
        steps: vec![],
        ceiling: Credits::ZERO,
        images: Engine::built_in(ModelRef::new("animatic", "frames-1")),
    };
    let order = QuotedOrder::Production { burn_subtitles: true };
    let quote = Quote::new(build.id(), episode.id, order, forecast, start());
    tx.quotes().add(quote).await.expect("a quote");
    tx.shots().replace(episode.id, vec![shot]).await.expect("a shot");
    tx.productions().add(production).await.expect("a production");
    assert!(tx.jobs().add(job.clone(), &[]).await.expect("a job"));
    assert!(tx.jobs().add(later, &[job.id]).await.expect("a job that waits"));
    tx.assets().add(asset.clone()).await.expect("a file");
    tx.takes().add(build.take(&job, &asset)).await.expect("a take");
    tx.cuts().add(build.cut(&episode, &asset)).await.expect("a cut");
    let key = IdempotencyKey {
        operation: "generate".to_owned(),
        key: "once".to_owned(),
        request: Digest::of(b"a body"),
    };
    let done = DoneRequest { key, made: MadeKind::Job, made_id: job.id.as_uuid(), created_at: start() };
    assert!(tx.requests().add(done).await.expect("an answer"));
    let entry = AuditEntry {
        id: build.id(),
        act: AuditAct::CreditsAdjusted,
        actor_id: None,
        subject: String::new(),
        reason: "更正".to_owned(),
        address: None,
        created_at: start(),
    };
    tx.audit().add(entry).await.expect("an entry");
    tx.ai_configs().add(build.ai_config()).await.expect("a configuration");
    let call = VendorCall {
        id: build.id(),
        job_id: job.id,
        number: 1,
        model: ModelRef::new("someone", "pictures-1"),
        state: CallState::Sent,
        class: None,
        created_at: start(),
        ended_at: None,
    };
    tx.vendor_calls().add(call).await.expect("a call");
}

async fn sign_in(books: &Books) {
    let secret = Digest::of(books.owner.to_string().as_bytes());
    let session_id = books.build.id();
    let session = Session::new(session_id, books.owner, secret, start());
    let mut tx = books.database.begin(books.owner).await.expect("a transaction");
    tx.sessions().add(session).await.expect("a session");
    let sealed = Sealed { key_id: "k1".to_owned(), bytes: vec![1, 2, 3] };
    let factor = SecondFactor::new(books.owner, sealed, start());
    assert!(tx.second_factors().put(factor).await.expect("a second factor"));
    tx.sessions().prove(session_id, start()).await.expect("a proof");
    tx.commit().await.expect("a commit");
    let until = start() + Duration::seconds(60);
    let holder = TicketHolder { user_id: books.owner, session_id };
    EventTickets::add(&books.database, secret, holder, start(), until).await.expect("a ticket");
    hold_key(books).await;
}

/// A key for a program.
async fn hold_key(books: &Books) {
    let key = ApiKey {
        id: books.build.id(),
        user_id: books.owner,
        name: "播放器".to_owned(),
        scopes: Scopes::new([Scope::Read]).expect("a scope"),
        secret: Digest::of(b"a key"),
        created_at: start(),
        expires_at: None,
        last_used_at: None,
        revoked_at: None,
    };
    assert!(ApiKeys::add(&books.database, key, start(), 20).await.expect("a key"));
}

/// A file that is removed leaves its object to the sweep.
async fn leave_an_object(books: &Books) {
    let mut tx = books.database.begin(books.owner).await.expect("a transaction");
    let asset = books.build.asset(books.owner);
    tx.assets().add(asset.clone()).await.expect("a file");
    assert!(tx.assets().remove(asset.id).await.expect("a removal"));
    tx.commit().await.expect("a commit");
}
