//! The template and its parts: nodes, intrinsics, policies, printing, the source map.

pub mod assemble;
pub mod bound;
pub mod budgets;
pub mod content;
mod each;
pub mod map;
pub mod node;
pub mod print;
pub mod template;

pub use node::{Json, Node, Object};
pub use template::{Policy, Resource, Template};
