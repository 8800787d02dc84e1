use super::{parse, write};
use crate::rows::convert::{credits, id, read, target};
use sea_orm::JsonValue;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use xinggen_domain::{Id, error::StoreError, pricing::JobQuote, production::QuotedStep};

#[derive(Serialize, Deserialize)]
struct StepJson {
    operation: String,
    target_kind: String,
    target_id: Uuid,
    price_id: Uuid,
    quantity: i64,
    amount: i64,
}

pub(crate) fn steps_to_json(steps: Vec<QuotedStep>) -> Result<JsonValue, StoreError> {
    let step = |QuotedStep { operation, target, quote }: QuotedStep| StepJson {
        operation: operation.code().to_owned(),
        target_kind: target.kind().to_owned(),
        target_id: target.uuid(),
        price_id: quote.price_id.as_uuid(),
        quantity: quote.quantity,
        amount: quote.amount.get(),
    };
    write(&steps.into_iter().map(step).collect::<Vec<_>>())
}

pub(crate) fn steps_of(column: JsonValue) -> Result<Vec<QuotedStep>, StoreError> {
    let steps: Vec<StepJson> = parse(column, "steps")?;
    let step = |step: StepJson| {
        let (quantity, amount) = (step.quantity, credits(step.amount));
        Ok(QuotedStep {
            operation: read(&step.operation)?,
            target: target(&step.target_kind, step.target_id)?,
            quote: JobQuote { price_id: id(step.price_id), quantity, amount },
        })
    };
    steps.into_iter().map(step).collect()
}
