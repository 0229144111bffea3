/// What a call received, as its report has it: `"hi" from 127.0.0.1:9000`.
package struct ReceivedText {
  /// The bytes as a text of the language.
  package let data: String
  /// Where they came from; empty on a connection.
  package let sender: String

  package init(_ remark: String) {
    let word = "\" from "
    var rest = remark[...]
    var end: String.Index?
    // The bytes may say the same; what the kernel says comes last.
    while let found = rest.firstRange(of: word) {
      end = remark.index(after: found.lowerBound)
      rest = rest[found.upperBound...]
    }
    data = end.map { String(remark[..<$0]) } ?? remark
    sender = end.map { String(remark[$0...].dropFirst(6)) } ?? ""
  }
}
