use super::Invariant;

pub(super) fn invariants() -> Vec<Invariant> {
    vec![
        Invariant::new("user", "a statement is numbered 1, 2, 3, … without gaps", NUMBERS),
        Invariant::new("user", "a user counts the entries of the statement", COUNT),
        Invariant::new("entry", "an entry's balance is the sum up to it", BALANCE),
        Invariant::new("entry", "every entry moves something and no balance is negative", EMPTY),
    ]
}

const NUMBERS: &str = "
    SELECT user_id AS subject FROM credit_transactions GROUP BY user_id
    HAVING MIN(number) <> 1 OR MAX(number) <> COUNT(*) OR COUNT(DISTINCT number) <> COUNT(*)";

const COUNT: &str = "
    SELECT u.id AS subject FROM users u
    LEFT JOIN (SELECT user_id, COUNT(*) AS entries FROM credit_transactions GROUP BY user_id) t
        ON t.user_id = u.id
    WHERE u.statement_entries <> COALESCE(t.entries, 0)";

const BALANCE: &str = "
    SELECT id AS subject FROM (
        SELECT id, balance_after, SUM(amount) OVER (PARTITION BY user_id ORDER BY number) AS running
        FROM credit_transactions) entries
    WHERE balance_after <> running";

const EMPTY: &str = "
    SELECT id AS subject FROM credit_transactions WHERE amount = 0 OR balance_after < 0";
