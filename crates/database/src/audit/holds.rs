use super::Invariant;

pub(super) fn invariants() -> Vec<Invariant> {
    let hold = |name, breaches: &str| Invariant::new("hold", name, breaches);
    vec![
        hold("a hold's parts make up its amount", PARTS),
        hold("what a hold captured is what its parts captured", CAPTURED),
        hold("what came back of a hold is what came back of its parts", CREDITED_BACK),
        hold("no hold and no part of one captured more than it reserved, or gave back more", AT_MOST),
        hold("an open hold has captured nothing", OPEN),
        hold("a closed hold, and no open one, says when and how it was settled", SETTLED),
        hold("nothing of a hold is negative", NEGATIVE),
    ]
}

const PARTS: &str = "
    SELECT h.id AS subject FROM credit_holds h
    LEFT JOIN (SELECT user_id, hold_id, SUM(amount) AS amount FROM credit_hold_lots GROUP BY user_id, hold_id) p
        ON p.user_id = h.user_id AND p.hold_id = h.id
    WHERE h.amount <> COALESCE(p.amount, 0)";

const CAPTURED: &str = "
    SELECT h.id AS subject FROM credit_holds h
    LEFT JOIN (SELECT user_id, hold_id, SUM(captured) AS amount FROM credit_hold_lots GROUP BY user_id, hold_id) p
        ON p.user_id = h.user_id AND p.hold_id = h.id
    WHERE h.captured <> COALESCE(p.amount, 0)";

const CREDITED_BACK: &str = "
    SELECT h.id AS subject FROM credit_holds h
    LEFT JOIN (SELECT user_id, hold_id, SUM(credited_back) AS amount FROM credit_hold_lots
               GROUP BY user_id, hold_id) p
        ON p.user_id = h.user_id AND p.hold_id = h.id
    WHERE h.credited_back <> COALESCE(p.amount, 0)";

const AT_MOST: &str = "
    SELECT h.id AS subject FROM credit_holds h
    WHERE h.captured > h.amount OR h.credited_back > h.captured OR EXISTS (
        SELECT 1 FROM credit_hold_lots p
        WHERE p.user_id = h.user_id AND p.hold_id = h.id
          AND (p.captured > p.amount OR p.credited_back > p.captured))";

const OPEN: &str = "
    SELECT id AS subject FROM credit_holds WHERE state = 'open' AND captured <> 0";

const SETTLED: &str = "
    SELECT id AS subject FROM credit_holds
    WHERE (state = 'closed') <> (closed_at IS NOT NULL)
       OR (state = 'closed') <> (rule IS NOT NULL)
       OR (state = 'closed') <> (delivered IS NOT NULL)";

const NEGATIVE: &str = "
    SELECT h.id AS subject FROM credit_holds h
    WHERE h.amount <= 0 OR h.captured < 0 OR h.credited_back < 0 OR EXISTS (
        SELECT 1 FROM credit_hold_lots p
        WHERE p.user_id = h.user_id AND p.hold_id = h.id AND (p.amount <= 0 OR p.captured < 0 OR p.credited_back < 0))";
