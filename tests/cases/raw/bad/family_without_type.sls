for n in ["a", "b"] {
  // the comment has a letter of two bytes where the bracket was looked for
  resource Jobs[n /* é */] {
    QueueName: "jobs"
  }
}
resource More["a"[0]é
