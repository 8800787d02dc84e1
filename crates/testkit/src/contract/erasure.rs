//! [`Erasure`](xinggen_domain::ports::Erasure).

use super::{Kit, Outcome, StoreHarness, stale, there};
use crate::start;
use chrono::Duration;
use xinggen_domain::{
    api_key::{ApiKey, Scope, Scopes},
    audit::{AuditAct, AuditEntry},
    ports::{JobFilter, Page},
    provenance::Digest,
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

/// Accounts are to be cleared from their time on, those that wait longest first, until they are.
pub async fn accounts_wait_to_be_cleared(store: &dyn StoreHarness) -> Outcome {
    let first = Kit::new(store).await?;
    let (second, _) = (first.neighbour().await?, first.neighbour().await?);
    let sweep = store.housekeeping();
    leave(&first, at(20)).await?;
    leave(&second, at(10)).await?;
    assert_eq!(sweep.to_clear(at(9), 9).await?, []);
    assert_eq!(sweep.to_clear(at(10), 9).await?, [second.owner]);
    assert_eq!(sweep.to_clear(at(20), 9).await?, [second.owner, first.owner]);
    assert_eq!(sweep.to_clear(at(20), 1).await?, [second.owner]);
    let mut tx = second.begin().await?;
    tx.erasure().finish().await?;
    tx.commit().await?;
    assert_eq!(sweep.to_clear(at(99), 9).await?, [first.owner]);
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
    for kit in [&kit, &other] {
        furnish(kit).await?;
    }
    leave(&kit, at(20)).await?;
    let mut tx = kit.begin().await?;
    tx.erasure().finish().await?;
    tx.commit().await?;
    let left = [true, false].map(|all| if all { (1, 1, 1, true) } else { (0, 0, 0, false) });
    assert_eq!(belongings(&kit).await?, left[1]);
    assert_eq!(belongings(&other).await?, left[0], "others keep theirs");
    let mut tx = kit.read().await?;
    let page = Page { limit: 9, after: None };
    let dramas = tx.dramas().list(page).await?;
    assert!(dramas.iter().all(|drama| drama.title.is_empty() && drama.import_key.is_none()));
    let jobs = tx.jobs().list(JobFilter::default(), Page { limit: 9, after: None }).await?;
    assert_eq!((dramas.len(), jobs.len()), (1, 1), "their rows are in the books");
    assert_eq!(tx.audit().recent(None, 9).await?.len(), 1);
    Ok(())
}

/// One of each thing that goes or stays.
async fn furnish(kit: &Kit<'_>) -> Outcome {
    let drama = kit.drama().await?;
    kit.add_job(&kit.build.image_job(&drama)).await?;
    let secret = Digest::of(kit.owner.to_string().as_bytes());
    kit.store.sessions().add(Session::new(kit.build.id(), kit.owner, secret, start())).await?;
    let key = ApiKey {
        id: kit.build.id(),
        user_id: kit.owner,
        name: "播放器".to_owned(),
        scopes: there(Scopes::new([Scope::Read]), "scope")?,
        secret,
        created_at: start(),
        expires_at: None,
        last_used_at: None,
        revoked_at: None,
    };
    kit.store.api_keys().add(key, start(), 9).await?;
    kit.store.tickets().add(secret, kit.owner, start(), at(9)).await?;
    let entry = AuditEntry {
        id: kit.build.id(),
        act: AuditAct::AccountErased,
        actor_id: Some(kit.owner),
        subject: String::new(),
        reason: String::new(),
        address: None,
        created_at: start(),
    };
    let mut tx = kit.begin().await?;
    tx.ai_configs().add(kit.build.ai_config()).await?;
    tx.audit().add(entry).await?;
    Ok(tx.commit().await?)
}

/// How many sessions, keys and configurations there are, and whether there are events.
async fn belongings(kit: &Kit<'_>) -> Outcome<(usize, usize, usize, bool)> {
    let sessions = kit.store.sessions().of_user(kit.owner).await?.len();
    let keys = kit.store.api_keys().list(kit.owner, Page { limit: 9, after: None }).await?.len();
    let mut tx = kit.read().await?;
    let configs = tx.ai_configs().list(Page { limit: 9, after: None }).await?.len();
    drop(tx);
    Ok((sessions, keys, configs, !kit.events().await?.is_empty()))
}
