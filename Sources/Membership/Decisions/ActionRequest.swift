public import FoundationEssentials
public import Notation

/// One action as it is asked for: what, by whom, about whom, and when.
public struct ActionRequest: Sendable, Equatable {
  /// The id of the action; the same again is a repetition and gets the first answer (edge 8).
  public var id: UUID
  /// When it happens, never before the log's last fact; the clock's time when absent.
  public var at: Instant?
  /// Who acts, which the host has established; the core never authenticates staff.
  public var by: ActorID
  /// Who it is about: member number, identifier, e-mail address or member id (P2); absent beside a
  /// link, and for the house.
  public var member: UntrustedText?
  /// The session's text as `signIn` gave it out; needed when a member acts, absent otherwise.
  public var session: UntrustedText?
  /// The interaction that it belongs to; the action's own id when absent.
  public var correlation: UUID?
  /// What is to be done.
  public var action: Action

  /// Makes a request.
  public init(
    id: UUID, at: Instant? = nil, by: ActorID, member: UntrustedText? = nil,
    session: UntrustedText? = nil,
    correlation: UUID? = nil, _ action: Action
  ) {
    self.id = id
    self.at = at
    self.by = by
    self.member = member
    self.session = session
    self.correlation = correlation
    self.action = action
  }
}

/// The fields that every action has beside its own.
struct CommonFields: Described {
  var name = ActionName.sweep
  var id: UUID?
  var at: Instant?
  var by: ActorID.Role?
  var staff: String?
  var member: UntrustedText?
  var session: UntrustedText?
  var correlation: UUID?

  mutating func describe(_ fields: inout Fields) {
    fields("do", &name)
    fields("id", &id)
    fields("at", &at)
    fields("by", &by)
    fields("staff", &staff)
    fields("member", &member, .identifying)
    fields("session", &session, .verifier)
    fields("correlation", &correlation)
  }
}

extension ActionRequest {
  /// Reads a request from one JSON object.
  ///
  /// - Parameters:
  ///   - text: The UTF-8 bytes of the object.
  ///   - drawID: Gives the id when the object has none.
  /// - Throws: `JSONFault` with the field in question.
  package init(
    json text: UnsafeBufferPointer<UInt8>, drawID: () -> UUID
  ) throws(JSONFault) {
    var scanner = JSONScanner(text, spacing: .free)
    scanner.skipSpace()
    let object = try JSONObject(from: &scanner, namesFaults: true)
    try scanner.finish()
    var fields = Fields(reading: object, from: scanner)
    var common = CommonFields()
    common.describe(&fields)
    try fields.checkSoFar()
    let entry = ActionTable.entry(common.name)
    let action = entry.read(&fields)
    try fields.finishReading()
    guard let role = common.by ?? (entry.actors.count == 1 ? entry.actors[0] : nil) else {
      throw JSONFault(.missing, at: object.start, field: "by")
    }
    guard let actor = ActorID(role: role, staff: common.staff) else {
      throw JSONFault(
        common.staff == nil ? .missing : .invalidValue, at: object.start, field: "staff")
    }
    self.init(
      id: common.id ?? drawID(), at: common.at, by: actor, member: common.member,
      session: common.session, correlation: common.correlation, action)
  }

  /// The fields that every action has beside its own, as the catalogue lists them.
  package static var commonListing: [FieldDescription] { CommonFields.listing }
}
