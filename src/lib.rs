//! slsc

#[cfg(feature = "cli")]
pub mod cli;
pub mod decode;
pub mod diagnostic;
pub mod expand;
pub mod files;
pub mod quantity;
pub mod reference;
pub mod source;
pub mod syntax;
