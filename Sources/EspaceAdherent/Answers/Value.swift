/// A personal value in an answer: shown, sealed in the vault, erased, or not there at all.
public enum Value: Sendable, Hashable {
  /// The value itself.
  case shown(String)
  /// It stands in a vault that is absent, unreadable, or was not asked.
  case sealed
  /// It was erased.
  case erased

  /// The value when it is shown.
  public var text: String? {
    if case .shown(let text) = self { text } else { nil }
  }
}

extension Value: CustomStringConvertible {
  /// The value, or `sealed`, or `erased`.
  public var description: String {
    switch self {
    case .shown(let text): text
    case .sealed: "sealed"
    case .erased: "erased"
    }
  }
}
