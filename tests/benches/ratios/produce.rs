use crate::{Failure, report::Row};
pub(crate) fn measure() -> Result<Vec<Row>, Failure> {
    Err("x".into())
}
