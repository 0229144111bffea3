/// What of a file's header was seen: the positions of rows that stand only once, -1 for none.
struct HeaderState {
  var form: Int32 = -1
  var network: Int32 = -1
  var timeout: Int32 = -1
  /// Another statement has come.
  var isOver = false
}
