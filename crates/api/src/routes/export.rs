//! Taking everything along: one ZIP archive, sent while it is made, so that it is never in memory as a whole.
//!
//! - `account.json`: who one is, where one is signed in, keys of programs and AI configurations (without secrets).
//! - `credits.json`, `transactions.jsonl`, `jobs.jsonl`, `audit.jsonl`: the balance and all of the books.
//! - `dramas.json`, and in `dramas/` a folder for each drama with its cast, scenes and props, and a folder for each
//!   episode with its script, shots, takes, cuts and productions. Of dramas in the trash there is only what stands in
//!   `dramas.json`.
//! - `assets.jsonl` names for each file its facts and its place in `files/`.

mod account;
mod archive;
mod dramas;
mod files;
mod pages;
mod view;

use crate::{
    extract::{SignedIn, SteppedUp},
    language::Language,
    problem::{Code, Problem, ProblemView},
    served::Shown,
    state::Api,
};
use actix_web::{
    HttpRequest, HttpResponse, get,
    http::header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    web::{Bytes, Data},
};
use archive::{Archive, Broken, Reader};
use futures_util::stream;
use std::sync::Arc;
use tokio::sync::mpsc;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use xinggen_application::{Actor, BeginExportError};

/// How many pieces wait for a client that reads slowly.
const WAITING: usize = 4;

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(read_export);
}

/// A ZIP archive.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "it only stands in the document")]
struct ArchiveBytes(Vec<u8>);

/// Everything that the caller has, as a ZIP archive
///
/// The account, dramas with all that belongs to them, the books and the files: JSON (one object, a list, or a line for
/// each) in the words of this API, and the files as they are. Secrets are not among it. It breaks off without the
/// archive's directory when something fails on the way, or whoever asked signs out or is shut out; then begin again. Two
/// an hour.
#[utoipa::path(
    tag = "accounts",
    responses(
        (status = 200, content_type = "application/zip", body = ArchiveBytes, description = "The archive",
            headers(("Content-Disposition" = String))),
        (status = 403, body = ProblemView, content_type = "application/problem+json", description = "`step_up_required`"),
    )
)]
#[get("/me/export")]
pub(super) async fn read_export(
    request: HttpRequest,
    api: Data<Api>,
    who: SteppedUp,
    person: SignedIn,
) -> Result<HttpResponse, Problem> {
    let full = |_| Problem::new(Code::Unavailable).retry_after(60);
    let place = Arc::clone(&api.exports).try_acquire_owned().map_err(full)?;
    api.accounts.begin_export(who.actor).await?;
    let (pieces, waiting) = mpsc::channel::<Result<Bytes, Broken>>(WAITING);
    let name = format!("xinggen-{}.zip", api.clock.now().format("%Y-%m-%d"));
    let writer = Data::clone(&api);
    let (session, language) = (person.claims.session_id, Language::asked(request.headers()));
    api.beside(async move {
        let reader = Reader { api: &writer, actor: who.actor, session, to: pieces.clone() };
        let archive = Archive::to(reader, writer.clock.now());
        if let Err(broken) = write(&writer, who.actor, language, archive).await {
            tracing::warn!(error = %broken, user.id = %who.actor.user_id, "an export broke off");
            // Does not wait for a client that does not read.
            let _ = pieces.try_send(Err(broken));
        }
        drop(place);
    });
    let body = stream::unfold(waiting, |mut waiting| async move { Some((waiting.recv().await?, waiting)) });
    let mut response = HttpResponse::Ok();
    Shown::Saved.guard(&mut response);
    Ok(response
        .insert_header((CONTENT_TYPE, "application/zip"))
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .streaming(body))
}

async fn write(api: &Api, actor: Actor, language: Language, mut archive: Archive<'_>) -> Result<(), Broken> {
    account::write(api, actor, language, &mut archive).await?;
    dramas::write(api, actor, &mut archive).await?;
    files::write(api, actor, &mut archive).await?;
    archive.finish().await
}

impl From<BeginExportError> for Problem {
    fn from(error: BeginExportError) -> Self {
        match error {
            BeginExportError::Throttled(throttled) => throttled.into(),
            BeginExportError::Store(error) => error.into(),
        }
    }
}
