extension Event {
  /// The one class of the event's private part, or `nil` for a type that seals nothing.
  package var privateClass: PrivateClass? {
    switch self {
    case .dossierRecorded(let event):
      switch event.what {
      case .name: .identity
      case .phone, .postalAddress: .contact
      case .bankDetails: .bank
      }
    case .changeRequestFiled(let event): event.kind.privateClass
    case .changeRequestInformationSupplied(let event): event.kind.privateClass
    default: EventTable.entry(named: name)?.privateClasses.first
    }
  }
}

extension ChangeRequestKind {
  /// The class of what a request of this kind says.
  var privateClass: PrivateClass {
    switch self {
    case .birth, .newBeneficiary: .identity
    case .postalAddress, .phone, .email: .contact
    case .bankDetails: .bank
    case .other: .freeText
    }
  }
}
