use xinggen_domain::operation::Target;

/// Something that a job belongs to or needs and that a user deleted while the job waited or ran.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gone {
    /// The drama.
    Drama,
    /// The episode.
    Episode,
    /// The character whose picture was asked for.
    Character,
    /// The scene whose picture was asked for.
    Scene,
    /// The prop whose picture was asked for.
    Prop,
    /// The shot.
    Shot,
    /// The line.
    Line,
    /// A scene in which a shot plays.
    SceneOfShot,
}

impl Gone {
    /// What is gone when the target of a job is.
    pub(crate) const fn target(target: Target) -> Self {
        match target {
            Target::Episode(_) => Self::Episode,
            Target::Character(_) => Self::Character,
            Target::Scene(_) => Self::Scene,
            Target::Prop(_) => Self::Prop,
            Target::Shot(_) => Self::Shot,
            Target::Line(_) => Self::Line,
        }
    }
}
