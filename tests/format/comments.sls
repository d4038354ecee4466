

// head


stack Shop { // behind the brace

  tags: { a: "b" } // of the stack
  /* a block */ artifacts: "bucket"


  // last

}
/// Documentation.
queue Q {


  retain: 1 h   // an hour
  // between
  visibility: 30 s

}
if stage.name == "prod" { // why
  queue P {}
}
// else
else {
  queue R {}
}
