package import EventLog
import Foundation
import Notation

/// What a file is for a space: whether it may stand in the place of one of its segments.
public struct SegmentVerdict: Sendable {
  let check: SegmentCheck

  init(_ check: SegmentCheck) { self.check = check }

  /// Whether it may.
  public var isAccepted: Bool { check.isAccepted }
  /// The segment whose place it may take, relative to the space; absent when it may take none.
  public var target: String? { check.isAccepted ? check.target : nil }
  /// Whether a file stands there now.
  public var isThere: Bool { check.isThere }
  /// Whether that file has the same bytes already.
  public var isSame: Bool { check.isSame }
  /// Whether it is a segment of the vault.
  public var isVault: Bool { check.isVault }

  /// The mode that it must have there, as `chmod` takes it.
  public var mode: String {
    let mode: FileMode = check.isVault ? .vaultFile : check.isLast ? .file : .sealedFile
    return "0" + String(mode.bits, radix: 8)
  }

  /// Where and how it does not fit; absent when it does.
  public var damage: Verification.Damage? { check.fault.map(Verification.Damage.init) }

  /// Why it may not take a segment's place, in one word; absent when it may.
  public var reason: String? { check.reason?.rawValue }
}

extension SpaceLog {
  /// Checks a file by itself and against this space, of which it may be a segment's copy.
  ///
  /// Of the log: its header, the form, hash, position and order of every record, and that it leads
  /// from what stands before it in this space to what follows. Of the vault: every line against its
  /// record.
  ///
  /// - Parameter path: The file, wherever it is.
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
    do throws(LogError) { return SegmentVerdict(try store.check(segment: name, in: folder)) } catch
    {
      guard case .storage(let fault) = error, fault.path == name else { throw SpaceError(error) }
      throw SpaceError(.notFound, "\(fault).")
    }
  }
}
