use xinggen_domain::drama::FrameSize;

/// A PNG of one colour, small whatever its size; `note` goes into it as text.
pub(super) fn plain_png(size: FrameSize, colour: [u8; 3], note: &str) -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut header = Vec::new();
    header.extend(size.width.to_be_bytes());
    header.extend(size.height.to_be_bytes());
    // One bit per pixel, with a palette.
    header.extend([1, 3, 0, 0, 0]);
    chunk(&mut png, b"IHDR", &header);
    chunk(&mut png, b"PLTE", &colour);
    chunk(&mut png, b"tEXt", format!("Comment\0{note}").as_bytes());
    let row = 1 + size.width.div_ceil(8) as usize;
    chunk(&mut png, b"IDAT", &zeros(row * size.height as usize));
    chunk(&mut png, b"IEND", &[]);
    png
}

fn chunk(png: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) {
    png.extend((data.len() as u32).to_be_bytes());
    let start = png.len();
    png.extend(kind);
    png.extend(data);
    let sum = crc32(&png[start..]);
    png.extend(sum.to_be_bytes());
}

fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| {
        if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 }
    };
    !bytes.iter().fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), step))
}

/// A zlib stream of this many zeros: one literal, then copies of what is before it (RFC 1951, fixed codes).
fn zeros(count: usize) -> Vec<u8> {
    let mut bits = Bits::default();
    bits.push(0b011, 3);
    let mut left = count;
    if left > 0 {
        bits.zero();
        left -= 1;
    }
    while left >= 258 {
        // Length 258 is symbol 285, eight bits 1100_0101 from the left; distance 1 is five bits 0.
        bits.push(0b1010_0011, 8);
        bits.push(0, 5);
        left -= 258;
    }
    for _ in 0..left {
        bits.zero();
    }
    bits.push(0, 7);
    let mut stream = vec![0x78, 0x01];
    stream.extend(bits.bytes);
    // Adler-32 of zeros: the first sum stays 1, the second counts the bytes.
    let adler = ((count % 65_521) as u32) << 16 | 1;
    stream.extend(adler.to_be_bytes());
    stream
}

#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    used: u32,
}

impl Bits {
    /// Appends the lowest `count` bits, the lowest first.
    fn push(&mut self, value: u32, count: u32) {
        for at in 0..count {
            if self.used.is_multiple_of(8) {
                self.bytes.push(0);
            }
            if let Some(last) = self.bytes.last_mut() {
                *last |= ((value >> at & 1) as u8) << (self.used % 8);
            }
            self.used += 1;
        }
    }

    /// The literal 0: eight bits 0011_0000 from the left.
    fn zero(&mut self) {
        self.push(0b0000_1100, 8);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decoder_finds_a_whole_picture_of_one_colour() {
        for (width, height) in [(1, 1), (7, 3), (258, 1), (1350, 2400)] {
            let file = plain_png(FrameSize { width, height }, [9, 8, 7], "note");
            let mut decoder = png::Decoder::new(std::io::Cursor::new(file));
            decoder.set_transformations(png::Transformations::EXPAND);
            let mut reader = decoder.read_info().unwrap();
            let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
            let frame = reader.next_frame(&mut pixels).unwrap();
            assert_eq!((frame.width, frame.height), (width, height));
            assert!(pixels.chunks(3).all(|pixel| pixel == [9, 8, 7]));
            reader.finish().unwrap();
        }
    }

    #[test]
    fn checksums_are_the_standards() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(zeros(1), [0x78, 0x01, 0x63, 0x00, 0x00, 0x00, 0x01, 0x00, 0x01]);
    }
}
