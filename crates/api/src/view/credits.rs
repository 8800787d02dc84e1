use serde::Serialize;
use utoipa::ToSchema;
use xinggen_domain::production::ProductionQuote;

/// What is still to be paid, in credits.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[schema(as = Quote)]
pub(crate) struct QuoteView {
    /// For what is known already; each step is charged at most this.
    #[schema(examples(15))]
    pub(crate) exact: i64,
    /// At most this for what only the storyboard will tell; 0 once it is there.
    #[schema(examples(620))]
    pub(crate) ceiling: i64,
    /// At most this in all.
    #[schema(examples(635))]
    pub(crate) total: i64,
}

impl From<ProductionQuote> for QuoteView {
    fn from(quote: ProductionQuote) -> Self {
        Self { exact: quote.exact.get(), ceiling: quote.ceiling.get(), total: quote.total().get() }
    }
}
