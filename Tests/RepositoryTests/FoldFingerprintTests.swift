import Digests
import Foundation
import Testing

@Suite("The fingerprint of the code that folds")
struct FoldFingerprintTests {
  /// Returns whether a file decides the content of a snapshot.
  ///
  /// Such a file reads events or applies them to the models. Decisions and texts for readers do
  /// not.
  static func folds(_ file: String) -> Bool {
    let isDecision =
      file.hasPrefix("Sources/Membership/Decisions/") || file.hasSuffix("Actions.swift")
      || file.hasSuffix("Checks.swift")
    let isText =
      file.hasPrefix("Projections/AuditTrail/") || file.hasPrefix("Projections/Asking/")
    return (file.hasPrefix("Sources/Membership/") || file.hasPrefix("Projections/"))
      && !isDecision && !isText && file != "Projections/Rows/SnapshotHeader.swift"
  }

  @Test("snapshots of other folding code are not used: the fingerprint is that of the sources")
  func current() throws {
    let sources = Repository.shipped.filter(Self.folds)
    #expect(sources.count > 40)
    var hash = SHA256()
    for source in sources {
      hash.update(Array(SwiftText.withoutComments(try Repository.text(source)).utf8))
    }
    let fingerprint = "fold = \"\(hash.finalize().hex.prefix(8))\""
    let path = "Projections/Rows/SnapshotHeader.swift"
    let header = try Repository.text(path)
    guard !header.contains(fingerprint) else { return }
    if ProcessInfo.processInfo.environment["ESPACE_WRITE_FINGERPRINT"] == "1" {
      try header.replacing(#/fold = "[0-9a-f]*"/#, with: fingerprint)
        .write(to: Repository.root.appendingPathComponent(path), atomically: true, encoding: .utf8)
    }
    Issue.record(
      """
      the folding code has changed: \(path) must say \(fingerprint); \
      ESPACE_WRITE_FINGERPRINT=1 swift test --filter FoldFingerprintTests writes it
      """)
  }
}
