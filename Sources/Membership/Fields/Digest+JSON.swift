package import Digests
package import Notation

extension Digest: JSONRepresentable {
  package static var kind: String { "SHA-256" }

  package init(from scanner: inout JSONScanner) throws(JSONFault) {
    self = try scanner.plain(64, Digest.init(hexBytes:))
  }

  package func write(to writer: inout JSONWriter) { writer.plainString(64, putHex) }
}
