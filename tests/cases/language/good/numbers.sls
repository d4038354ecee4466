// Numbers, quantities and arithmetic, computed at build.
let base = 1_000
queue Jobs {
  delay:       1 min + 30 s
  retain:      2 * 2 days
  max_message: 64 KB * 4
  tags:        { n: "${base / 4 + 7 % 4}", half: "${1 / 2}", neg: "${-base}" }
}
