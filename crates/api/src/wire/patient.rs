use crate::pace::{Pace, Waiting};
use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// A socket whose reader has to keep a pace while there is something to write. A reader that stands still would otherwise
/// keep its connection, its place among the downloads and a piece of a file for as long as it likes.
///
/// Time counts only while the socket takes nothing: streams of events are silent for long, and nothing is wanted of
/// clients that send a body.
pub(super) struct Patient<S> {
    socket: S,
    waiting: Waiting,
}

impl<S> Patient<S> {
    pub(super) fn new(socket: S, pace: Pace) -> Self {
        Self { socket, waiting: Waiting::new(pace) }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Patient<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_read(cx, into)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Patient<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, from: &[u8]) -> Poll<io::Result<usize>> {
        match Pin::new(&mut self.socket).poll_write(cx, from) {
            Poll::Ready(written) => {
                self.waiting.moved(*written.as_ref().unwrap_or(&0));
                Poll::Ready(written)
            }
            Poll::Pending if self.waiting.poll_over(cx).is_ready() => {
                tracing::info!("an answer breaks off: its reader is too slow");
                Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
            }
            Poll::Pending => Poll::Pending,
        }
    }

    /// A TCP socket keeps nothing back that it has taken, so there is nothing to wait for.
    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, duplex};

    const SOON: Duration = Duration::from_millis(50);
    /// Only a test that fails takes so long.
    const LONG: Duration = Duration::from_secs(20);
    const ROOM: usize = 1 << 10;

    #[actix_web::test]
    async fn a_reader_that_stands_still_is_given_up() {
        let (socket, _reader) = duplex(ROOM);
        let mut socket = Patient::new(socket, Pace { patience: SOON, bytes_per_second: 1 });
        let written = tokio::time::timeout(LONG, socket.write_all(&[0; 2 * ROOM])).await.expect("it ends");
        assert_eq!(written.map_err(|error| error.kind()), Err(io::ErrorKind::TimedOut));
    }

    #[actix_web::test]
    async fn a_reader_that_takes_a_byte_now_and_then_is_given_up() {
        let (socket, mut reader) = duplex(ROOM);
        let mut socket = Patient::new(socket, Pace { patience: SOON * 4, bytes_per_second: 1 << 20 });
        let reading = async {
            loop {
                // Less than the patience: only the average is too low.
                actix_web::rt::time::sleep(SOON).await;
                if reader.read_u8().await.is_err() {
                    return;
                }
            }
        };
        let writing = async { socket.write_all(&[0; 2 * ROOM]).await.map_err(|error| error.kind()) };
        futures_util::pin_mut!(reading, writing);
        match futures_util::future::select(writing, reading).await {
            futures_util::future::Either::Left((written, _)) => {
                assert_eq!(written, Err(io::ErrorKind::TimedOut));
            }
            futures_util::future::Either::Right(_) => panic!("all was read"),
        }
    }

    #[actix_web::test]
    async fn silence_of_the_server_is_not_counted() {
        let (socket, mut reader) = duplex(ROOM);
        let mut socket = Patient::new(socket, Pace { patience: SOON, bytes_per_second: 1 });
        for _ in 0..3 {
            let mut read = [0; 2 * ROOM];
            let both =
                futures_util::future::join(socket.write_all(&[0; 2 * ROOM]), reader.read_exact(&mut read));
            let (written, _) = both.await;
            written.expect("it is read");
            actix_web::rt::time::sleep(SOON * 3).await;
        }
    }
}
