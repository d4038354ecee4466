//! CloudFormation templates brought in: read as they are written, said in `.sls`, and proved to come out the same.

mod json;
pub mod reader;
mod scalar;
pub mod value;
mod yaml;
