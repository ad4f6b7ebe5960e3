import Digests
import Notation

/// What a snapshot says of the log that it stands on.
struct LogSummary: Hashable, Sendable {
  /// The last record that it counts.
  let position: Int
  let appends: Int
  let lastSealed: Int
  let at: Instant
  /// The hash of the last record.
  let hash: Digest
  /// The first position of the segment that the last record stands in, and where its line ends.
  let from: Int
  let end: Int
  let frontier: MerkleFrontier
}

extension LogSummary {
  /// The JSON object.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(#"{"position":"#)
    bytes.append(decimal: position)
    bytes.append(#","appends":"#)
    bytes.append(decimal: appends)
    bytes.append(#","lastSealed":"#)
    bytes.append(decimal: lastSealed)
    bytes.append(#","at":""#)
    at.appendText(to: &bytes)
    bytes.append(#"","hash":""#)
    hash.appendHex(to: &bytes)
    bytes.append(#"","from":"#)
    bytes.append(decimal: from)
    bytes.append(#","end":"#)
    bytes.append(decimal: end)
    bytes.append(#","edge":["#)
    for (index, root) in frontier.edge.enumerated() {
      bytes.append(index == 0 ? "\"" : ",\"")
      root.appendHex(to: &bytes)
      bytes.append("\"")
    }
    bytes.append("]}")
    return bytes
  }

  /// Takes the object that comes next, if one does.
  init?(reading cursor: inout LineCursor) {
    guard cursor.skip(#"{"position":"#), let position = cursor.positive(),
      cursor.skip(#","appends":"#), let appends = cursor.positive(),
      cursor.skip(#","lastSealed":"#), let lastSealed = cursor.natural(),
      cursor.skip(#","at":""#), let at = cursor.instant(),
      cursor.skip(#"","hash":""#), let hash = cursor.digest(),
      cursor.skip(#"","from":"#), let from = cursor.positive(),
      cursor.skip(#","end":"#), let end = cursor.positive(), cursor.skip(#","edge":["#)
    else { return nil }
    var edge: [Digest] = []
    while cursor.skip(edge.isEmpty ? "\"" : ",\"") {
      guard let root = cursor.digest(), cursor.skip("\"") else { return nil }
      edge.append(root)
    }
    guard cursor.skip("]}"), from <= position, lastSealed <= position,
      let frontier = MerkleFrontier(size: position, edge: edge)
    else { return nil }
    self.init(
      position: position, appends: appends, lastSealed: lastSealed, at: at, hash: hash, from: from,
      end: end, frontier: frontier)
  }
}
