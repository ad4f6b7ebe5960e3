public import EventLog
import Foundation
import Notation

extension SpaceLog {
  /// Checks a file on its own and as a copy of a segment of this space.
  ///
  /// The check of a log segment covers its header, and the form, hash, position and order of every
  /// record. It also compares both ends with the neighbouring segments. The check of a vault
  /// segment compares every line with its record.
  ///
  /// - Parameter path: The file, in any folder.
  /// - Throws: `SpaceError` of kind `.notFound` when it cannot be read, `.storage`.
  /// - Complexity: O(bytes of the file and of the log before it).
  public func check(segment path: String) throws(SpaceError) -> SegmentVerdict {
    let url = URL(fileURLWithPath: path)
    let folder = DiskStorage(root: url.deletingLastPathComponent().path, followingLinks: true)
    return try check(segment: url.lastPathComponent, in: folder)
  }

  package func check(
    segment name: String, in folder: any Storage
  ) throws(SpaceError) -> SegmentVerdict {
    do throws(LogError) { return try store.check(segment: name, in: folder) } catch {
      guard case .storage(let fault) = error, fault.path == name else { throw SpaceError(error) }
      throw SpaceError(.notFound, "\(fault).")
    }
  }
}

extension SegmentVerdict {
  /// The mode that the file needs as that segment, as `chmod` takes it.
  public var mode: String {
    let mode: FileMode = isVault ? .vaultFile : isLast ? .file : .sealedFile
    return "0" + String(mode.bits, radix: 8)
  }

  /// Returns whether the file may replace a segment, or the reason why not, in plain words.
  ///
  /// - Parameter file: The file's name in the text.
  public func lines(of file: String) -> [String] {
    guard let target else { return refusal(of: file) }
    var lines: [String] = []
    if isSame {
      lines.append("\(file) is \(target), byte by byte: there is nothing to replace.")
    } else {
      let state = isThere ? "which it may replace" : "which is missing, and whose place it may take"
      lines.append("\(file) is a good copy of \(target), \(state).")
    }
    lines.append(proof)
    if !isBeginningKnown, !isVault {
      lines.append("What stands before it in the log does not verify, and was not compared.")
    }
    if revived > 0 {
      lines.append(
        "\(revived) private parts that are erased by now stand in it: the next writer erases "
          + "them again.")
    }
    return lines
  }

  /// The evidence that the file is the right one.
  private var proof: String {
    guard let from else { return "" }
    let range = last.map { "positions \(from) to \($0)" } ?? "no position"
    if isVault { return "Its private parts, \(range), are those that the log seals." }
    return isLast
      ? "Its records, \(range), verify; no segment follows, so that only what can still be read, the "
        + "writer's note and the vault could be compared."
      : "Its records, \(range), lead to the very root that the next segment begins with."
  }

  private func refusal(of file: String) -> [String] {
    guard let reason else { return [] }
    var lines = ["\(file) may not replace a segment of this space: \(words(of: reason))."]
    guard let damage else { return lines }
    var place = "       \(damage.kind.rawValue) in \(damage.segment) at byte \(damage.offset)"
    if let position = damage.position { place += ", position \(position)" }
    lines.append(place)
    if let expected = damage.expected { lines.append("       expected \(expected)") }
    if let found = damage.found { lines.append("       found    \(found)") }
    return lines
  }

  private func words(of reason: Reason) -> String {
    let position = damage?.position.map { "\($0)" } ?? "?"
    return switch reason {
    case .notASegment: "it does not begin as a segment of a log or a vault does"
    case .otherSpace: "it is a segment of another space"
    case .damaged: "it does not verify itself"
    case .noPlace: "it begins at position \(position), and no segment here does, nor is one missing"
    case .before: "it does not go on from what stands before it here"
    case .after: "it does not lead to what follows it here"
    case .nextDamaged:
      "the segment that follows is damaged at its beginning, and nothing else tells whether this "
        + "one is right; put that one back first"
    case .shorter: "it is older, and ends before what this log is known to have had"
    case .otherRecords: "it has other facts than those that can still be read in its place"
    case .otherSide:
      isVault ? "its lines are not what the log seals" : "the vault does not go with it"
    case .logUnreadable: "the log cannot be read as far as its private parts; mend the log first"
    }
  }

  /// The verdict as one line of JSON, with stable names.
  public var json: String {
    var writer = JSONWriter()
    writer.beginObject()
    writer.field("accepted", isAccepted)
    writer.field("of", isVault ? "vault" : "log")
    writer.field("bytes", byteCount)
    writer.optional("from", from)
    writer.optional("to", last)
    if let target {
      writer.field("replaces", target)
      writer.field("mode", mode)
      writer.field("isThere", isThere)
      writer.field("isSame", isSame)
      if revived > 0 { writer.field("erasedByNow", revived) }
    }
    writer.optional("reason", reason?.rawValue)
    if let damage {
      writer.key("damage")
      damage.write(to: &writer)
    }
    writer.endObject()
    return writer.text
  }
}
