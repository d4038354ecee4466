use { team } from "lib/p‸"
