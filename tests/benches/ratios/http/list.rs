//! A page of dramas, by somebody who is signed in: through the API, and by a handler that checks the same token, reads
//! by the same statement in the same kind of transaction, and writes the same JSON.

mod bare;

use super::{
    Bench, LANES,
    load::{Client, Lane},
    ours,
    place::{Place, Tenant},
    rounds::compare,
    server::Server,
};
use crate::{
    Failure,
    report::{Goal, Row},
};
use bare::{BarePostgres, BareSqlite, Lists};
use xinggen_api::MetricsText;

/// How many dramas there are: one page.
const DRAMAS: usize = 20;

pub(super) async fn on_sqlite(ours: &Place, bare: &Place, bench: &Bench) -> Result<Vec<Row>, Failure> {
    measure("SQLite", ours, bare, BareSqlite::open(&bare.fresh.settings).await?, bench).await
}

pub(super) async fn on_postgres(ours: &Place, bare: &Place, bench: &Bench) -> Result<Vec<Row>, Failure> {
    let pool = BarePostgres::open(&bare.fresh.settings).await?;
    let rows = measure("PostgreSQL", ours, bare, pool.clone(), bench).await?;
    pool.close().await;
    Ok(rows)
}

async fn measure(
    name: &str,
    ours: &Place,
    bare: &Place,
    lists: impl Lists,
    bench: &Bench,
) -> Result<Vec<Row>, Failure> {
    let our_server = ours::serve(ours, &bench.metrics)?;
    let bare_server = bare::serve(bare, lists)?;
    let our_client = client(&our_server, &ours.people(1, DRAMAS, 0).await?);
    let bare_client = client(&bare_server, &bare.people(1, DRAMAS, 0).await?);
    if our_client.once().await? != bare_client.once().await? {
        return Err("the bare handler does not answer as the API does".into());
    }
    let compared = compare(&our_client, &bare_client, None, &bench.statements).await?;
    our_server.stop().await?;
    bare_server.stop().await?;
    Ok(vec![
        Row::judged(
            format!("{DRAMAS} dramas listed over HTTP on {name}, against a bare handler"),
            compared.ratio,
            "",
            Goal::AtLeast(0.7),
        ),
        Row::fact(
            format!("  a second, {LANES} connections: the API, the bare handler"),
            format!("{:.0}, {:.0}", compared.rates.0, compared.rates.1),
        ),
    ])
}

/// A server with somebody who lists dramas there.
pub(crate) struct Lister {
    server: Server,
    client: Client,
}

impl Lister {
    pub(crate) async fn open(place: &Place, metrics: &MetricsText) -> Result<Self, Failure> {
        let server = ours::serve(place, metrics)?;
        let client = client(&server, &place.people(1, DRAMAS, 0).await?);
        Ok(Self { server, client })
    }

    /// A connection that asks for the list each time.
    pub(crate) async fn connect(&self) -> Result<Lane, Failure> {
        self.client.connect().await
    }

    pub(crate) async fn close(self) -> Result<(), Failure> {
        self.server.stop().await
    }
}

fn client(server: &Server, people: &[Tenant]) -> Client {
    let token = people.first().map(|tenant| tenant.token.clone()).unwrap_or_default();
    let request = format!(
        "GET /api/v1/dramas?limit={DRAMAS} HTTP/1.1\r\nhost: {}\r\nauthorization: Bearer {token}\r\n\r\n",
        server.address
    );
    Client::new(server.address, move |_| request.clone())
}
