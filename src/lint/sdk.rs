//! What functions ask of AWS in their code.

use super::Cx;

/// The calls of one function.
pub struct Calls {
    pub owner: usize,
}

pub fn calls(_: &Cx) -> Vec<Calls> {
    Vec::new()
}
