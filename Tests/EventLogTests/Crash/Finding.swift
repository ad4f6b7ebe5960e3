import EventLog
import Testing

/// What a changed space shows and says.
struct Finding {
  /// The first damage that a reader, or a reading of every byte, found; `nil` when neither did.
  private(set) var damage: Damage?
  /// Whether a whole other answer than damage was given: no space, or a format of the future.
  private(set) var isRefused = false
  /// Whether anything that was shown is not what was written.
  private(set) var isWrong = false

  var isDetected: Bool { damage != nil || isRefused }

  /// Reads a space as auditors do: what a reader shows, and what a verification says.
  ///
  /// - Parameter verifying: whether a verification follows when the reader found damage already,
  ///   and private parts are opened.
  init(_ space: RealSpace, verifying: Bool = true) throws {
    do throws(LogError) {
      let store = try Fixture.open(space.storage, .reading, checking: .everything)
      let shown = try Fixture.records(store)
      isWrong = shown != Array(space.records.prefix(shown.count))
      damage = store.recovery.damage
      guard verifying || damage == nil else { return }
      for (record, secret) in zip(shown, space.secrets) {
        // A private part is what was written, or there is an error.
        if let part = try? store.secretPart(of: record), part != secret { isWrong = true }
      }
      let report = try store.verify(key: { $0 == space.key })
      damage = damage ?? report.damage
      if report.isSound, shown.count < space.records.count { isWrong = true }
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
  /// Whether a writer refuses the space too, and leaves it as it is.
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
