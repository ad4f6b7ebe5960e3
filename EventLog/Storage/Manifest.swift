package import Notation

/// The contents of `space.json`: the identity of a space.
package struct SpaceManifest: Sendable, Hashable {
  /// The number of the only supported format.
  package static let format = 1

  /// The first line of every checkpoint: printable ASCII without space, `+`, `"` or `\`, at most
  /// 255 bytes.
  package let origin: String
  /// The id of the space: 32 lower-case hexadecimal digits.
  package let id: String
  /// The label of the house, of `[a-z0-9][a-z0-9/._-]*`.
  ///
  /// The log does not interpret it.
  package let house: String
  package let createdAt: Instant

  /// Creates a manifest, or returns `nil` when a field has an invalid form.
  package init?(origin: String, id: String, house: String, createdAt: Instant) {
    let isOrigin =
      !origin.isEmpty && origin.utf8.count <= 255
      && origin.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != 0x2b && $0 != 0x22 && $0 != 0x5c }
    let isID =
      id.utf8.count == 32 && id.utf8.allSatisfy { ($0 &- 0x30 < 10) || ($0 &- 0x61 < 6) }
    guard isOrigin, isID, isName(house), createdAt >= .earliest, createdAt <= .latest else {
      return nil
    }
    self.origin = origin
    self.id = id
    self.house = house
    self.createdAt = createdAt
  }

  /// Draws a random id for a space.
  package static func drawID(using generator: inout some RandomNumberGenerator) -> String {
    var bytes: [UInt8] = []
    for _ in 0..<2 { withUnsafeBytes(of: generator.next().bigEndian) { bytes += $0 } }
    return hexText(bytes)
  }

  /// The canonical form, ended by a newline.
  package var bytes: [UInt8] {
    // None of these texts contains a character that JSON escapes.
    Array(
      #"""
      {"format":\#(Self.format),"origin":"\#(origin)","id":"\#(id)","house":"\#(house)",\#
      "createdAt":"\#(createdAt)"}

      """#.utf8)
  }

  /// Parses the canonical form.
  ///
  /// - Throws: `LogError.unsupportedFormat` for another format, `.damaged` for anything else.
  package init(reading bytes: [UInt8]) throws(LogError) {
    let parsed = bytes.withUnsafeBufferPointer { Self.parsed($0) }
    if let (format, _) = parsed, format != Self.format { throw .unsupportedFormat(format) }
    // Only the canonical form is valid: the parsed manifest must encode to the same bytes.
    guard let manifest = parsed?.manifest, manifest.bytes == bytes else {
      throw .damaged(Damage(.manifest, segment: SpaceLayout.manifest, offset: 0))
    }
    self = manifest
  }

  private static func parsed(
    _ text: UnsafeBufferPointer<UInt8>
  ) -> (format: Int, manifest: SpaceManifest?)? {
    var scanner = JSONScanner(text, spacing: .free)
    guard scanner.skip(#"{"format":"#), let format = try? scanner.integer() else { return nil }
    guard scanner.skip(#","origin":"#), let origin = try? scanner.string(limit: 255),
      scanner.skip(#","id":"#), let id = try? scanner.string(limit: 32),
      scanner.skip(#","house":"#), let house = try? scanner.string(limit: 128),
      scanner.skip(#","createdAt":"#), let createdAt = try? Instant(from: &scanner)
    else { return (Int(format), nil) }
    return (
      Int(format), SpaceManifest(origin: origin, id: id, house: house, createdAt: createdAt)
    )
  }
}

/// The names of a space's files and folders.
package enum SpaceLayout {
  package static let manifest = "space.json"
  package static let lock = "LOCK"
  package static let log = "EventLog"
  package static let vault = "Vault"
  package static let vaultKey = "Vault/key"
  package static let projections = "Projections"

  static let temporarySuffix = ".tmp"
  private static let segmentSuffix = ".jsonl"

  /// Returns the folder of a path, `""` for a path directly in the space's folder.
  static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
    return String(path[..<slash])
  }

  /// Returns the file name of a segment: its first position in 20 digits and the suffix `.jsonl`.
  static func segmentName(from position: Int) -> String {
    let digits = String(position)
    return String(repeating: "0", count: max(0, 20 - digits.utf8.count)) + digits + segmentSuffix
  }

  /// Returns the first position in a segment's file name, or `nil` for any other name.
  static func position(ofSegment name: String) -> Int? {
    guard name.utf8.count == 26, name.hasSuffix(segmentSuffix) else { return nil }
    let digits = name.utf8.prefix(20)
    guard digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
    guard let position = Int(name.prefix(20)), position > 0 else { return nil }
    return position
  }
}
