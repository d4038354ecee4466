module Parts from "./lib/‸" {}
