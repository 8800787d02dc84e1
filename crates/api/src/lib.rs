//! The HTTP API of Xinggen: thin. A route takes what it needs from the request by extractors (who asks is one of
//! them), calls one use case, and gives its outcome a view.
//!
//! - [`Api`] is what handlers reach; [`configure`] puts the routes, the frame around them, Swagger UI and the answers
//!   for unknown paths into an actix-web app.
//! - [`serve`] puts that on a listener; [`serve_probes`] puts health and metrics alone on one.
//! - [`document`] is the OpenAPI document, made from the routes themselves; it needs no database.
//! - Errors are problems: one catalogue of codes with words in two languages, rendered in one place.
//!
//! To add an operation: a file under `routes/` with body, view, handler and its `#[utoipa::path]`, registered in its
//! module's `routes`; then `make openapi`. docs/adding-an-endpoint.md tells it step by step.
//!
//! There is no rule here and no SQL: what is allowed is decided in the use cases, what is right in the domain.
#![warn(missing_docs)]

mod app;
mod body_room;
mod extract;
mod frame;
mod language;
mod openapi;
mod operation;
mod places;
mod problem;
mod routes;
mod served;
mod state;
mod swagger;
mod view;
mod wire;
mod wording;

pub use app::configure;
pub use openapi::document;
pub use operation::{MetricsText, Probes, ReadyCheck, serve_probes};
pub use state::{Api, ApiSettings};
pub use wire::{Connections, serve};
