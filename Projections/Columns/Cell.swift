public import Notation

/// The value of one column in one row, by its kind.
///
/// Conditions, orders and counts compare cells.
public enum Cell: Sendable, Hashable {
  /// The row has no value in the column.
  case none
  /// Yes or no.
  case flag(Bool)
  /// A count, a position or a version.
  case number(Int)
  /// An instant.
  case instant(Instant)
  /// The id of a member, a request or another thing.
  case id(Token)
  /// A text or a word of a vocabulary.
  case text(String)
  /// Several words of a vocabulary.
  case words([String])
}

extension Cell: Comparable {
  /// Orders cells of one kind by value; cells without a value come last.
  public static func < (left: Cell, right: Cell) -> Bool {
    switch (left, right) {
    case (.flag(let left), .flag(let right)): !left && right
    case (.number(let left), .number(let right)): left < right
    case (.instant(let left), .instant(let right)): left < right
    case (.id(let left), .id(let right)): left < right
    case (.text(let left), .text(let right)): left < right
    case (.words(let left), .words(let right)): left.lexicographicallyPrecedes(right)
    default: left.rank < right.rank
    }
  }

  private var rank: Int {
    switch self {
    case .flag: 0
    case .number: 1
    case .instant: 2
    case .id: 3
    case .text: 4
    case .words: 5
    case .none: 6
    }
  }
}

extension Cell: CustomStringConvertible {
  /// The value as a condition may name it; empty without a value.
  public var description: String {
    switch self {
    case .none: ""
    case .flag(let flag): flag ? "yes" : "no"
    case .number(let number): "\(number)"
    case .instant(let instant): instant.description
    case .id(let id): id.description
    case .text(let text): text
    case .words(let words): words.joined(separator: " ")
    }
  }
}

/// The kind of the values of a column.
public enum CellKind: Sendable, Hashable {
  /// `yes` or `no`.
  case flag
  /// A whole number.
  case number
  /// An instant.
  case instant
  /// An id of 12 characters.
  case id
  /// A text.
  case text
  /// One word of a vocabulary.
  case word([String])
  /// Several words of a vocabulary; a condition asks for one of them.
  case words([String])
}

/// A type of values in columns.
public protocol ColumnValue: Sendable {
  /// The kind of the values.
  static var kind: CellKind { get }
  /// The value as a cell.
  var cell: Cell { get }
}

/// A type of values in columns that are kept in files.
package protocol StorableValue: ColumnValue {
  /// The value in its stored form; `.none` for the value of a row that stores none.
  var stored: StoredCell { get }

  /// Reads a stored form.
  init(_ stored: StoredCell)
}

/// The stored form of a cell.
package enum StoredCell: Sendable, Hashable {
  case none
  case number(Int64)
  case text(String)
}

/// A vocabulary whose words are the values of a column.
public protocol ColumnWord: ColumnValue, RawRepresentable, CaseIterable, Hashable
where RawValue == String {}

extension ColumnWord {
  /// One word of the vocabulary.
  public static var kind: CellKind { .word(allCases.map(\.rawValue)) }

  /// The word.
  public var cell: Cell { .text(rawValue) }
}

extension Bool: StorableValue {
  /// Yes or no.
  public static var kind: CellKind { .flag }
  /// The flag.
  public var cell: Cell { .flag(self) }
  package var stored: StoredCell { self ? .number(1) : .none }
  package init(_ stored: StoredCell) { self = stored != .none }
}

extension Int: StorableValue {
  /// A whole number.
  public static var kind: CellKind { .number }
  /// The number.
  public var cell: Cell { .number(self) }
  package var stored: StoredCell { self == 0 ? .none : .number(Int64(self)) }
  package init(_ stored: StoredCell) {
    if case .number(let number) = stored { self = Int(number) } else { self = 0 }
  }
}

extension Instant: StorableValue {
  /// An instant.
  public static var kind: CellKind { .instant }
  /// The instant.
  public var cell: Cell { .instant(self) }
  package var stored: StoredCell { .number(milliseconds) }
  package init(_ stored: StoredCell) {
    if case .number(let number) = stored {
      self.init(milliseconds: number)
    } else {
      self = .earliest
    }
  }
}

extension Token: StorableValue {
  /// An id.
  public static var kind: CellKind { .id }
  /// The id.
  public var cell: Cell { .id(self) }
  package var stored: StoredCell { .number(Int64(bits)) }
  package init(_ stored: StoredCell) {
    if case .number(let number) = stored {
      self.init(bits: UInt64(bitPattern: number))
    } else {
      self.init(bits: 0)
    }
  }
}

extension String: StorableValue {
  /// A text.
  public static var kind: CellKind { .text }
  /// The text.
  public var cell: Cell { .text(self) }
  package var stored: StoredCell { isEmpty ? .none : .text(self) }
  package init(_ stored: StoredCell) {
    if case .text(let text) = stored { self = text } else { self = "" }
  }
}

extension Optional: ColumnValue where Wrapped: ColumnValue {
  /// The kind of the value, if there is one.
  public static var kind: CellKind { Wrapped.kind }
  /// The cell of the value, or `.none`.
  public var cell: Cell { self?.cell ?? .none }
}

extension Optional: StorableValue where Wrapped: StorableValue {
  package var stored: StoredCell {
    guard let self else { return .none }
    // A value that stores nothing of its own must still differ from no value.
    let stored = self.stored
    return stored == .none ? .number(0) : stored
  }

  package init(_ stored: StoredCell) {
    self = stored == .none ? nil : Wrapped(stored)
  }
}

extension Array: ColumnValue where Element: ColumnWord {
  /// Several words of the vocabulary.
  public static var kind: CellKind { .words(Element.allCases.map(\.rawValue)) }
  /// The words.
  public var cell: Cell { .words(map(\.rawValue)) }
}

/// A vocabulary whose words are kept in files, by the number of their case.
package protocol StorableWord: ColumnWord, StorableValue {}

extension StorableWord {
  package var stored: StoredCell {
    .number(Int64(Array(Self.allCases).firstIndex(of: self) ?? 0))
  }

  package init(_ stored: StoredCell) {
    let cases = Array(Self.allCases)
    if case .number(let number) = stored, cases.indices.contains(Int(number)) {
      self = cases[Int(number)]
    } else {
      self = cases[0]
    }
  }
}
