/// `text` as a JSON string (RFC 8259 §7), quotes included.
package func jsonString(_ text: String) -> String {
  var json = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": json += "\\\""
    case "\\": json += "\\\\"
    case "\n": json += "\\n"
    case "\r": json += "\\r"
    case "\t": json += "\\t"
    default:
      if scalar.value < 0x20 || scalar.value == 0x7f || scalar.value == 0x2028
        || scalar.value == 0x2029
      {
        let digits = String(scalar.value, radix: 16)
        json += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      } else {
        json.unicodeScalars.append(scalar)
      }
    }
  }
  return json + "\""
}
