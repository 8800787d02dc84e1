use crate::Failure;
use actix_web::{App, HttpServer, dev::ServerHandle, web::ServiceConfig};
use std::{
    io,
    net::{SocketAddr, TcpListener},
};
use tokio::task::JoinSet;

/// A server in this process, with as many workers as the machine has cores.
pub(super) struct Server {
    pub(super) address: SocketAddr,
    handle: ServerHandle,
    serving: JoinSet<io::Result<()>>,
}

impl Server {
    /// Serves what this configures, set up as the binary's server is.
    pub(super) fn start<C: FnOnce(&mut ServiceConfig)>(
        configure: impl Fn() -> C + Clone + Send + 'static,
    ) -> Result<Self, Failure> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let server = HttpServer::new(move || App::new().configure(configure()))
            .disable_signals()
            .h1_allow_half_closed(false)
            .listen(listener)?
            .run();
        let handle = server.handle();
        let mut serving = JoinSet::new();
        serving.spawn(server);
        Ok(Self { address, handle, serving })
    }

    pub(super) async fn stop(mut self) -> Result<(), Failure> {
        self.handle.stop(true).await;
        while let Some(ended) = self.serving.join_next().await {
            ended??;
        }
        Ok(())
    }
}
