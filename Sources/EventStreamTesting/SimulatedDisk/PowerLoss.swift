import EventLog

/// The outcome of an unsynced change after a power loss.
package enum Fate: Hashable, Sendable {
  case kept
  case dropped
  case garbled(Garbling)

  /// The ways in which a change can reach the medium in part.
  package enum Garbling: CaseIterable, Sendable {
    /// Only the first half of the bytes.
    case firstHalf
    /// Only the second half; the bytes of the first half keep their old content.
    case secondHalf
    /// The full length, with zeros for the bytes.
    case zeros
    /// The full length, with other bytes, some of which look like line ends.
    case noise
  }
}

extension DiskImage {
  /// A change that a power loss may keep, drop or garble.
  package struct Unsynced: Sendable, CustomStringConvertible {
    package let path: String
    /// Whether the change is to names, not to contents.
    package let isName: Bool
    package let description: String
  }

  /// All changes that are not durable: contents by file in the order of writing, then names.
  package var unsynced: [Unsynced] {
    let contents = pendingInodes.flatMap { path, inode in
      inodes[inode].pending.map { item in
        let what =
          switch item.change {
          case .write(let bytes, let offset): "\(bytes.count) bytes at \(offset)"
          case .truncation(let size): "cut to \(size)"
          }
        return Unsynced(path: path, isName: false, description: "\(path): \(what)")
      }
    }
    let names = pendingNames.map { change in
      switch change {
      case .made(let path, _): Unsynced(path: path, isName: true, description: "\(path) made")
      case .renamed(let path, let target, _):
        Unsynced(path: target, isName: true, description: "\(path) became \(target)")
      case .removed(let path):
        Unsynced(path: path, isName: true, description: "\(path) removed")
      }
    }
    return contents + names
  }

  /// The files with pending contents that have a visible or durable name, in a fixed order.
  private var pendingInodes: [(path: String, inode: Int)] {
    var paths: [Int: String] = [:]
    for (path, inode) in names { paths[inode] = path }
    for (path, inode) in durableNames where paths[inode] == nil { paths[inode] = path }
    return inodes.indices.compactMap { inode in
      guard !inodes[inode].pending.isEmpty, let path = paths[inode] else { return nil }
      return (path, inode)
    }
  }

  /// Returns the disk that the next process finds after a power loss at this moment.
  ///
  /// - Parameter fates: One fate for each element of `unsynced`. Missing fates are `kept`.
  package func afterPowerLoss(_ fates: [Fate]) -> DiskImage {
    var rest = fates[...]
    var result = DiskImage()
    result.inodes = inodes
    for (_, inode) in pendingInodes {
      var bytes = inodes[inode].durable
      for item in inodes[inode].pending {
        item.change.arrived(rest.popFirst() ?? .kept, over: bytes)?.apply(to: &bytes)
      }
      result.inodes[inode].cached = bytes
    }
    for index in result.inodes.indices {
      result.inodes[index].durable = result.inodes[index].cached
      result.inodes[index].pending = []
    }
    result.names = durableNames
    for change in pendingNames { change.apply(rest.popFirst() ?? .kept, to: &result.names) }
    let all = result.names
    result.names = all.filter { all[Self.folder(of: $0.key)] != nil }
    result.durableNames = result.names
    return result
  }
}

extension DiskImage.Change {
  /// Returns the change as it reaches the medium, or `nil` if it is dropped.
  fileprivate func arrived(_ fate: Fate, over old: [UInt8]) -> DiskImage.Change? {
    switch (fate, self) {
    case (.kept, _), (.garbled, .truncation): self
    case (.dropped, _): nil
    case (.garbled(let garbling), .write(let bytes, let offset)):
      garbled(bytes, at: offset, over: old, garbling)
    }
  }

  private func garbled(
    _ bytes: [UInt8], at offset: Int, over old: [UInt8], _ garbling: Fate.Garbling
  ) -> DiskImage.Change {
    let half = bytes.count / 2
    switch garbling {
    case .firstHalf: return .write(Array(bytes[..<half]), at: offset)
    case .secondHalf: return .write(Array(bytes[half...]), at: offset + half)
    case .zeros, .noise:
      let wrong = bytes.indices.map { index -> UInt8 in
        let place = offset + index
        // A byte that already has the written value keeps it.
        if place < old.count, old[place] == bytes[index] { return bytes[index] }
        if garbling == .zeros { return 0 }
        return index % 29 == 28 ? 0x0a : bytes[index] ^ UInt8(index * 7 % 251)
      }
      return .write(wrong, at: offset)
    }
  }
}

extension DiskImage.NameChange {
  /// Applies the change as it reaches the medium; a garbled rename leaves both names.
  fileprivate func apply(_ fate: Fate, to names: inout [String: Int]) {
    switch (fate, self) {
    case (.kept, _), (.garbled, .made): apply(to: &names)
    case (.garbled, .renamed(_, let target, let inode)): names[target] = inode
    case (.dropped, _), (.garbled, .removed): break
    }
  }
}
