use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use xinggen_domain::{Id, scene::Prop};

/// A thing that matters to the plot.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Prop)]
pub(crate) struct PropView {
    /// Its id.
    pub(super) id: Uuid,
    /// The drama it belongs to.
    drama_id: Uuid,
    /// Its name, unique in the drama.
    #[schema(examples("旧怀表"))]
    name: String,
    /// What it looks like; may be empty.
    #[schema(examples("铜的，漆掉了一半"))]
    description: String,
    /// Counts the changes; the `ETag`.
    #[schema(minimum = 1)]
    pub(super) version: i64,
    /// When it was made.
    created_at: DateTime<Utc>,
}

impl From<Prop> for PropView {
    fn from(prop: Prop) -> Self {
        Self {
            id: prop.id.as_uuid(),
            drama_id: prop.drama_id.as_uuid(),
            name: prop.name,
            description: prop.description,
            version: prop.version,
            created_at: prop.created_at,
        }
    }
}

/// The props of a drama, in the order they were added.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PropPage {
    /// The props.
    pub(super) items: Vec<PropView>,
    /// Always none: a drama's props come at once.
    #[schema(required)]
    pub(super) next_cursor: Option<String>,
}
