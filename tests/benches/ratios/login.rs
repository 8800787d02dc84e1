//! Failed logins of somebody who has an account and of somebody who has none, one after the other: who measures how long
//! an answer takes must learn nothing.

use crate::{
    Failure,
    http::Place,
    report::{Goal, Row, doing, median},
};
use std::time::Instant;
use xinggen_application::{Accounts, CreateUser, LoginError};
use xinggen_domain::{identity::Identity, session::Device, user::Role};

const PAIRS: usize = 200;
const WARM_UP: usize = 10;

pub(crate) fn measure() -> Result<Vec<Row>, Failure> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(ratio())
}

async fn ratio() -> Result<Vec<Row>, Failure> {
    doing("failed logins of known and unknown users")?;
    let place = Place::sqlite().await?;
    let accounts = place.accounts();
    let known = Identity::email("known@example.com").ok_or("an address")?;
    let unknown = Identity::email("nobody@example.com").ok_or("an address")?;
    let password = Some("correct horse battery staple".to_owned());
    accounts
        .create_user(CreateUser { identity: known.clone(), password, name: None, role: Role::User })
        .await?;
    let (mut of_known, mut of_unknown) = (vec![], vec![]);
    for pair in 0..WARM_UP + PAIRS {
        // Neither is always the first.
        let (first, second) = if pair % 2 == 0 { (&known, &unknown) } else { (&unknown, &known) };
        for who in [first, second] {
            let took = failed(&accounts, who).await?;
            if pair >= WARM_UP {
                if *who == known { of_known.push(took) } else { of_unknown.push(took) }
            }
        }
    }
    let (known, unknown) = (median(of_known), median(of_unknown));
    Ok(vec![
        Row::judged(
            format!("failed logins, known against unknown users, {PAIRS} pairs"),
            (known / unknown).max(unknown / known),
            "",
            Goal::AtMost(1.05),
        ),
        Row::fact("  milliseconds: known, unknown", format!("{known:.2}, {unknown:.2}")),
    ])
}

/// How many milliseconds it takes to say no.
async fn failed(accounts: &Accounts, who: &Identity) -> Result<f64, Failure> {
    let started = Instant::now();
    let answer = accounts.login(Some(who), "wrong horse battery staple", Device::default(), None).await;
    let took = started.elapsed().as_secs_f64() * 1000.0;
    match answer {
        Err(LoginError::WrongCredentials) => Ok(took),
        Err(error) => Err(error.into()),
        Ok(_) => Err("a wrong password let somebody in".into()),
    }
}
