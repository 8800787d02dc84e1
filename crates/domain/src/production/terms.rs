use super::Forecast;
use crate::{Credits, engine::Engine};

/// What somebody was told of a production, and how far they agreed: it costs no more, and nothing else makes its
/// pictures, before they were asked again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// What makes the pictures, and on whose key.
    pub images: Engine,
    /// How much more may be held, counted down as holds are made; none as long as nobody has agreed.
    pub left: Option<Credits>,
}

/// Why somebody has to be asked again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Breach {
    /// They were asked, and have not agreed.
    Unanswered,
    /// Something else would make the pictures.
    Engine,
    /// It would come to more.
    Amount {
        /// What is left of what was agreed to.
        left: Credits,
        /// What is to come, at most.
        total: Credits,
    },
}

impl Terms {
    /// Somebody is asked about what is to come.
    #[must_use]
    pub fn asked(forecast: &Forecast) -> Self {
        Self { images: forecast.images.clone(), left: None }
    }

    /// Somebody agreed to what is to come, the ceiling of it included.
    #[must_use]
    pub fn agreed(forecast: &Forecast) -> Self {
        Self { left: Some(forecast.quote().total()), ..Self::asked(forecast) }
    }

    /// Whether the pictures that are to come would be made by what was told. Where none are to come, it does not matter.
    #[must_use]
    pub fn names_engine_of(&self, forecast: &Forecast) -> bool {
        forecast.drawn_by().is_none_or(|engine| *engine == self.images)
    }

    /// Why what is to come is not what was agreed to; none when it is.
    #[must_use]
    pub fn breach(&self, forecast: &Forecast) -> Option<Breach> {
        let Some(left) = self.left else {
            return Some(Breach::Unanswered);
        };
        if !self.names_engine_of(forecast) {
            return Some(Breach::Engine);
        }
        let total = forecast.quote().total();
        (total > left).then_some(Breach::Amount { left, total })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Id, ShotId,
        engine::{ChargeMode, ModelRef},
        operation::{Operation, Target},
        pricing::JobQuote,
        production::QuotedStep,
    };
    use uuid::Uuid;

    fn forecast(operation: Operation, exact: i64, ceiling: i64) -> Forecast {
        let price_id = Id::from_uuid(Uuid::from_u128(1));
        let quote = JobQuote { price_id, quantity: 1, amount: Credits::new(exact) };
        let target = Target::Shot(ShotId::from_uuid(Uuid::from_u128(2)));
        let steps = vec![QuotedStep { operation, target, quote }];
        let images = Engine::built_in(ModelRef::new("animatic", "frames-1"));
        Forecast { steps, ceiling: Credits::new(ceiling), images }
    }

    #[test]
    fn up_to_the_whole_of_what_was_told_nobody_is_asked() {
        let terms = Terms::agreed(&forecast(Operation::Image, 10, 7));
        let beyond = Some(Breach::Amount { left: Credits::new(17), total: Credits::new(18) });
        for (exact, ceiling, breach) in
            [(10, 7, None), (17, 0, None), (0, 0, None), (18, 0, beyond), (10, 8, beyond)]
        {
            assert_eq!(
                terms.breach(&forecast(Operation::Image, exact, ceiling)),
                breach,
                "{exact} + {ceiling}"
            );
        }
    }

    #[test]
    fn as_long_as_nobody_agreed_even_nothing_is_asked_about() {
        let free = forecast(Operation::Voice, 0, 0);
        assert_eq!(Terms::asked(&free).breach(&free), Some(Breach::Unanswered));
    }

    #[test]
    fn another_engine_is_asked_about_where_there_are_pictures_or_may_be() {
        let terms = Terms::agreed(&forecast(Operation::Image, 10, 7));
        let own = Engine { mode: ChargeMode::Byok, ..terms.images.clone() };
        for (operation, ceiling, breach) in [
            (Operation::Image, 0, Some(Breach::Engine)),
            (Operation::Voice, 1, Some(Breach::Engine)),
            (Operation::Voice, 0, None),
        ] {
            let other = Forecast { images: own.clone(), ..forecast(operation, 0, ceiling) };
            assert_eq!(terms.breach(&other), breach, "{operation} + {ceiling}");
        }
    }
}
