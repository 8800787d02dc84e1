use super::Invariant;
use xinggen_domain::pricing::PriceUnit;

pub(super) fn invariants() -> Vec<Invariant> {
    let hold = |name, breaches| Invariant::new("hold", name, breaches);
    vec![
        hold("a hold's amount is its price times its quantity, rounded up", quoted()),
        hold("what a hold captured follows from its rule, its price and what was delivered", charged()),
    ]
}

fn quoted() -> String {
    let cost = cost_of("h.quantity");
    format!(
        "SELECT h.id AS subject FROM credit_holds h JOIN prices p ON p.id = h.price_id WHERE h.amount <> {cost}"
    )
}

fn charged() -> String {
    let cost = cost_of("h.delivered");
    format!(
        "SELECT h.id AS subject FROM credit_holds h JOIN prices p ON p.id = h.price_id
         WHERE h.state = 'closed' AND h.captured <> CASE
             WHEN h.rule = 'nothing' THEN 0
             WHEN {cost} < h.amount THEN {cost}
             ELSE h.amount END"
    )
}

/// What the price `p` makes of a quantity; integers divide downwards, hence the divisor less one.
fn cost_of(quantity: &str) -> String {
    let cases: String = PriceUnit::ALL
        .iter()
        .map(|unit| format!(" WHEN '{}' THEN {}", unit.code(), unit.divisor()))
        .collect();
    let divisor = format!("CASE p.unit{cases} END");
    format!(
        "(CASE WHEN {quantity} > 0 THEN (p.amount * {quantity} + ({divisor}) - 1) / ({divisor}) ELSE 0 END)"
    )
}
