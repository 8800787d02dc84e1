use crate::schema::{
    TableSchema, boolean, integer, integer_null, text, text_null, time, time_null, uuid, uuid_null,
};

pub(super) fn tables() -> Vec<TableSchema> {
    vec![credit_lots(), credit_holds(), credit_hold_lots(), credit_transactions()]
}

fn credit_lots() -> TableSchema {
    TableSchema::tenant("credit_lots")
        .may_be_child_of("parent_id", "credit_lots")
        .cols([
            text("source"),
            integer("granted"),
            integer("remaining"),
            integer("held"),
            integer("captured"),
            integer("credited_back"),
            integer("expired"),
            integer("refunded"),
            integer("returned"),
            boolean("live"),
            time_null("expires_at"),
            time("created_at"),
        ])
        .check(
            "amounts",
            "granted > 0 AND remaining >= 0 AND held >= 0 AND credited_back >= 0 AND captured >= credited_back \
             AND expired >= 0 AND refunded >= 0 AND returned >= 0",
        )
        .check(
            "sum",
            "granted = remaining + held + captured - credited_back + expired + refunded + returned",
        )
        .check("refunded", "refunded = 0 OR source = 'RECHARGE'")
        // A column of its own, because an index whose condition reads `remaining` and `held` would have to be
        // written at every hold.
        .check("live", "live = (remaining > 0 OR held > 0)")
        .index_of_user(&["created_at"])
        .index_where("live", &["user_id"], "live")
        .index_where("due", &["expires_at"], "live")
}

fn credit_holds() -> TableSchema {
    TableSchema::tenant("credit_holds")
        .platform_child(&mut uuid("price_id"), "prices")
        .cols([
            integer("amount"),
            integer("captured"),
            integer("credited_back"),
            text("state"),
            integer("quantity"),
            integer_null("delivered"),
            text_null("rule"),
            time("created_at"),
            time_null("closed_at"),
        ])
        .child_of_job_at_commit(&mut uuid("job_id"))
        .codes("state", &["open", "closed"])
        .codes("rule", &["delivered", "nothing"])
        .check(
            "amounts",
            "amount > 0 AND captured >= 0 AND captured <= amount AND credited_back >= 0 AND credited_back <= captured",
        )
        .check("closed", "(state = 'closed') = (closed_at IS NOT NULL)")
        .unique_of_user(&["job_id"])
}

fn credit_hold_lots() -> TableSchema {
    TableSchema::tenant_keyed_by("credit_hold_lots", &["hold_id", "lot_id"])
        .child_of("hold_id", "credit_holds")
        .child_of("lot_id", "credit_lots")
        .cols([integer("position"), integer("amount"), integer("captured"), integer("credited_back")])
        .check(
            "amounts",
            "amount > 0 AND captured >= 0 AND captured <= amount AND credited_back >= 0 AND credited_back <= captured",
        )
        .index_of_user(&["lot_id"])
}

fn credit_transactions() -> TableSchema {
    TableSchema::tenant("credit_transactions")
        .cols([
            integer("number"),
            text("kind"),
            integer("amount"),
            integer("balance_after"),
            text("description"),
        ])
        .platform_child(&mut uuid_null("actor_id"), "users")
        .col(&mut time("created_at"))
        .child_of_job_at_commit(&mut uuid_null("job_id"))
        .check("amount", "amount <> 0")
        .unique_of_user(&["number"])
}
