//! What a build leaves on the disk: code packed into zips, the manifest that says what goes where, and the writing of
//! it all, whole or not at all.

mod disk;
mod exclude;
mod manifest;
mod pack;
#[cfg(test)]
mod pack_tests;
mod write;

pub use disk::{Disk, reason};
pub use exclude::DEFAULT_EXCLUDES;
pub use manifest::{Asset, AssetKind, Assets, Bucket, MANIFEST, MANIFEST_VERSION, Making, Manifest, Stack, Use};
pub use pack::{Listing, MAX_UNZIPPED, MAX_ZIP_UPLOADED_DIRECTLY, PackError, Packed, collect, pack};
pub use write::{ASSETS, WriteError, Written, write_outputs};
