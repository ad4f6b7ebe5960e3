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

extension SegmentVerdict: JSONAnswer {
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
      lines.append("\(file) has the same bytes as \(target): nothing needs to be replaced.")
    } else {
      let state = isThere ? " and may replace it" : ", which is missing, and may take its place"
      lines.append("\(file) is a good copy of \(target)\(state).")
    }
    lines.append(proof)
    if !isBeginningKnown, !isVault {
      lines.append("The records before it in the log do not verify and were not compared.")
    }
    if revived > 0 {
      lines.append(
        "It contains \(revived) private parts that are erased by now; the next writer erases them "
          + "again.")
    }
    return lines
  }

  /// The evidence that the file is the right one.
  private var proof: String {
    guard let from else { return "" }
    let range = last.map { "positions \(from) to \($0)" } ?? "no position"
    if isVault { return "Its private parts, \(range), match the commitments in the log." }
    return isLast
      ? "Its records, \(range), verify. No segment follows, so they were compared only with the "
        + "readable records, the last writer's note and the vault."
      : "Its records, \(range), lead to the root in the header of the next segment."
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
    case .notASegment: "it does not begin like a segment of a log or a vault"
    case .otherSpace: "it is a segment of another space"
    case .damaged: "its own lines do not verify"
    case .noPlace:
      "it begins at position \(position), where no segment of this space begins or is missing"
    case .before: "it does not continue the segment before it here"
    case .after: "it does not lead to the segment that follows it here"
    case .nextDamaged:
      "the beginning of the next segment is damaged, and only that segment could confirm this one; "
        + "put that one back first"
    case .shorter:
      "it is older and ends before the last position that this log is known to have had"
    case .otherRecords: "its facts differ from the readable facts of the segment in its place"
    case .otherSide:
      isVault
        ? "its lines do not match the commitments in the log" : "the vault does not match it"
    case .logUnreadable:
      "the log cannot be read up to the positions of its private parts; repair the log first"
    }
  }

  /// The verdict as one line of JSON, with stable names.
  public var json: String { jsonText }

  package func describe(_ fields: inout JSONWriter) {
    fields("accepted", isAccepted)
    fields("of", isVault ? "vault" : "log")
    fields("bytes", byteCount)
    fields("from", from)
    fields("to", last)
    if let target {
      fields("replaces", target)
      fields("mode", mode)
      fields("isThere", isThere)
      fields("isSame", isSame)
      if revived > 0 { fields("erasedByNow", revived) }
    }
    fields("reason", reason?.rawValue)
    fields("damage", damage)
  }
}
