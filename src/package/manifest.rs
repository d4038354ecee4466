//! `manifest.json`: what a build made and where each file is to be uploaded; and the assets, once per distinct content.

use super::pack::{PackError, Packed, collect};
use super::write::ASSETS;
use crate::files::Files;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The manifest's name in the output folder.
pub const MANIFEST: &str = "manifest.json";
pub const MANIFEST_VERSION: u32 = 1;

/// What a build made. Readers pass over fields and kinds of assets that they do not know: later versions of slsc add some
/// without another `version`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Manifest {
    pub version: u32,
    /// One; with `--all-stages` one a stage, in the order of the source.
    pub stacks: Vec<Stack>,
    pub assets: Vec<Asset>,
}

/// A template with what its deployment needs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Stack {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    /// Paths, relative to the manifest.
    pub template: String,
    pub map: String,
    /// None where it takes no assets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bucket: Option<Bucket>,
}

/// Where a template takes its assets from.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Bucket {
    /// A parameter of the template that the deployment gives.
    Parameter(String),
    Name(String),
    /// Computed at deployment, as the template says.
    Computed,
}

/// What an asset is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AssetKind {
    /// A file for the bucket.
    File,
}

/// One file to upload.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Asset {
    pub kind: AssetKind,
    /// Relative to the manifest, with `/`.
    pub path: String,
    /// The key in the bucket.
    pub key: String,
    /// Of the content (paths, modes and bytes), not of the zip file.
    pub sha256: String,
    /// Size of the zip.
    pub bytes: u64,
    /// The folder or archive as the source names it; the first of them, where several hold the same.
    pub from: String,
    /// The declarations that use it, sorted.
    #[serde(rename = "for")]
    pub users: Vec<String>,
}

impl Manifest {
    pub fn new(stacks: Vec<Stack>, assets: Vec<Asset>) -> Self {
        Manifest { version: MANIFEST_VERSION, stacks, assets }
    }

    /// The bytes of the file, with a line end.
    pub fn to_json(&self) -> Result<Vec<u8>, serde_json::Error> {
        let mut bytes = serde_json::to_vec_pretty(self)?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}

/// Whether zips are made, or only their names: hashing is all that a template needs.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Making {
    #[default]
    Zips,
    Names,
}

/// Packs folders for many declarations: each folder is read once, each content kept once.
#[derive(Default)]
pub struct Assets {
    making: Making,
    /// Key of what a path with these patterns packs to, and the patterns that matched nothing.
    packed: BTreeMap<(String, Vec<String>), (String, Vec<String>)>,
    by_key: BTreeMap<String, (Asset, Vec<u8>)>,
}

/// What a declaration's template and its warnings need to know.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Use {
    /// The key in the bucket.
    pub key: String,
    /// Patterns that matched nothing.
    pub unmatched: Vec<String>,
}

impl Assets {
    pub fn new(making: Making) -> Self {
        Assets { making, ..Assets::default() }
    }

    /// Packs `path`, as `files` takes it, for the declaration `user`; `from` is the path as the source names it.
    pub fn add(
        &mut self,
        files: &dyn Files,
        path: &str,
        excludes: &[String],
        from: &str,
        user: &str,
    ) -> Result<Use, PackError> {
        let place = (path.to_string(), excludes.to_vec());
        let (key, unmatched) = match self.packed.get(&place) {
            Some(known) => known.clone(),
            None => {
                let listing = collect(files, path, excludes)?;
                let known = (listing.name(), listing.unmatched.clone());
                if self.making == Making::Zips && !self.by_key.contains_key(&known.0) {
                    self.keep(listing.zip(path)?, from);
                }
                self.packed.insert(place, known.clone());
                known
            }
        };
        if let Some((asset, _)) = self.by_key.get_mut(&key)
            && let Err(at) = asset.users.binary_search_by(|u| u.as_str().cmp(user))
        {
            asset.users.insert(at, user.to_string());
        }
        Ok(Use { key, unmatched })
    }

    fn keep(&mut self, packed: Packed, from: &str) {
        let asset = Asset {
            kind: AssetKind::File,
            path: format!("{ASSETS}/{}", packed.name),
            key: packed.name.clone(),
            sha256: packed.sha256,
            bytes: packed.bytes.len() as u64,
            from: from.to_string(),
            users: Vec::new(),
        };
        self.by_key.insert(packed.name, (asset, packed.bytes));
    }

    /// The manifest's entries and the files to write, both by key.
    pub fn finish(self) -> (Vec<Asset>, Vec<(String, Vec<u8>)>) {
        self.by_key.into_values().map(|(asset, bytes)| (asset.clone(), (asset.path, bytes))).unzip()
    }
}
