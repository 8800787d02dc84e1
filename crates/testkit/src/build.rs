//! Builders: complete entities with sensible defaults. Fields are public, so a struct update sets the rest:
//!
//! ```
//! use xinggen_domain::drama::{AspectRatio, Drama};
//! use xinggen_testkit::Build;
//!
//! let build = Build::default();
//! let wide = Drama { aspect: AspectRatio::Landscape, ..build.drama() };
//! assert_ne!(wide.id, build.drama().id);
//! ```
//!
//! A production alone keeps its fields to itself: [`Build::production_in`] builds one in any state, and [`rewrite`]
//! changes one past its rules.

mod money;
mod story;
mod work;

pub use work::rewrite;

use crate::{clock::start, ids::SequentialIds};
use chrono::Duration;
use std::sync::atomic::{AtomicI64, Ordering};
use xinggen_domain::{
    Id, UserId,
    ports::IdSource,
    provenance::{ModelRef, Provenance, ProvenanceBuilder},
    time::Timestamp,
    user::{Role, User, UserStatus},
};

/// Builds entities. Every one gets an id behind, and a time one millisecond after, those of the one before.
#[derive(Debug, Default)]
pub struct Build {
    ids: SequentialIds,
    built: AtomicI64,
}

impl Build {
    /// Ids begin at this number; see [`SequentialIds::starting_at`].
    #[must_use]
    pub fn starting_at(first_id: u64) -> Self {
        Self { ids: SequentialIds::starting_at(first_id), built: AtomicI64::new(0) }
    }

    /// Where the ids come from.
    #[must_use]
    pub fn ids(&self) -> &dyn IdSource {
        &self.ids
    }

    /// A new id of any kind.
    #[must_use]
    pub fn id<T: Id>(&self) -> T {
        self.ids().id()
    }

    fn tick(&self) -> Timestamp {
        start() + Duration::milliseconds(self.built.fetch_add(1, Ordering::Relaxed))
    }

    /// A user with an e-mail address of its own.
    #[must_use]
    pub fn user(&self) -> User {
        let id: UserId = self.id();
        User {
            id,
            email: Some(format!("{id}@example.com")),
            phone: None,
            name: "林晚".to_owned(),
            role: Role::User,
            vip_until: None,
            status: UserStatus::Active,
            created_at: self.tick(),
        }
    }

    /// What something was made from: a model, and one text.
    #[must_use]
    pub fn provenance(&self, text: &str) -> Provenance {
        ProvenanceBuilder::new(&ModelRef::new("fake", "model-1")).with("text", text).finish()
    }
}
