//! [`Erasure`](xinggen_domain::ports::Erasure).

use super::{Kit, Outcome, StoreHarness, stale, there};
use crate::start;
use chrono::Duration;
use xinggen_domain::{
    Credits, Id as _, QuoteId, SessionId,
    ai_config::Engine,
    api_key::{ApiKey, Scope, Scopes},
    audit::{AuditAct, AuditEntry},
    error::VendorErrorClass,
    idempotency::{DoneRequest, IdempotencyKey, MadeKind},
    job::{Job, JobError},
    ports::{JobFilter, Page, TicketHolder},
    production::Forecast,
    provenance::{Digest, ModelRef},
    quote::{Quote, QuotedOrder},
    sealed::Sealed,
    second_factor::SecondFactor,
    session::Session,
    time::Timestamp,
    user::{PasswordHash, User, UserStatus},
};

fn at(minutes: i64) -> Timestamp {
    start() + Duration::minutes(minutes)
}

async fn leave(kit: &Kit<'_>, clear_at: Timestamp) -> Outcome {
    let mut tx = kit.begin().await?;
    tx.erasure().begin(clear_at).await?;
    Ok(tx.commit().await?)
}

async fn user(kit: &Kit<'_>) -> Outcome<User> {
    there(kit.store.accounts().get(kit.owner).await?, "such user")
}

/// Names, addresses and password go; the account stays, and what it was called is free for others.
pub async fn what_names_somebody_goes_at_once(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let other = kit.neighbour().await?;
    let (known, neighbour) = (user(&kit).await?, user(&other).await?);
    let email = known.email.clone();
    let mut tx = kit.begin().await?;
    tx.profile().set_password(PasswordHash("a hash".to_owned())).await?;
    tx.commit().await?;
    leave(&kit, at(20)).await?;
    let nobody =
        User { email: None, phone: None, name: String::new(), status: UserStatus::Erased, ..known.clone() };
    assert_eq!(user(&kit).await?, nobody);
    let mut tx = kit.begin().await?;
    assert_eq!(there(tx.profile().lock().await?, "such user")?.1, None, "no password is left");
    drop(tx);
    assert_eq!(user(&other).await?, neighbour);
    let mut tx = other.begin().await?;
    tx.profile().save(User { email, ..neighbour }).await?;
    tx.commit().await?;
    Ok(())
}

/// Accounts are to be cleared from their time on until they are.
pub async fn accounts_wait_to_be_cleared(store: &dyn StoreHarness) -> Outcome {
    let first = Kit::new(store).await?;
    let (second, _) = (first.neighbour().await?, first.neighbour().await?);
    let sweep = store.housekeeping();
    leave(&first, at(20)).await?;
    leave(&second, at(10)).await?;
    assert_eq!(sweep.to_clear(at(9), None, 9).await?, []);
    assert_eq!(sweep.to_clear(at(10), None, 9).await?, [second.owner]);
    let mut both = [first.owner, second.owner];
    both.sort();
    assert_eq!(sweep.to_clear(at(20), None, 9).await?, both);
    assert_eq!(sweep.to_clear(at(20), None, 1).await?, both[..1], "at most as many as asked for");
    assert_eq!(sweep.to_clear(at(20), Some(both[0]), 9).await?, both[1..], "behind the one that was seen");
    let mut tx = second.begin().await?;
    tx.erasure().finish().await?;
    tx.commit().await?;
    assert_eq!(sweep.to_clear(at(99), None, 9).await?, [first.owner]);
    Ok(())
}

/// Nobody who is not there can leave.
pub async fn there_must_be_an_account(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let nobody = Kit { owner: kit.build.id(), build: kit.build.clone(), store };
    stale(nobody.begin().await?.erasure().begin(at(20)).await, "nobody's account")
}

/// Every way in goes, and the words of dramas; jobs, the ledger and the audit log stay; nothing of others goes.
pub async fn all_but_the_books_goes_in_the_end(store: &dyn StoreHarness) -> Outcome {
    let kit = Kit::new(store).await?;
    let other = kit.neighbour().await?;
    let (things, others) = (furnish(&kit).await?, furnish(&other).await?);
    leave(&kit, at(20)).await?;
    let mut tx = kit.begin().await?;
    tx.erasure().finish().await?;
    tx.commit().await?;
    assert_eq!(left(&kit, &things).await?, [false; 10]);
    assert_eq!(left(&other, &others).await?, [true; 10], "others keep theirs");
    for (kit, title) in [(&kit, false), (&other, true)] {
        let mut tx = kit.read().await?;
        let dramas = tx.dramas().list(Page { limit: 9, after: None }).await?;
        let jobs = tx.jobs().list(JobFilter::default(), Page { limit: 9, after: None }).await?;
        assert_eq!((dramas.len(), jobs.len()), (1, 1), "their rows are in the books");
        assert_eq!((!dramas[0].title.is_empty(), !jobs[0].message.is_empty()), (title, title));
        assert_eq!(jobs[0].error.as_ref().map(|error| !error.message.is_empty()), Some(title));
        assert_eq!(tx.audit().recent(None, 9).await?.len(), 1);
    }
    Ok(())
}

