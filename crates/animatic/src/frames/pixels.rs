//! The pixels of a sheet, in memory that goes back to the system at once. A sheet has 13 MB; an allocator that
//! keeps such pieces for later, for every thread that ever drew one, ends up with hundreds of megabytes of nothing.

use memmap2::MmapMut;
use tiny_skia::{PixmapMut, PixmapRef};

/// Premultiplied RGBA, row by row; transparent at first.
#[derive(Debug)]
pub(crate) struct Pixels {
    memory: MmapMut,
    width: u32,
    height: u32,
}

impl Pixels {
    /// Nothing for a size of zero or beyond what fits into memory.
    pub(super) fn new(width: u32, height: u32) -> Option<Self> {
        let bytes = usize::try_from(u64::from(width) * u64::from(height)).ok()?.checked_mul(4)?;
        let mut memory = MmapMut::map_anon(bytes).ok()?;
        PixmapMut::from_bytes(&mut memory, width, height)?;
        Some(Self { memory, width, height })
    }

    pub(super) fn width(&self) -> u32 {
        self.width
    }

    pub(super) fn height(&self) -> u32 {
        self.height
    }

    pub(super) fn bytes_mut(&mut self) -> &mut [u8] {
        &mut self.memory
    }

    /// The same pixels again; nothing when they do not fit into memory a second time.
    pub(super) fn copy(&self) -> Option<Self> {
        let mut copy = Self::new(self.width, self.height)?;
        copy.memory.copy_from_slice(&self.memory);
        Some(copy)
    }

    /// To be read by the painter; `new` has seen that this works.
    pub(super) fn seen(&self) -> Option<PixmapRef<'_>> {
        PixmapRef::from_bytes(&self.memory, self.width, self.height)
    }

    /// Lets the painter work on them.
    pub(super) fn paint(&mut self, work: impl FnOnce(&mut PixmapMut<'_>)) {
        if let Some(mut map) = PixmapMut::from_bytes(&mut self.memory, self.width, self.height) {
            work(&mut map);
        }
    }

    /// Leaves three bytes a pixel, red, green and blue, in the same memory.
    pub(super) fn into_rgb(mut self) -> Rgb {
        let pixels = self.memory.len() / 4;
        for at in 1..pixels {
            self.memory.copy_within(at * 4..at * 4 + 3, at * 3);
        }
        Rgb { memory: self.memory, bytes: pixels * 3 }
    }
}

/// Three bytes a pixel.
pub(super) struct Rgb {
    memory: MmapMut,
    bytes: usize,
}

impl Rgb {
    pub(super) fn bytes(&self) -> &[u8] {
        &self.memory[..self.bytes]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_begins_transparent_and_has_a_size() {
        assert!(Pixels::new(0, 4).is_none() && Pixels::new(u32::MAX, u32::MAX).is_none());
        let mut sheet = Pixels::new(3, 2).unwrap();
        assert_eq!(sheet.bytes_mut(), [0; 24]);
    }

    #[test]
    fn alpha_is_left_out_in_place() {
        let mut sheet = Pixels::new(2, 2).unwrap();
        sheet.bytes_mut().copy_from_slice(&[1, 2, 3, 255, 4, 5, 6, 255, 7, 8, 9, 255, 10, 11, 12, 255]);
        let copy = sheet.copy().unwrap();
        assert_eq!(sheet.into_rgb().bytes(), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
        assert_eq!(copy.into_rgb().bytes().len(), 12);
    }
}
