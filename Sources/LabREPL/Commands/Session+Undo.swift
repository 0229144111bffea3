/// `undo`: see `Replay`.
extension Session {
  func undo() {
    say("undo is not there yet")
  }
}
