// A module whose file is not there.
module Orders from "./orders.sls" {}
