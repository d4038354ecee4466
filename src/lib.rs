//! slsc

pub mod code;
pub mod diagnostic;
pub mod files;
pub mod quantity;
pub mod source;
pub mod syntax;
