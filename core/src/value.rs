//! stub
/// stub
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// stub
    Absent,
}
