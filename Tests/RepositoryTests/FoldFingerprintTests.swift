import Digests
import Foundation
import Testing

@Suite("The fingerprint of the code that folds")
struct FoldFingerprintTests {
  /// What decides what a snapshot holds: how events are read, and what they do to the models.
  static let folders = [
    "Sources/Membership/Events", "Sources/Membership/Fields", "Sources/Membership/Member",
    "Sources/Membership/House", "Projections/",
  ]

  @Test("snapshots of other folding code are not used: the fingerprint is that of the sources")
  func current() throws {
    let sources = Repository.shipped.filter { file in
      Self.folders.contains { file.hasPrefix($0) } && !file.hasPrefix("Projections/Wording")
        && file != "Projections/Snapshots/SnapshotHeader.swift"
    }
    #expect(sources.count > 40)
    var hash = SHA256()
    for source in sources {
      hash.update(Array(SwiftText.withoutComments(try Repository.text(source)).utf8))
    }
    let fingerprint = String(hash.finalize().hex.prefix(8))
    let stand = try Repository.text("Projections/Snapshots/SnapshotHeader.swift")
    #expect(
      stand.contains("fold = \"\(fingerprint)\""),
      "the code that folds has changed: SnapshotHeader.fold must be \"\(fingerprint)\"")
  }
}
