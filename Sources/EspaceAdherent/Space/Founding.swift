import EventLog
import Membership

/// The copy of `space.json` in the fact at position 1, which the tree covers.
enum Founding {
  /// Returns the copy of `space.json` in the first fact, or `nil` when it has none or cannot be
  /// read.
  ///
  /// The first fact is read without regard to `space.json`.
  static func fact(on storage: any Storage) throws(LogError) -> SpaceFounded? {
    guard let record = try LogStore.firstRecord(on: storage),
      case .houseRulesSet(let event) = RecordedEvent(record).event
    else { return nil }
    return event.space
  }

  /// Compares `space.json` with the first fact.
  ///
  /// If the ids differ and the vault agrees with `space.json`, the log belongs to another space.
  /// Readers of the log then report its header.
  ///
  /// - Returns: The damage of `space.json`; `nil` where both agree or the first fact is unreadable.
  static func damage(
    of manifest: SpaceManifest, on storage: any Storage
  ) throws(LogError) -> Damage? {
    guard let founded = try fact(on: storage) else { return nil }
    if founded.id != manifest.id, LogStore.isVault(of: manifest.id, on: storage) == true {
      return nil
    }
    guard
      founded.id != manifest.id || founded.origin != manifest.origin
        || founded.house != manifest.house || founded.createdAt != manifest.createdAt
    else { return nil }
    return Damage(
      .manifest, segment: SpaceLayout.manifest, offset: 0, position: 1,
      expected: "what position 1 says", found: "something else")
  }

  /// Checks that `space.json` agrees with the first fact.
  ///
  /// Every opening calls this: origin and house are printed in checkpoints, proofs and exports.
  ///
  /// - Throws: `.damaged`, `.storage`; `.notASpace`, `.unsupportedFormat` as `readManifest` does.
  static func check(_ storage: any Storage) throws(LogError) {
    let manifest = try LogStore.readManifest(on: storage)
    if let damage = try damage(of: manifest, on: storage) { throw .damaged(damage) }
  }
}
