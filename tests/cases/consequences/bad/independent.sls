// What does not follow from a mistake is said, though it stands in the same declaration.
function Work {
  code:    "../../_code/py"
  runtimee: python3.13
  memory:  1 MB
  : 4
}
queue Jobs { dead_letter: Nothing, kms_kee: 1 }
function None {}
