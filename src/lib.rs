//! slsc

pub mod code;
pub mod diagnostic;
pub mod files;
#[cfg(feature = "cli")]
pub mod package;
pub mod quantity;
pub mod source;
pub mod syntax;
