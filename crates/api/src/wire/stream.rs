use super::{
    head::{Look, look},
    patient::Patient,
    unread::instead_of,
};
use crate::{pace::Pace, state::Api};
use actix_web::{
    rt::net::TcpStream,
    web::{Bytes, BytesMut, Data},
};
use std::{
    io,
    pin::Pin,
    task::{Context, Poll, ready},
};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// A connection, with the first head that came over it put right and bare refusals filled in.
pub(super) struct Stream {
    socket: Patient<TcpStream>,
    api: Data<Api>,
    coming: Coming,
    /// What is written in the place of something, and how long that was.
    instead: Option<(Bytes, usize)>,
    /// Something was written since something was last read: what is written next goes on with an answer.
    answering: bool,
    /// A refusal was written in the place of another; nothing may follow it.
    over: bool,
}

/// What comes in.
enum Coming {
    /// The beginning, which is still looked at.
    Seen(BytesMut),
    /// The beginning, which is handed on.
    Given(Bytes),
    /// The rest.
    Rest,
}

impl Stream {
    pub(super) fn new(socket: TcpStream, answers: Pace, api: Data<Api>) -> Self {
        Self {
            socket: Patient::new(socket, answers),
            api,
            coming: Coming::Seen(BytesMut::new()),
            instead: None,
            answering: false,
            over: false,
        }
    }

    /// Writes what stands in the place of something; how long that was.
    fn write_instead(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<Option<usize>>> {
        let Some((bytes, stood)) = &mut self.instead else { return Poll::Ready(Ok(None)) };
        while !bytes.is_empty() {
            let written = ready!(Pin::new(&mut self.socket).poll_write(cx, bytes))?;
            if written == 0 {
                return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
            }
            drop(bytes.split_to(written));
        }
        let stood = *stood;
        (self.instead, self.over) = (None, true);
        Poll::Ready(Ok(Some(stood)))
    }
}

impl AsyncRead for Stream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = &mut *self;
        loop {
            match &mut this.coming {
                Coming::Rest => {
                    let before = into.filled().len();
                    ready!(Pin::new(&mut this.socket).poll_read(cx, into))?;
                    this.answering &= into.filled().len() == before;
                    return Poll::Ready(Ok(()));
                }
                Coming::Given(bytes) => {
                    into.put_slice(&bytes.split_to(bytes.len().min(into.remaining())));
                    if bytes.is_empty() {
                        this.coming = Coming::Rest;
                    }
                    return Poll::Ready(Ok(()));
                }
                Coming::Seen(seen) => {
                    let mut chunk = [0; 4096];
                    let mut chunk = ReadBuf::new(&mut chunk);
                    ready!(Pin::new(&mut this.socket).poll_read(cx, &mut chunk))?;
                    seen.extend_from_slice(chunk.filled());
                    let ended = chunk.filled().is_empty();
                    match look(seen) {
                        Look::More if !ended => {}
                        Look::More | Look::As if seen.is_empty() => this.coming = Coming::Rest,
                        Look::More | Look::As => this.coming = Coming::Given(seen.split().freeze()),
                        Look::Instead(head) => this.coming = Coming::Given(head.into()),
                    }
                }
            }
        }
    }
}

impl AsyncWrite for Stream {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, from: &[u8]) -> Poll<io::Result<usize>> {
        let this = &mut *self;
        if this.over {
            return Poll::Ready(Err(io::ErrorKind::BrokenPipe.into()));
        }
        // Bytes of a file may look like a refusal; they never come first.
        if this.instead.is_none()
            && !this.answering
            && let Some(answer) = instead_of(from, &*this.api.ids)
        {
            this.instead = Some((answer.into(), from.len()));
        }
        match ready!(this.write_instead(cx))? {
            Some(stood) => Poll::Ready(Ok(stood)),
            None => {
                let written = ready!(Pin::new(&mut this.socket).poll_write(cx, from))?;
                this.answering |= written > 0;
                Poll::Ready(Ok(written))
            }
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_shutdown(cx)
    }
}
