use super::Invariant;

pub(super) fn invariants() -> Vec<Invariant> {
    let user = |name, breaches: &str| Invariant::new("user", name, breaches);
    vec![
        user("a user's credits are the sum of the statement", CREDITS),
        user("a user's held credits are the sum of the open holds", HELD),
        user("what remains and is held of a user's lots is the user's credits", LOTS),
        user("no account is negative or has more held than credits", NEGATIVE),
        user("what was granted to a user is what the statement adds", GRANTED),
        user("what was captured of a user's lots is what holds and adjustments took", CAPTURED),
        user("what expired of a user's lots is what the statement says", EXPIRED),
        user("what came back of a user's charges is what the statement says", CREDITED_BACK),
        user("what was refunded of a user's lots is what the statement says", REFUNDED),
    ]
}

const CREDITS: &str = "
    SELECT u.id AS subject FROM users u
    LEFT JOIN (SELECT user_id, SUM(amount) AS amount FROM credit_transactions GROUP BY user_id) t
        ON t.user_id = u.id
    WHERE u.credits <> COALESCE(t.amount, 0)";

const HELD: &str = "
    SELECT u.id AS subject FROM users u
    LEFT JOIN (SELECT user_id, SUM(amount) AS amount FROM credit_holds WHERE state = 'open' GROUP BY user_id) h
        ON h.user_id = u.id
    WHERE u.credits_held <> COALESCE(h.amount, 0)";

const LOTS: &str = "
    SELECT u.id AS subject FROM users u
    LEFT JOIN (SELECT user_id, SUM(remaining + held) AS amount FROM credit_lots GROUP BY user_id) l
        ON l.user_id = u.id
    WHERE u.credits <> COALESCE(l.amount, 0)";

const NEGATIVE: &str = "
    SELECT id AS subject FROM users WHERE credits < 0 OR credits_held < 0 OR credits_held > credits";

// A RETURNED lot moves what an older one was granted; it has no entry of its own. What is credited back goes to lots
// that are there.
const GRANTED: &str = "
    SELECT u.id AS subject FROM users u
    LEFT JOIN (SELECT user_id, SUM(granted) AS amount FROM credit_lots WHERE parent_id IS NULL GROUP BY user_id) l
        ON l.user_id = u.id
    LEFT JOIN (SELECT user_id, SUM(amount) AS amount FROM credit_transactions
               WHERE amount > 0 AND kind <> 'CREDIT_BACK' GROUP BY user_id) t
        ON t.user_id = u.id
    WHERE COALESCE(l.amount, 0) <> COALESCE(t.amount, 0)";

const CAPTURED: &str = "
    SELECT u.id AS subject FROM users u
    LEFT JOIN (SELECT user_id, SUM(captured) AS amount FROM credit_lots GROUP BY user_id) l
        ON l.user_id = u.id
    LEFT JOIN (SELECT user_id, SUM(captured) AS amount FROM credit_holds GROUP BY user_id) h
        ON h.user_id = u.id
    LEFT JOIN (SELECT user_id, -SUM(amount) AS amount FROM credit_transactions
               WHERE kind = 'ADJUST' AND amount < 0 GROUP BY user_id) t
        ON t.user_id = u.id
    WHERE COALESCE(l.amount, 0) <> COALESCE(h.amount, 0) + COALESCE(t.amount, 0)";

const EXPIRED: &str = "
    SELECT u.id AS subject FROM users u
    LEFT JOIN (SELECT user_id, SUM(expired) AS amount FROM credit_lots GROUP BY user_id) l
        ON l.user_id = u.id
    LEFT JOIN (SELECT user_id, -SUM(amount) AS amount FROM credit_transactions
               WHERE kind = 'EXPIRE' GROUP BY user_id) t
        ON t.user_id = u.id
    WHERE COALESCE(l.amount, 0) <> COALESCE(t.amount, 0)";

const CREDITED_BACK: &str = "
    SELECT u.id AS subject FROM users u
    LEFT JOIN (SELECT user_id, SUM(credited_back) AS amount FROM credit_lots GROUP BY user_id) l
        ON l.user_id = u.id
    LEFT JOIN (SELECT user_id, SUM(amount) AS amount FROM credit_transactions
               WHERE kind = 'CREDIT_BACK' GROUP BY user_id) t
        ON t.user_id = u.id
    WHERE COALESCE(l.amount, 0) <> COALESCE(t.amount, 0)";

const REFUNDED: &str = "
    SELECT u.id AS subject FROM users u
    LEFT JOIN (SELECT user_id, SUM(refunded) AS amount FROM credit_lots GROUP BY user_id) l
        ON l.user_id = u.id
    LEFT JOIN (SELECT user_id, -SUM(amount) AS amount FROM credit_transactions
               WHERE kind = 'RECHARGE_REFUND' GROUP BY user_id) t
        ON t.user_id = u.id
    WHERE COALESCE(l.amount, 0) <> COALESCE(t.amount, 0)";
