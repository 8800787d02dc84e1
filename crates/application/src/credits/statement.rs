use super::CreditBooks;
use crate::{Actor, wording};
use xinggen_domain::{
    error::StoreError,
    ledger::{CreditTransaction, Description, JobDescription, StatementNames},
    ports::TenantTx,
    script::Language,
    spending::StatementFilter,
    take::Target,
};

/// An entry of a statement, and the names of what it speaks of as they are now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementEntry {
    /// The entry.
    pub entry: CreditTransaction,
    /// The title of the drama, the name of the target, of the batch of codes, or the administrator's reason.
    named: Named,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Named {
    drama: Option<String>,
    subject: Option<String>,
}

impl StatementEntry {
    fn of(entry: CreditTransaction, names: &StatementNames) -> Self {
        let named = match entry.description {
            Description::Plain | Description::Expired(_) => Named::default(),
            Description::Redeemed(batch) => Named::subject(names.batches.get(&batch)),
            Description::Act(act) => Named::subject(names.reasons.get(&act)),
            Description::Job(job) => Named {
                drama: names.dramas.get(&job.drama_id).cloned(),
                ..Named::subject(names.targets.get(&job.target))
            },
        };
        Self { entry, named }
    }

    /// What the entry is for, in this language; never empty. Names that are gone are left out.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        let subject = self.named.subject.as_deref();
        match self.entry.description {
            Description::Plain => wording::moved(self.entry.kind, language).to_owned(),
            Description::Expired(source) => wording::expired(source, language),
            Description::Redeemed(_) => wording::redeemed(subject, language),
            Description::Act(_) => {
                subject.unwrap_or_else(|| wording::moved(self.entry.kind, language)).to_owned()
            }
            Description::Job(job) => self.words_of_job(job, language),
        }
    }

    fn words_of_job(&self, job: JobDescription, language: Language) -> String {
        let mut parts = vec![wording::charge(job.operation, language).to_owned()];
        let name = self.named.subject.as_deref();
        parts.extend(match job.target {
            Target::Episode(_) => None,
            Target::Character(_) => name.map(|name| wording::character(name, language)),
            Target::Scene(_) => name.map(|place| wording::scene(place, language)),
            Target::Prop(_) => name.map(|name| wording::prop(name, language)),
            Target::Shot(_) => job.shot.map(|number| wording::shot(number, language)),
            Target::Line(_) => job.shot.map(|number| wording::line(number, language)),
        });
        parts.extend(wording::work(self.named.drama.as_deref(), job.episode, language));
        parts.join(" · ")
    }
}

impl Named {
    fn subject(name: Option<&String>) -> Self {
        Self { drama: None, subject: name.cloned() }
    }
}

/// Gives entries the names of what they speak of, as the transaction sees them.
pub(super) async fn with_names(
    tx: &mut dyn TenantTx,
    entries: Vec<CreditTransaction>,
) -> Result<Vec<StatementEntry>, StoreError> {
    let names = tx.credits().names(&entries).await?;
    Ok(entries.into_iter().map(|entry| StatementEntry::of(entry, &names)).collect())
}

impl CreditBooks {
    /// Entries of the actor's statement with numbers above `after`, in order.
    ///
    /// # Errors
    /// The database failed.
    pub async fn statement(
        &self,
        actor: Actor,
        after: i64,
        limit: u32,
    ) -> Result<Vec<StatementEntry>, StoreError> {
        let mut tx = self.ports.store.begin_read(actor.user_id).await?;
        let entries = tx.credits().statement(after, limit).await?;
        with_names(&mut *tx, entries).await
    }

    /// Entries of the actor's statement that match, with numbers below `before` (none: from the last), newest first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn recent(
        &self,
        actor: Actor,
        filter: StatementFilter,
        before: Option<i64>,
        limit: u32,
    ) -> Result<Vec<StatementEntry>, StoreError> {
        let mut tx = self.ports.store.begin_read(actor.user_id).await?;
        let entries = tx.credits().recent(filter, before, limit).await?;
        with_names(&mut *tx, entries).await
    }
}
