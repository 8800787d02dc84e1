//! Bodies that come too slowly are ended, so that they do not keep memory and a connection for as long as they like.

use crate::{
    pace::{Pace, Waiting},
    problem::{Code, Problem},
};
use actix_web::{dev::Payload, error::PayloadError, web::Bytes};
use futures_util::Stream;
use std::{
    io,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// The pieces of a body, while they keep the pace.
pub(crate) struct Paced {
    payload: Payload,
    waiting: Waiting,
}

impl Paced {
    pub(crate) fn new(payload: Payload, pace: Pace) -> Self {
        Self { payload, waiting: Waiting::new(pace) }
    }
}

impl Stream for Paced {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Poll::Ready(piece) = Pin::new(&mut self.payload).poll_next(cx) else {
            ready!(self.waiting.poll_over(cx));
            return Poll::Ready(Some(Err(PayloadError::Io(io::ErrorKind::TimedOut.into()))));
        };
        if let Some(Ok(piece)) = &piece {
            self.waiting.moved(piece.len());
        }
        Poll::Ready(piece)
    }
}

/// Why a body cannot be read to its end.
pub(crate) fn broken_off(error: &PayloadError) -> Problem {
    match error {
        PayloadError::Io(error) if error.kind() == io::ErrorKind::TimedOut => Problem::new(Code::SlowRequest),
        error => Problem::new(Code::MalformedRequest).with("reason", error.to_string()),
    }
}
