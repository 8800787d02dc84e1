//! What administrators do with other people's jobs.

use crate::house::{House, key, key_for, story};
use xinggen_application::{
    Actor, CancelJobError, JobAdmin, ManageJobError, ReadJobsError, RequestGenerationError, RetryJobError,
};
use xinggen_domain::{
    Credits, JobId,
    audit::{AuditAct, AuditEntry},
    job::{Job, JobState, Operation},
    ports::{AllJobsFilter, Page, UnitOfWork as _},
    take::Target,
    user::{Role, User, UserStatus},
};

struct Office {
    house: House,
    admin: Actor,
    jobs: JobAdmin,
}

impl Office {
    async fn new() -> Self {
        let house = House::with_credits(100).await;
        let admin = Actor { role: Role::Admin, ..house.world.user(1).await };
        let jobs = JobAdmin::new(house.world.ports());
        Self { house, admin, jobs }
    }

    async fn script(&self) -> Job {
        let episode = self.house.episode(story()).await;
        self.house.ask(Operation::Script, Target::Episode(episode)).await.expect("ordered").job
    }

    /// What the administrator did, as the user's audit log tells it, newest first: what, on what, why.
    async fn noted(&self) -> Vec<(AuditAct, String, String)> {
        let mut tx = self.house.world.store.begin_read(self.house.user.user_id).await.expect("begun");
        let entries: Vec<AuditEntry> = tx.audit().recent(None, 100).await.expect("read");
        let by_admin = entries.into_iter().filter(|entry| entry.actor_id == Some(self.admin.user_id));
        by_admin.map(|entry| (entry.act, entry.subject, entry.reason)).collect()
    }
}

#[tokio::test]
async fn an_admin_sees_all_jobs_and_is_noted_who_looks_at_one() {
    let office = Office::new().await;
    let job = office.script().await;
    let page = Page { limit: 9, after: None };
    let listed = office.jobs.list(office.admin, AllJobsFilter::default(), page).await.expect("listed");
    let user = office.house.user.user_id;
    assert_eq!(listed.iter().map(|one| (one.user_id, one.job.id)).collect::<Vec<_>>(), [(user, job.id)]);
    let (owned, hold) = office.jobs.get(office.admin, job.id).await.expect("read");
    assert_eq!((owned.user_id, hold.map(|hold| hold.job_id)), (user, Some(job.id)));
    assert_eq!(office.noted().await, [(AuditAct::JobViewed, job.id.to_string(), String::new())]);
    let unknown = office.house.world.build.id();
    let unknown = office.jobs.get(office.admin, unknown).await;
    assert!(matches!(unknown, Err(ReadJobsError::NotFound)));
}

#[tokio::test]
async fn an_admin_calls_a_job_off_with_a_reason() {
    let office = Office::new().await;
    let job = office.script().await;
    let silent = office.jobs.cancel(office.admin, job.id, " ").await;
    assert!(matches!(silent, Err(ManageJobError::Invalid(_))));
    let (owned, hold) = office.jobs.cancel(office.admin, job.id, "滥用").await.expect("cancelled");
    assert_eq!((owned.job.state, hold.map(|hold| hold.captured)), (JobState::Cancelled, Some(Credits::ZERO)));
    let over = office.jobs.cancel(office.admin, job.id, "滥用").await;
    assert!(matches!(over, Err(ManageJobError::Cancel(CancelJobError::AlreadyFinal(_)))));
    assert_eq!(office.noted().await, [(AuditAct::JobCancelled, job.id.to_string(), "滥用".to_owned())]);
    office.house.check_settled().await;
}

#[tokio::test]
async fn a_running_job_is_asked_to_stop_once() {
    let office = Office::new().await;
    let job = office.script().await;
    office.house.claim().await;
    for _ in 0..2 {
        let (owned, _) = office.jobs.cancel(office.admin, job.id, "滥用").await.expect("asked");
        assert!(owned.job.cancel_requested && owned.job.state == JobState::Running);
    }
    assert_eq!(office.noted().await.len(), 1, "asking again changes nothing");
}

#[tokio::test]
async fn an_admin_tries_a_job_again_on_its_users_credits() {
    let office = Office::new().await;
    let job = office.script().await;
    let early = office.jobs.retry(office.admin, job.id, "重试", key("a")).await;
    assert!(matches!(early, Err(ManageJobError::Retry(RetryJobError::NotRetryable(_)))));
    office.jobs.cancel(office.admin, job.id, "滥用").await.expect("cancelled");
    let (owner, made) = office.jobs.retry(office.admin, job.id, "重试", key("a")).await.expect("ordered");
    assert_eq!((owner.id, made.job.retry_of), (office.house.user.user_id, Some(job.id)));
    assert_eq!(office.house.held().await, made.quoted, "held on the user's credits");
    let (_, again) = office.jobs.retry(office.admin, job.id, "重试", key("a")).await.expect("the same");
    assert_eq!((again.job.id, again.again), (made.job.id, true));
    let other = office.jobs.retry(office.admin, job.id, "重试", key_for("a", "{1}")).await;
    assert!(matches!(
        other,
        Err(ManageJobError::Retry(RetryJobError::Request(RequestGenerationError::KeyReused)))
    ));
    let user_key = office.house.desk().retry(office.house.user, job.id, key("a")).await;
    assert!(
        matches!(user_key, Err(RetryJobError::Request(RequestGenerationError::AlreadyRunning(_)))),
        "the user's own keys are others: {user_key:?}"
    );
    let acts: Vec<AuditAct> = office.noted().await.into_iter().map(|(act, ..)| act).collect();
    assert_eq!(acts, [AuditAct::JobRetried, AuditAct::JobCancelled], "once");
    office.house.world.work().await;
    assert_eq!(office.house.job(made.job.id).await.state, JobState::Succeeded);
    office.house.check_settled().await;
}

#[tokio::test]
async fn others_than_admins_may_not_and_erased_users_have_no_jobs() {
    let office = Office::new().await;
    let job: JobId = office.script().await.id;
    let user = office.house.user;
    let page = Page { limit: 9, after: None };
    let listed = office.jobs.list(user, AllJobsFilter::default(), page).await;
    assert!(matches!(listed, Err(ReadJobsError::NotAdmin(_))));
    assert!(matches!(office.jobs.get(user, job).await, Err(ReadJobsError::NotAdmin(_))));
    assert!(matches!(office.jobs.cancel(user, job, "因").await, Err(ManageJobError::NotAdmin(_))));
    assert!(matches!(office.jobs.retry(user, job, "因", key("a")).await, Err(ManageJobError::NotAdmin(_))));
    let mut tx = office.house.world.store.begin(user.user_id).await.expect("begun");
    let known = tx.profile().get().await.expect("read").expect("there");
    tx.profile().save(User { status: UserStatus::Erased, ..known }).await.expect("saved");
    tx.commit().await.expect("committed");
    let gone = office.jobs.cancel(office.admin, job, "因").await;
    assert!(matches!(gone, Err(ManageJobError::NotFound)));
    assert_eq!(office.noted().await, []);
}
