//! The words of the language as data: what a construct is, which properties, attributes, verbs and triggers it has.
//!
//! The checker, `expand`, the reference and the editor read these tables; none of them names a construct.

mod attribute;
mod construct;
pub mod elsewhere;
mod property;
mod trigger;
mod types;
mod verb;

pub use attribute::{Attribute, Existing, Source, attribute};
pub use construct::{BlockShape, Construct, Grants, Metric, Part, part};
pub use property::{Default, Literal, Names, Property, Secrecy, Within, concat, prop};
pub use trigger::{Argument, Compute, Presence, TriggerShape, Wiring, no_access};
pub use types::{CallShape, Table, Text, Type, Word, checked, duration, int, size, text, word, word_as};
pub use verb::{Access, On, Verb, verb};
