import FoundationEssentials

/// The standard base64 of some bytes, with padding (RFC 4648 §4).
func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

/// Reads base64 in its one form: padded, no white space, no bits set that stand for nothing.
func bytes(base64 text: some StringProtocol) -> [UInt8]? {
  let text = String(text)
  guard let data = Data(base64Encoded: text),
    data.base64EncodedString().utf8.elementsEqual(text.utf8)
  else { return nil }
  return Array(data)
}
