import Notation

extension Event {
  /// The fields of the private part, as listed in the catalogue for the type.
  ///
  /// The class of a field is the class of the value in this event.
  package var sealedListing: [FieldDescription] {
    let listing =
      EventTable.entry(named: name)?.listing.filter {
        $0.dataClass != .plain && $0.dataClass != .pseudonymous
      } ?? []
    guard case .dossierRecorded(let event) = self, event.what == .bankDetails else {
      return listing
    }
    return listing.map {
      FieldDescription(
        name: $0.name, kind: $0.kind, dataClass: .sensitive, isOptional: $0.isOptional)
    }
  }
}

extension DossierEntry {
  /// The class of the entry's value.
  var privateClass: PrivateClass {
    switch self {
    case .name: .identity
    case .phone, .postalAddress: .contact
    case .bankDetails: .bank
    }
  }
}

extension ChangeRequestKind {
  /// The class of the content of such a request.
  var privateClass: PrivateClass {
    switch self {
    case .birth, .newBeneficiary: .identity
    case .postalAddress, .phone, .email: .contact
    case .bankDetails: .bank
    case .other: .freeText
    }
  }
}

/// The number of private parts of each class, stored without an allocation.
///
/// The counts are updated for every fact with a private part.
struct ClassCounts: Sendable, Equatable {
  private var lanes = SIMD16<UInt32>()

  subscript(privateClass: PrivateClass) -> Int {
    get { Int(lanes[privateClass.lane]) }
    set { lanes[privateClass.lane] = UInt32(truncatingIfNeeded: newValue) }
  }

  /// The classes with a count above 0.
  var counts: [PrivateClass: Int] {
    var counts: [PrivateClass: Int] = [:]
    for privateClass in PrivateClass.allCases where self[privateClass] > 0 {
      counts[privateClass] = self[privateClass]
    }
    return counts
  }
}

extension PrivateClass {
  /// A number below 16 for each class; it is never written anywhere.
  fileprivate var lane: Int {
    switch self {
    case .identity: 0
    case .contact: 1
    case .bank: 2
    case .health: 3
    case .verifier: 4
    case .question: 5
    case .device: 6
    case .trace: 7
    case .freeText: 8
    }
  }
}

extension Member {
  /// Counts a fact's private part.
  ///
  /// An erasure sets the counts of its classes to 0.
  mutating func countPrivatePart(of event: Event) {
    guard let privateClass = event.privateClass, event.isSealing else { return }
    heldParts[privateClass] += 1
  }
}
