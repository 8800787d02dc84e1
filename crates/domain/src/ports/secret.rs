/// Random bits that cannot be guessed.
pub trait SecretSource: Send + Sync {
    /// 32 fresh bytes.
    fn secret(&self) -> [u8; 32];
}
