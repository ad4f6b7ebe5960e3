/// How many there are of each class of private parts, held without an allocation: counted for every
/// fact that seals one.
struct ClassCounts: Sendable, Equatable {
  private var lanes = SIMD16<UInt32>()

  subscript(privateClass: PrivateClass) -> Int {
    get { Int(lanes[privateClass.lane]) }
    set { lanes[privateClass.lane] = UInt32(truncatingIfNeeded: newValue) }
  }

  /// The classes of which there are any.
  var counts: [PrivateClass: Int] {
    var counts: [PrivateClass: Int] = [:]
    for privateClass in PrivateClass.allCases where self[privateClass] > 0 {
      counts[privateClass] = self[privateClass]
    }
    return counts
  }
}

extension PrivateClass {
  /// A number for each class, below sixteen; it is never written anywhere.
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
