//! slsc
fn main() {}
