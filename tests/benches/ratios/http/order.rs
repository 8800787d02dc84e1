//! A picture of a character ordered, with an idempotency key: over HTTP, and by a loop of just the statements that this
//! request sends. Every order is for another character, and nothing works them off.

mod bare;
mod statements;

use super::{
    Bench, LANES,
    load::Client,
    ours,
    place::{Place, Tenant},
    rounds::{Half, compare},
    server::Server,
};
use crate::{
    Failure,
    report::{Goal, Row},
};
use bare::{BarePostgres, BareSqlite, Desk};
use std::sync::Arc;
use xinggen_domain::{CharacterId, DramaId};

const USERS: usize = 100;
/// Of each user.
const DRAMAS: usize = 8;
/// Of each drama.
const CHARACTERS: usize = 20;

/// Everything that can be ordered.
#[derive(Clone)]
struct Orders {
    people: Arc<[Tenant]>,
}

impl Orders {
    const COUNT: usize = USERS * DRAMAS * CHARACTERS;

    async fn open(place: &Place) -> Result<Self, Failure> {
        Ok(Self { people: place.people(USERS, DRAMAS, CHARACTERS).await?.into() })
    }

    /// Who orders what: neighbours are of different users.
    fn at(&self, turn: usize) -> (&Tenant, DramaId, CharacterId) {
        let tenant = &self.people[turn % USERS];
        let (drama, character) = tenant.cast[turn / USERS];
        (tenant, drama, character)
    }
}

pub(super) async fn on_sqlite(ours: &Place, bare: &Place, bench: &Bench) -> Result<Vec<Row>, Failure> {
    let loops = BareSqlite::open(&bare.fresh.settings, Desk::open(bare).await?).await?;
    measure("SQLite", ours, bare, &loops, bench).await
}

pub(super) async fn on_postgres(ours: &Place, bare: &Place, bench: &Bench) -> Result<Vec<Row>, Failure> {
    let loops = BarePostgres::open(&bare.fresh.settings, Desk::open(bare).await?).await?;
    let rows = measure("PostgreSQL", ours, bare, &loops, bench).await?;
    loops.close().await;
    Ok(rows)
}

async fn measure(
    name: &str,
    ours: &Place,
    bare: &Place,
    loops: &impl Half,
    bench: &Bench,
) -> Result<Vec<Row>, Failure> {
    let server = ours::serve(ours, &bench.metrics)?;
    let client = client(&server, Orders::open(ours).await?);
    let compared = compare(&client, loops, Some(Orders::COUNT), &bench.statements).await?;
    server.stop().await?;
    ours.fresh.check_books().await?;
    bare.fresh.check_books().await?;
    Ok(vec![
        Row::judged(
            format!("job accepted over HTTP on {name}, against a bare sqlx loop"),
            compared.ratio,
            "",
            Goal::AtLeast(0.6),
        ),
        Row::fact(
            format!("  a second, {LANES} connections or tasks: the API, bare"),
            format!("{:.0}, {:.0}", compared.rates.0, compared.rates.1),
        ),
    ])
}

fn client(server: &Server, orders: Orders) -> Client {
    let address = server.address;
    Client::new(address, move |turn| {
        let (tenant, _, character) = orders.at(turn);
        format!(
            "POST /api/v1/characters/{character}/images HTTP/1.1\r\nhost: {address}\r\nauthorization: Bearer {}\r\n\
             idempotency-key: order-{turn}\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{{}}",
            tenant.token
        )
    })
}
