use super::Quotes;
use crate::Ports;
use xinggen_domain::{
    operation::{Operation, Target},
    ports::ReferenceSupport,
    production::Forecast,
};

/// What has to be known of a quote beside its price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuoteNote {
    /// What would draw the shots takes no pictures of cast, scenes and props along: looks may differ from shot to shot.
    ReferencesNotTaken,
}

impl Quotes {
    /// What has to be known of this forecast.
    #[must_use]
    pub fn notes(&self, forecast: &Forecast) -> Vec<QuoteNote> {
        self.ports.quote_notes(forecast)
    }
}

impl Ports {
    pub(super) fn quote_notes(&self, forecast: &Forecast) -> Vec<QuoteNote> {
        let engine = &forecast.images;
        let takes = match engine.config {
            Some(_) => self.connector.references(&engine.model),
            None => self.vendors.image.references(),
        };
        let draws_shots = forecast.ceiling.get() > 0
            || forecast
                .steps
                .iter()
                .any(|step| step.operation == Operation::Image && matches!(step.target, Target::Shot(_)));
        if draws_shots && takes == ReferenceSupport::None {
            vec![QuoteNote::ReferencesNotTaken]
        } else {
            vec![]
        }
    }
}
