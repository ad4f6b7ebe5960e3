extension EventTable {
  /// The fields of a type that are internal to the house, so that a member is not shown them: the
  /// reasons and the notes of staff (edge 47).
  package static func internalFields(of type: String) -> Set<String> {
    switch type {
    case "access.blocked", "access.restored": ["reason", "note"]
    case "change-request.rejected": ["note"]
    case "device.blocked", "email.invalidated", "password.renewal-required": ["reason"]
    case "legal-hold.set": ["ground"]
    case "record.consulted": ["purpose"]
    default: []
    }
  }
}
