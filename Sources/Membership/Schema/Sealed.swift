package import Digests
package import Notation

/// A personal value of an event, or its state if the value is not available.
public enum Sealed<Value: Sendable & Equatable>: Sendable, Equatable {
  /// The value, from the maker of the event or from the vault.
  case open(Value)
  /// The event has no such value.
  case absent
  /// The value is in the vault and was not requested.
  case sealed
  /// The value was erased.
  case erased

  /// The value, if it is open.
  public var value: Value? {
    if case .open(let value) = self { value } else { nil }
  }
}

extension Sealed: CustomStringConvertible, CustomDebugStringConvertible {
  /// The state without the value, so that a personal value never reaches a log.
  public var description: String {
    switch self {
    case .open: "‹open›"
    case .absent: "absent"
    case .sealed: "sealed"
    case .erased: "erased"
    }
  }

  /// The same as the description.
  public var debugDescription: String { description }
}

extension Sealed: CustomReflectable {
  /// A mirror without children, so that `dump` shows no value either.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

extension Digest: JSONRepresentable {
  package static var kind: String { "SHA-256" }

  package init(from scanner: inout JSONScanner) throws(JSONFault) {
    self = try scanner.plain(64, Digest.init(hexBytes:))
  }

  package func write(to writer: inout JSONWriter) { writer.plainString(64, putHex) }
}

extension Digest {
  /// Thirty-two zero bytes, the placeholder of a field before it is read.
  package static let zero = Digest(bytes: [UInt8](repeating: 0, count: 32)) ?? SHA256.hash([])
}
