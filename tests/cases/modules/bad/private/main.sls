// A name that a file keeps to itself.
use { secret_size, shared } from "./lib/lib.sls"
queue Jobs { retain: shared }
