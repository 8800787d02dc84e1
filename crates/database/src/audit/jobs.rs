use super::Invariant;

pub(super) fn invariants() -> Vec<Invariant> {
    let job = |name, breaches: &str| Invariant::new("job", name, breaches);
    vec![
        job("a final job has no open hold", FINAL),
        job("a job has at most one charge", ONE_CHARGE),
        job("a job is charged what its hold captured", CHARGE),
        job("a job is credited back what its hold gave back", BACK),
        job("only a job with a hold is charged or credited back", HELD),
    ]
}

const FINAL: &str = "
    SELECT j.id AS subject FROM jobs j
    JOIN credit_holds h ON h.user_id = j.user_id AND h.job_id = j.id
    WHERE h.state = 'open' AND j.state IN ('succeeded', 'failed', 'cancelled')";

const ONE_CHARGE: &str = "
    SELECT job_id AS subject FROM credit_transactions
    WHERE kind LIKE 'GENERATE_%' AND job_id IS NOT NULL
    GROUP BY user_id, job_id HAVING COUNT(*) > 1";

const CHARGE: &str = "
    SELECT h.job_id AS subject FROM credit_holds h
    LEFT JOIN (SELECT user_id, job_id, SUM(amount) AS amount FROM credit_transactions
               WHERE kind LIKE 'GENERATE_%' GROUP BY user_id, job_id) t
        ON t.user_id = h.user_id AND t.job_id = h.job_id
    WHERE h.captured <> -COALESCE(t.amount, 0)";

const BACK: &str = "
    SELECT h.job_id AS subject FROM credit_holds h
    LEFT JOIN (SELECT user_id, job_id, SUM(amount) AS amount FROM credit_transactions
               WHERE kind = 'CREDIT_BACK' GROUP BY user_id, job_id) t
        ON t.user_id = h.user_id AND t.job_id = h.job_id
    WHERE h.credited_back <> COALESCE(t.amount, 0)";

// The entry itself is the subject when it names no job at all.
const HELD: &str = "
    SELECT COALESCE(t.job_id, t.id) AS subject FROM credit_transactions t
    WHERE (t.kind LIKE 'GENERATE_%' OR t.kind = 'CREDIT_BACK') AND NOT EXISTS (
        SELECT 1 FROM credit_holds h WHERE h.user_id = t.user_id AND h.job_id = t.job_id)";
