use super::Invariant;

pub(super) fn invariants() -> Vec<Invariant> {
    let lot = |name, breaches: &str| Invariant::new("lot", name, breaches);
    vec![
        lot("what a lot granted remains, is held, spent, expired, refunded or returned", SUM),
        lot("what is held of a lot is its parts in open holds", HELD),
        lot("what was captured of a lot is at least its captured parts", CAPTURED),
        lot("what came back to a lot is what came back to its parts", CREDITED_BACK),
        lot("only what was bought is refunded", REFUNDED),
        lot("nothing of a lot is negative", NEGATIVE),
        lot("what a lot returned is what its RETURNED lots were granted", RETURNED),
        lot("a RETURNED lot, and no other, has a parent", PARENT),
        lot("a lot is live while something of it remains or is held", LIVE),
    ]
}

const SUM: &str = "
    SELECT id AS subject FROM credit_lots
    WHERE granted <> remaining + held + captured - credited_back + expired + refunded + returned";

const HELD: &str = "
    SELECT l.id AS subject FROM credit_lots l
    LEFT JOIN (SELECT p.user_id, p.lot_id, SUM(p.amount) AS amount FROM credit_hold_lots p
               JOIN credit_holds h ON h.user_id = p.user_id AND h.id = p.hold_id
               WHERE h.state = 'open' GROUP BY p.user_id, p.lot_id) p
        ON p.user_id = l.user_id AND p.lot_id = l.id
    WHERE l.held <> COALESCE(p.amount, 0)";

// At least, because an adjustment downwards takes from lots without a hold.
const CAPTURED: &str = "
    SELECT l.id AS subject FROM credit_lots l
    JOIN (SELECT user_id, lot_id, SUM(captured) AS amount FROM credit_hold_lots GROUP BY user_id, lot_id) p
        ON p.user_id = l.user_id AND p.lot_id = l.id
    WHERE l.captured < p.amount";

const CREDITED_BACK: &str = "
    SELECT l.id AS subject FROM credit_lots l
    LEFT JOIN (SELECT user_id, lot_id, SUM(credited_back) AS amount FROM credit_hold_lots GROUP BY user_id, lot_id) p
        ON p.user_id = l.user_id AND p.lot_id = l.id
    WHERE l.credited_back <> COALESCE(p.amount, 0)";

const REFUNDED: &str = "
    SELECT id AS subject FROM credit_lots WHERE refunded <> 0 AND source <> 'RECHARGE'";

const NEGATIVE: &str = "
    SELECT id AS subject FROM credit_lots
    WHERE granted <= 0 OR remaining < 0 OR held < 0 OR credited_back < 0 OR captured < credited_back
       OR expired < 0 OR refunded < 0 OR returned < 0";

const RETURNED: &str = "
    SELECT l.id AS subject FROM credit_lots l
    LEFT JOIN (SELECT user_id, parent_id, SUM(granted) AS amount FROM credit_lots
               WHERE source = 'RETURNED' GROUP BY user_id, parent_id) c
        ON c.user_id = l.user_id AND c.parent_id = l.id
    WHERE l.returned <> COALESCE(c.amount, 0)";

const PARENT: &str = "
    SELECT id AS subject FROM credit_lots WHERE (source = 'RETURNED') <> (parent_id IS NOT NULL)";

const LIVE: &str = "
    SELECT id AS subject FROM credit_lots WHERE live <> (remaining > 0 OR held > 0)";
