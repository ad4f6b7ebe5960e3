import Notation

/// The table of all types of events (edge 50).
///
/// A type's name, schema and classes are static members of its payload.
package enum EventTable {
  /// One type of event: its names, its private part, and the function that reads it.
  package struct Entry: Sendable {
    /// The wire name, such as `code.requested`.
    package let name: String
    /// The highest schema version that this code reads; a higher one is shown raw (edge 44).
    package let schema: Int
    /// The retention of its private values.
    package let keeping: Keeping
    /// The possible classes of its private part; empty for an event without a private part.
    package let privateClasses: [PrivateClass]
    /// The fields hidden from members: reasons and notes of staff (edge 47).
    package let internalFields: Set<String>
    /// The rules and edge cases behind the type, as listed in the catalogue.
    package let serves: String
    /// The name of the Swift type.
    package let swiftType: String
    /// Its fields, in writing order.
    package let listing: [FieldDescription]
    let read: @Sendable (inout Fields) -> Event

    fileprivate init<Payload: EventPayload>(_ wrap: @escaping @Sendable (Payload) -> Event) {
      name = Payload.name
      schema = Payload.schema
      keeping = Payload.keeping
      privateClasses = Payload.seals
      internalFields = Payload.internalFields
      serves = Payload.serves
      swiftType = "\(Payload.self)"
      listing = Payload.listing
      read = { fields in
        var payload = Payload()
        payload.describe(&fields)
        return wrap(payload)
      }
    }
  }

  private static let names = KeywordTable(entries.map(\.name))

  /// Returns the index of a wire name's entry, or `nil` for an unknown name.
  static func index(of name: UnsafeBufferPointer<UInt8>) -> Int? { names.index(of: name) }

  /// Returns the entry of a wire name, or `nil` for an unknown name.
  package static func entry(named name: String) -> Entry? {
    var name = name
    return name.withUTF8 { index(of: $0) }.map { entries[$0] }
  }

  /// All types, in the order of the catalogue.
  package static let entries: [Entry] = [
    Entry(Event.houseRulesSet),
    Entry(Event.cguPublished),
    Entry(Event.logRepaired),
    Entry(Event.memberEnrolled),
    Entry(Event.identifierAssigned),
    Entry(Event.accessCodeLossReported),
    Entry(Event.dossierRecorded),
    Entry(Event.beneficiaryRecorded),
    Entry(Event.registrationStarted),
    Entry(Event.identityVerified),
    Entry(Event.identityRefused),
    Entry(Event.accountActivated),
    Entry(Event.accessBlocked),
    Entry(Event.accessRestored),
    Entry(Event.accountClosed),
    Entry(Event.codeRequested),
    Entry(Event.codeVerified),
    Entry(Event.codeRefused),
    Entry(Event.letterRequested),
    Entry(Event.deliveryReported),
    Entry(Event.noticeIssued),
    Entry(Event.deadlinePassed),
    Entry(Event.passwordSet),
    Entry(Event.passwordRenewalRequired),
    Entry(Event.questionSet),
    Entry(Event.signInSucceeded),
    Entry(Event.signInRefused),
    Entry(Event.sessionEnded),
    Entry(Event.actionRefused),
    Entry(Event.emailRecorded),
    Entry(Event.emailCertified),
    Entry(Event.emailInvalidated),
    Entry(Event.emailWithdrawn),
    Entry(Event.emailDisclosureSet),
    Entry(Event.cguAccepted),
    Entry(Event.cguDeclined),
    Entry(Event.deviceEnrolled),
    Entry(Event.deviceBlocked),
    Entry(Event.deviceUnblocked),
    Entry(Event.deviceRemoved),
    Entry(Event.changeRequestFiled),
    Entry(Event.changeRequestTakenUp),
    Entry(Event.changeRequestInformationAsked),
    Entry(Event.changeRequestInformationSupplied),
    Entry(Event.changeRequestAccepted),
    Entry(Event.changeRequestRejected),
    Entry(Event.changeRequestApplied),
    Entry(Event.changeRequestWithdrawn),
    Entry(Event.legalHoldSet),
    Entry(Event.erasureRequested),
    Entry(Event.erasureRejected),
    Entry(Event.memberErased),
    Entry(Event.retentionSwept),
    Entry(Event.recordConsulted),
  ]
}
