use crate::places::Place;
use actix_web::web::Bytes;
use futures_util::stream::{self, Stream};
use std::ops::Range;
use xinggen_application::AssetReader;
use xinggen_domain::error::BlobError;

/// How many bytes are read and sent at a time: so much of a file is in memory while its reader takes its time.
const PIECE: u64 = 128 << 10;

/// Bytes of an asset that are still to be sent.
pub(super) struct Pieces {
    reader: AssetReader,
    rest: Range<u64>,
    first: Option<Bytes>,
    _place: Place,
}

impl Pieces {
    /// Reads the first piece, so that an object that cannot be read is told by the status.
    pub(super) async fn begin(
        reader: AssetReader,
        rest: Range<u64>,
        place: Place,
    ) -> Result<Self, BlobError> {
        let mut pieces = Self { reader, rest, first: None, _place: place };
        pieces.first = pieces.read().await?;
        Ok(pieces)
    }

    pub(super) fn stream(self) -> impl Stream<Item = Result<Bytes, BlobError>> {
        stream::try_unfold(self, |mut pieces| async move {
            let piece = match pieces.first.take() {
                Some(first) => Some(first),
                None => pieces.read().await?,
            };
            Ok(piece.map(|piece| (piece, pieces)))
        })
    }

    async fn read(&mut self) -> Result<Option<Bytes>, BlobError> {
        let left = self.rest.end - self.rest.start;
        if left == 0 {
            return Ok(None);
        }
        let piece = self.reader.read(self.rest.start, left.min(PIECE)).await?;
        if piece.is_empty() {
            // The announced length cannot be kept any more; the client sees the connection break.
            return Err(BlobError::NotFound(self.reader.asset().key.to_string()));
        }
        self.rest.start += piece.len() as u64;
        Ok(Some(piece))
    }
}
