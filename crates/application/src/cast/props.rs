use super::{Cast, CreateElementError, DeleteElementError};
use crate::{Actor, UpdateError, invalid::Checks, versions::update};
use xinggen_domain::{
    DramaId, PropId,
    error::StoreError,
    limits::{DESCRIPTION, NAME},
    plan::DramaPart,
    scene::Prop,
};

/// A prop to be added to a drama.
#[derive(Debug, Clone)]
pub struct CreateProp {
    /// The drama.
    pub drama_id: DramaId,
    /// The name, 1 to 100 characters, unique in the drama.
    pub name: String,
    /// What it looks like, at most 2,000 characters; may be empty.
    pub description: String,
}

/// What of a prop is to be changed; what is none stays.
#[derive(Debug, Clone, Default)]
pub struct PropChange {
    /// The name, 1 to 100 characters, unique in the drama.
    pub name: Option<String>,
    /// What it looks like, at most 2,000 characters.
    pub description: Option<String>,
}

impl Cast {
    /// Adds a prop.
    ///
    /// # Errors
    /// See [`CreateElementError`].
    pub async fn create_prop(&self, actor: Actor, create: CreateProp) -> Result<Prop, CreateElementError> {
        let mut checks = Checks::default();
        let prop = Prop {
            id: self.ports.ids.id(),
            drama_id: create.drama_id,
            name: checks.text("name", NAME, &create.name),
            description: checks.text("description", DESCRIPTION, &create.description),
            version: 1,
            created_at: self.ports.clock.now(),
        };
        checks.done()?;
        let (tx, _) = self.begin(actor, create.drama_id, DramaPart::Props).await?;
        self.add(tx, prop).await
    }

    /// A prop; none when there is no such prop.
    ///
    /// # Errors
    /// The database failed.
    pub async fn get_prop(&self, actor: Actor, id: PropId) -> Result<Option<Prop>, StoreError> {
        self.get(actor, id).await
    }

    /// The props of a drama, in the order they were added; none when there is no such drama.
    ///
    /// # Errors
    /// The database failed.
    pub async fn list_props(&self, actor: Actor, drama: DramaId) -> Result<Option<Vec<Prop>>, StoreError> {
        self.list(actor, drama).await
    }

    /// Changes a prop.
    ///
    /// # Errors
    /// See [`UpdateError`].
    pub async fn update_prop(
        &self,
        actor: Actor,
        id: PropId,
        expected: Option<i64>,
        change: PropChange,
    ) -> Result<Prop, UpdateError<Prop>> {
        update(&self.ports, actor, id, expected, |prop: &mut Prop| {
            let (mut checks, description) = (Checks::default(), change.description.as_deref());
            checks.put_text(&mut prop.name, "name", NAME, change.name.as_deref());
            checks.put_text(&mut prop.description, "description", DESCRIPTION, description);
            checks.done()
        })
        .await
    }

    /// Deletes a prop with its takes.
    ///
    /// # Errors
    /// See [`DeleteElementError`].
    pub async fn delete_prop(
        &self,
        actor: Actor,
        id: PropId,
        expected: Option<i64>,
    ) -> Result<(), DeleteElementError<Prop>> {
        self.delete(actor, id, expected).await
    }
}
