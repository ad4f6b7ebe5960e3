import Digests

/// A vault line with the position of a record, found but not compared yet.
struct LocatedVaultLine {
  let view: RecordView
  /// The range of the line in the read buffer; `offset` is its offset in the file.
  let range: Range<Int>
  let offset: Int
}

extension VaultCursor {
  /// The result of comparing a line: `nil` if it is the private part that its record sealed.
  typealias Content = Result<SuspectLine.Content?, LogError>

  /// The number of lines from which a second core is used.
  private static let linesWorthSharing = 128

  /// Compares lines with their records on two cores, and returns the results in order.
  func contents(of found: [LocatedVaultLine]) -> [Content] {
    withBytes { bytes in
      let compared = Compared(found, bytes)
      let rare = inShares(of: found.count, worthSharing: Self.linesWorthSharing) { share in
        compared.compare(share, self)
      }
      var contents = [Content](repeating: .success(nil), count: found.count)
      for (index, content) in rare.joined() { contents[index] = content }
      return contents
    }
  }

  /// The lines of a comparison on two cores.
  private struct Compared: @unchecked Sendable {
    // Unchecked because of the pointers. They are valid while this value exists, and are never
    // written through.
    private let found: [LocatedVaultLine]
    private let bytes: UnsafeBufferPointer<UInt8>

    init(_ found: [LocatedVaultLine], _ bytes: UnsafeBufferPointer<UInt8>) {
      (self.found, self.bytes) = (found, bytes)
    }

    /// Compares a share of the lines, two at a time, and returns the rare results.
    func compare(_ share: Range<Int>, _ lines: VaultCursor) -> [(index: Int, content: Content)] {
      var rare: [(index: Int, content: Content)] = []
      var index = share.lowerBound
      while index < share.upperBound {
        let other = min(index + 1, share.upperBound - 1)
        if !areSealed(index, other) {
          for index in index...other { rare.append((index, content(at: index, lines))) }
        }
        index += 2
      }
      return rare
    }

    private func text(_ index: Int) -> UnsafeBufferPointer<UInt8> {
      UnsafeBufferPointer(rebasing: bytes[found[index].range])
    }

    /// Whether two lines are the private parts that their records sealed, as nearly all lines are.
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
        // The line may have been overwritten while it was read.
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
        // A half-erased line still begins as before its erasure.
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

/// A vault line that is not the private part that its record sealed.
///
/// Facts decide whether the line is right.
struct SuspectLine {
  enum Content: Equatable {
    /// The line says that it was erased by order of the fact at that position.
    case erased(by: Int)
    /// The line is half-erased or damaged.
    case neither(Damage.Kind)
  }

  let position: Int
  /// The first position of the line's segment.
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

  /// The damage to report if no fact orders the erasure.
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
