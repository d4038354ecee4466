// What another file exports.
use { short, name_of } from "./lib/lib.sls"
queue Jobs { retain: short, name: name_of("jobs") }
