use utoipa::ToSchema;

/// The bytes of a file.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "describes bodies in the document; bytes are read and sent piece by piece")]
pub(crate) struct FileBytes(Vec<u8>);
