package import EventLog
import FoundationEssentials
public import Membership
public import Notation

// The summary of each column is its documentation, also at the prompt.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
/// The columns of the table `facts`: one row a fact of any stream.
public final class FactColumns: ColumnTable {
  public typealias Content = FactContent
  public typealias Source = Never

  public init() {}

  public static let columns = FactColumns()
  public static let list = ColumnList(columns)

  public let position = Column<FactColumns, Int>("position in the log") { $0.content.position }
  public let at = Column<FactColumns, Instant>("time of recording") { $0.content.at }
  public let type = Column<FactColumns, EventType>("type of the event") {
    EventType(name: $0.content.type)
  }
  public let actor = Column<FactColumns, String>("actor, with the pseudonym of staff") {
    $0.content.actor
  }
  public let role = Column<FactColumns, ActorID.Role?>("role of the actor") {
    ActorID($0.content.actor)?.role
  }
  public let reason = Column<FactColumns, String?>("reason in the fact, of refusals and others") {
    $0.content.reason
  }
  public let refused = Column<FactColumns, Bool>("whether the fact is a refusal") {
    $0.content.type.hasSuffix(".refused")
  }
  public let kind = Column<FactColumns, String?>("kind in the fact, of change requests and others")
  {
    $0.content.kind
  }
  public let stream = Column<FactColumns, String>("stream of the fact") { $0.content.stream }
  public let member = Column<FactColumns, Token?>("the member, if the stream is a member's") {
    guard case .member(let id)? = StreamName($0.content.stream) else { return nil }
    return id
  }
  public let sequence = Column<FactColumns, Int>("sequence in the stream") { $0.content.sequence }
  public let action = Column<FactColumns, String>("id of the action") {
    $0.content.action.uuidString.lowercased()
  }
  public let correlation = Column<FactColumns, String>("id of the correlation") {
    $0.content.correlation.uuidString.lowercased()
  }
  public let cause = Column<FactColumns, Int?>("position of the fact that caused it") {
    $0.content.cause
  }
  public let sealed = Column<FactColumns, Bool>("whether it seals a private part") {
    $0.content.isSealed
  }
}

/// The content of a row of `facts`: a record without its data.
public final class FactContent: RowContent {
  package let position: Int
  let at: Instant
  let type: String
  let actor: String
  let reason: String?
  let kind: String?
  let stream: String
  let sequence: Int
  let action: UUID
  let correlation: UUID
  let cause: Int?
  let isSealed: Bool

  /// Reads a record in place.
  package init(_ view: RecordView) {
    (position, at, sequence) = (view.position, view.at, view.sequence)
    type = String(decoding: view.type, as: UTF8.self)
    actor = String(decoding: view.actor, as: UTF8.self)
    stream = String(decoding: view.stream, as: UTF8.self)
    reason = Self.text(of: Self.reasonKey, in: view.data)
    kind = Self.text(of: Self.kindKey, in: view.data)
    (action, correlation) = (view.action, view.correlation)
    (cause, isSealed) = (view.cause, view.isSealed)
  }

  private static let reasonKey = Array(#""reason":""#.utf8)
  private static let kindKey = Array(#""kind":""#.utf8)

  /// Returns the text of a field in a clear part; `nil` without one.
  ///
  /// A quotation mark in a text is escaped, so the key with its marks is never a part of a text.
  private static func text(
    of key: [UInt8], in data: UnsafeBufferPointer<UInt8>
  ) -> String? {
    var offset = 0
    while offset + key.count < data.count {
      if data[offset] == 0x22, data[offset + 1] == key[1],
        data[offset...].starts(with: key)
      {
        let start = offset + key.count
        guard let end = data[start...].firstIndex(of: 0x22) else { return nil }
        return String(decoding: data[start..<end], as: UTF8.self)
      }
      offset += 1
    }
    return nil
  }
}

/// The type of an event, as a word.
public struct EventType: ColumnValue, Hashable {
  /// The name: `code.requested`.
  public let name: String

  /// Makes the type with a name.
  public init(name: String) { self.name = name }

  /// One word: the name of an event.
  public static let kind = CellKind.word(EventTable.entries.map(\.name))

  /// The name.
  public var cell: Cell { .text(name) }
}

extension ActorID.Role: ColumnWord {}