/// What can be asked for by its name.
struct Things {
    session: SessionId,
    digest: Digest,
    quote: QuoteId,
    request: IdempotencyKey,
}

/// One of each thing that goes or stays.
async fn furnish(kit: &Kit<'_>) -> Outcome<Things> {
    let drama = kit.drama().await?;
    let episode = kit.build.episode(&drama, 1);
    let job = Job {
        message: "正在绘制".to_owned(),
        error: Some(JobError { class: VendorErrorClass::Invalid, message: "画不出来".to_owned() }),
        ..kit.build.image_job(&drama)
    };
    kit.add_job(&job).await?;
    let digest = Digest::of(kit.owner.to_string().as_bytes());
    let session = Session::new(kit.build.id(), kit.owner, digest, start());
    let things = Things {
        session: session.id,
        digest,
        quote: kit.build.id(),
        request: IdempotencyKey { operation: "draw".into(), key: "once".into(), request: digest },
    };
    kit.add_session(session).await?;
    kit.store.api_keys().add(api_key(kit, digest)?, start(), 9).await?;
    let holder = TicketHolder { user_id: kit.owner, session_id: things.session };
    kit.store.tickets().add(digest, holder, start(), at(9)).await?;
    let mut tx = kit.begin().await?;
    let sealed = Sealed { key_id: "key1".to_owned(), bytes: vec![7] };
    tx.second_factors().put(SecondFactor::new(kit.owner, sealed, start())).await?;
    tx.sessions().prove(things.session, start()).await?;
    tx.episodes().add(episode.clone()).await?;
    let images = Engine::built_in(ModelRef::new("animatic", "frames-1"));
    let forecast = Forecast { steps: vec![], ceiling: Credits::ZERO, images };
    let order = QuotedOrder::Production { burn_subtitles: true };
    tx.quotes().add(Quote::new(things.quote, episode.id, order, forecast, start())).await?;
    let made_id = job.id.as_uuid();
    let key = things.request.clone();
    tx.requests().add(DoneRequest { key, made: MadeKind::Job, made_id, created_at: start() }).await?;
    tx.ai_configs().add(kit.build.ai_config()).await?;
    tx.audit().add(noted(kit)).await?;
    tx.commit().await?;
    Ok(things)
}

fn api_key(kit: &Kit<'_>, secret: Digest) -> Outcome<ApiKey> {
    Ok(ApiKey {
        id: kit.build.id(),
        user_id: kit.owner,
        name: "播放器".to_owned(),
        scopes: there(Scopes::new([Scope::Read]), "scope")?,
        secret,
        created_at: start(),
        expires_at: None,
        last_used_at: None,
        revoked_at: None,
    })
}

fn noted(kit: &Kit<'_>) -> AuditEntry {
    AuditEntry {
        id: kit.build.id(),
        act: AuditAct::AccountErased,
        actor_id: Some(kit.owner),
        subject: String::new(),
        reason: String::new(),
        address: None,
        created_at: start(),
    }
}

/// Which of the things are there.
async fn left(kit: &Kit<'_>, things: &Things) -> Outcome<[bool; 10]> {
    let store = kit.store;
    let page = Page { limit: 9, after: None };
    let keys = !store.api_keys().list(kit.owner, page).await?.is_empty();
    let ticket = store.tickets().take(things.digest, start()).await?.is_some();
    let mut tx = kit.read().await?;
    let sessions = !tx.sessions().list().await?.is_empty();
    let factor = tx.second_factors().get().await?.is_some();
    let proof = tx.sessions().proved_at(things.session).await?.is_some();
    let configs = !tx.ai_configs().list(Page { limit: 9, after: None }).await?.is_empty();
    let quote = tx.quotes().get(things.quote).await?.is_some();
    let request = tx.requests().find(&things.request).await?.is_some();
    let stream = tx.events().bounds().await?.last > 0;
    drop(tx);
    let events = !kit.events().await?.is_empty();
    Ok([sessions, factor, proof, keys, ticket, configs, quote, request, stream, events])
}
