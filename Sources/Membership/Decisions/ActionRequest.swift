public import FoundationEssentials
public import Notation

/// A request for one action: the action, its actor, its member and its time.
public struct ActionRequest: Sendable, Equatable {
  /// The id of the action; a second request with it is a repetition of the first (edge 8).
  public var id: UUID
  /// The time of the action, never before the log's last fact; the clock's time if absent.
  public var at: Instant?
  /// The actor, authenticated by the host; the core never authenticates staff.
  public var by: ActorID
  /// The member concerned: member number, identifier, e-mail address or member id (P2).
  ///
  /// Absent if the action has a link, and for actions about the house.
  public var member: UntrustedText?
  /// The session text from `signIn`; required if a member acts, absent otherwise.
  public var session: UntrustedText?
  /// The interaction to which it belongs; the action's own id if absent.
  public var correlation: UUID?
  /// The action itself.
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

/// The fields common to all actions.
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
  ///   - drawID: Returns the id if the object has no `id`.
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

  /// The fields common to all actions, as listed in the catalogue.
  package static var commonListing: [FieldDescription] { CommonFields.listing }
}
