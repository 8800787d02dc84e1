use super::{
    archive::{Archive, Broken},
    pages::{self, all},
    view::{AccountExport, CreditsExport},
};
use crate::{
    language::Language,
    routes::{
        accounts::{AuditView, UserView},
        credits::TransactionView,
    },
    state::Api,
    view::JobView,
};
use futures_util::FutureExt as _;
use xinggen_application::{Actor, StatementEntry};
use xinggen_domain::{
    ports::{JobFilter, Page},
    spending::StatementFilter,
};

/// The account and its books.
pub(super) async fn write(
    api: &Api,
    actor: Actor,
    language: Language,
    archive: &mut Archive<'_>,
) -> Result<(), Broken> {
    let account = AccountExport {
        exported_at: api.clock.now(),
        account: api.accounts.me(actor).await?.map(|user| UserView::at(api.clock.now(), user)),
        sessions: api.accounts.sessions(actor).await?.into_iter().map(Into::into).collect(),
        api_keys: all(|page| api.keys.list(actor, page).boxed(), |key| key.id)
            .await?
            .into_iter()
            .map(Into::into)
            .collect(),
        ai_configs: all(|page| api.ai_configs.list(actor, page).boxed(), |config| config.id)
            .await?
            .into_iter()
            .map(Into::into)
            .collect(),
    };
    archive.json("account.json", &account).await?;
    let credits = CreditsExport {
        balance: api.credits.standing(actor).await?.into(),
        caps: api.credits.daily_cap(actor).await?.into(),
    };
    archive.json("credits.json", &credits).await?;
    let every = StatementFilter::default();
    let entries = |page: Page<i64>| api.credits.recent(actor, every, page.after, page.limit).boxed();
    let (number, view) =
        (|stated: &StatementEntry| stated.entry.number, |entry| TransactionView::of(entry, language));
    pages::write(archive, "transactions.jsonl", entries, number, view).await?;
    let jobs = |page| api.jobs.list(actor, JobFilter::default(), page).boxed();
    pages::write(archive, "jobs.jsonl", jobs, |job| job.id, JobView::from).await?;
    let noted = |page: Page<_>| api.records.own(actor, page.after, page.limit).boxed();
    pages::write(archive, "audit.jsonl", noted, |entry| entry.id, AuditView::from).await
}
