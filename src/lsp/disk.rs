//! The disk, remembered for a while: a keystroke should not read every handler again.

use crate::code;
use crate::files::{Files, Kind};
use crate::package::Disk;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long what was read is believed where the client does not tell of changes.
const UNWATCHED: Duration = Duration::from_secs(2);
/// How long it is believed where the client tells: it watches sources and scripts, not every file.
const WATCHED: Duration = Duration::from_secs(30);
/// More than this is not kept, in bytes.
const MAX_KEPT: usize = 64 << 20;

/// Whether the client tells when files change.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Watched {
    Yes,
    #[default]
    No,
}

type Listing = Result<Vec<(String, Kind)>, String>;

/// The disk with what was read of it lately.
pub struct Remembered {
    disk: Disk,
    since: Instant,
    lately: Mutex<Lately>,
    code: code::Known,
}

#[derive(Default)]
struct Lately {
    bytes: usize,
    read: HashMap<String, Result<Vec<u8>, String>>,
    listed: HashMap<String, Listing>,
    kinds: HashMap<String, Option<Kind>>,
}

impl Default for Remembered {
    fn default() -> Self {
        Remembered { disk: Disk::here(), since: Instant::now(), lately: Mutex::default(), code: code::Known::default() }
    }
}

impl Remembered {
    pub fn is_old(&self, watched: Watched) -> bool {
        let limit = if watched == Watched::Yes { WATCHED } else { UNWATCHED };
        self.since.elapsed() > limit
    }

    fn lately(&self) -> MutexGuard<'_, Lately> {
        self.lately.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Files for Remembered {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        if let Some(known) = self.lately().read.get(path) {
            return known.clone();
        }
        let found = self.disk.read(path);
        let size = found.as_ref().map_or(0, Vec::len);
        let mut lately = self.lately();
        if lately.bytes + size <= MAX_KEPT {
            lately.bytes += size;
            lately.read.insert(path.to_string(), found.clone());
        }
        found
    }

    fn list(&self, folder: &str) -> Listing {
        self.lately().listed.entry(folder.to_string()).or_insert_with(|| self.disk.list(folder)).clone()
    }

    fn known(&self) -> Option<&code::Known> {
        Some(&self.code)
    }

    fn kind(&self, path: &str) -> Option<Kind> {
        *self.lately().kinds.entry(path.to_string()).or_insert_with(|| self.disk.kind(path))
    }
}
