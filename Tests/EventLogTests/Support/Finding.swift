import EventLog
import Testing

/// The result of reading and verifying a changed space.
struct Finding {
  /// The first damage that reading or verification found, or `nil`.
  private(set) var damage: Damage?
  /// Whether the space was refused without damage: no space, or an unsupported format.
  private(set) var isRefused = false
  /// Whether a record or private part differs from the written one.
  private(set) var isWrong = false

  var isDetected: Bool { damage != nil || isRefused }

  /// Reads a space and then verifies it, as an auditor does.
  ///
  /// - Parameter verifying: Whether to verify and to open private parts after damage was found.
  init(_ space: RealSpace, verifying: Bool = true) throws {
    do throws(LogError) {
      let store = try Fixture.open(space.storage, .reading, checking: .everything)
      let shown = try Fixture.records(store)
      isWrong = shown != Array(space.records.prefix(shown.count))
      damage = store.recovery.damage
      guard verifying || damage == nil else { return }
      for (record, secret) in zip(shown, space.secrets) {
        // A private part has the written value, or reading it fails.
        if let part = try? store.sealedPayload(of: record), part != secret { isWrong = true }
      }
      let report = try store.verify(key: { $0 == space.key })
      damage = damage ?? report.damage
      if report.isIntact, shown.count < space.records.count { isWrong = true }
    } catch {
      switch error {
      case .notASpace, .unsupportedFormat: isRefused = true
      case .damaged(let found), .logOlderThanVault(let found), .vaultOlderThanLog(let found):
        damage = found
      default: throw error
      }
    }
  }
}

extension Finding {
  /// Returns whether a writer refuses the space too, and leaves its files unchanged.
  static func writerRefuses(_ space: RealSpace) throws -> Bool {
    let before = try RealSpace.files(in: space.root).filter { $0.key != "LOCK" }
    for _ in 0..<2 {
      do throws(LogError) {
        _ = try Fixture.open(space.storage, checking: .everything)
        return false
      } catch {
        switch error {
        case .damaged, .logOlderThanVault, .vaultOlderThanLog, .notASpace, .unsupportedFormat: break
        default: throw error
        }
      }
    }
    return try RealSpace.files(in: space.root).filter { $0.key != "LOCK" } == before
  }
}
