import Digests
import Synchronization

/// A line of the vault that bears a record's position, found and not compared yet.
struct LocatedVaultLine {
  let view: RecordView
  /// Where it stands in what was read, and in the file.
  let range: Range<Int>
  let offset: Int
}

extension VaultCursor {
  /// What is found in a line: `nil` when it is the private part that its record sealed.
  typealias Content = Result<SuspectLine.Content?, LogError>

  /// How many lines it takes for a second core to be worth waking.
  private static let linesWorthSharing = 128

  /// Compares lines with their records, on two cores; in order.
  func contents(of found: [LocatedVaultLine]) -> [Content] {
    withBytes { bytes in
      let compared = Compared(found, bytes)
      inShares(of: found.count, worthSharing: Self.linesWorthSharing) { share in
        compared.compare(share, self)
      }
      return compared.contents.withLock { $0 }
    }
  }

  /// What is to be compared, and what came out.
  private final class Compared: @unchecked Sendable {
    // Unchecked because of the pointers, which are lent while this exists and never written through.
    private let found: [LocatedVaultLine]
    private let bytes: UnsafeBufferPointer<UInt8>
    let contents: Mutex<[Content]>

    init(_ found: [LocatedVaultLine], _ bytes: UnsafeBufferPointer<UInt8>) {
      (self.found, self.bytes) = (found, bytes)
      contents = Mutex([Content](repeating: .success(nil), count: found.count))
    }

    /// Compares a share of them, two at a time.
    func compare(_ share: Range<Int>, _ lines: VaultCursor) {
      var rare: [(index: Int, content: Content)] = []
      var index = share.lowerBound
      while index < share.upperBound {
        let other = min(index + 1, share.upperBound - 1)
        if !areSealed(index, other) {
          for index in index...other { rare.append((index, content(at: index, lines))) }
        }
        index += 2
      }
      contents.withLock { contents in
        for (index, content) in rare { contents[index] = content }
      }
    }

    private func text(_ index: Int) -> UnsafeBufferPointer<UInt8> {
      UnsafeBufferPointer(rebasing: bytes[found[index].range])
    }

    /// Whether two lines are what their records sealed, as nearly all are.
    private func areSealed(_ one: Int, _ other: Int) -> Bool {
      guard let first = VaultLine(text(one)), let second = VaultLine(text(other)),
        case .sealed(let salt, let secret) = first.content,
        case .sealed(let otherSalt, let otherSecret) = second.content,
        first.isOf(found[one].view), second.isOf(found[other].view)
      else { return false }
      let (left, right) = SHA256.hash(
        salt.message(sealing: UnsafeRawBufferPointer(secret)),
        otherSalt.message(sealing: UnsafeRawBufferPointer(otherSecret)))
      return found[one].view.commits(to: left) && found[other].view.commits(to: right)
        && isFlatObject(secret) && isFlatObject(otherSecret)
    }

    private func content(at index: Int, _ lines: VaultCursor) -> Content {
      let line = found[index]
      return Result { () throws(LogError) in
        let content = try Self.judge(text(index), found: line, lines: lines)
        // It may have been overwritten while it was read.
        guard case .neither? = content else { return content }
        let again = try lines.bytesNow(at: line.offset, count: line.range.count)
        return try again.withUnsafeBufferPointer { (text) throws(LogError) in
          try Self.judge(text, found: line, lines: lines)
        }
      }
    }

    private static func judge(
      _ text: UnsafeBufferPointer<UInt8>, found: LocatedVaultLine, lines: VaultCursor
    ) throws(LogError) -> SuspectLine.Content? {
      let view = found.view
      func damage(_ kind: Damage.Kind) -> LogError {
        .damaged(
          Damage(kind, segment: lines.path, offset: found.offset, position: view.position))
      }
      guard let line = VaultLine(text) else {
        // Half overwritten, a line still begins as it did.
        guard VaultLine.isLine(text, of: view.position, stream: view.stream) else {
          throw damage(.vaultForm)
        }
        return .neither(.vaultForm)
      }
      guard line.isOf(view) else { throw damage(.vaultOwner) }
      switch line.content {
      case .erased(let fact): return .erased(by: fact)
      case .sealed(let salt, let secret):
        guard view.commits(to: salt.commitment(to: UnsafeRawBufferPointer(secret))) else {
          return .neither(.commitment)
        }
        guard isFlatObject(secret) else { throw damage(.vaultForm) }
        return nil
      }
    }
  }
}

/// A vault line that is not the private part its record sealed: facts tell whether it may be so.
struct SuspectLine {
  enum Content: Equatable {
    /// It says that it was erased by order of that fact.
    case erased(by: Int)
    /// It does not verify: half overwritten, or damaged.
    case neither(Damage.Kind)
  }

  let position: Int
  /// The first position of its segment.
  let segment: Int
  let offset: UInt32
  let length: UInt32
  let content: Content

  init(position: Int, segment: Int, offset: Int, length: Int, content: Content) {
    self.position = position
    self.segment = segment
    self.offset = UInt32(truncatingIfNeeded: offset)
    self.length = UInt32(truncatingIfNeeded: length)
    self.content = content
  }

  /// What it is that is wrong, when no fact orders it.
  var damage: Damage {
    let path = VaultStore.path(from: segment)
    switch content {
    case .erased(let fact):
      return Damage(
        .erasedWithoutFact, segment: path, offset: Int(offset), position: position,
        found: "\(fact)")
    case .neither(let kind):
      return Damage(kind, segment: path, offset: Int(offset), position: position)
    }
  }
}
