import EventLog

extension DiskImage.Change {
  /// Makes the change to a file's bytes; a gap becomes zeros.
  func apply(to bytes: inout [UInt8]) {
    switch self {
    case .write(let new, let offset):
      let gap = offset - bytes.count
      if gap > 0 { bytes.append(contentsOf: repeatElement(0, count: gap)) }
      let replaced = offset..<min(offset + new.count, bytes.count)
      bytes.replaceSubrange(replaced, with: new)
    case .truncation(let size):
      bytes.removeLast(max(0, bytes.count - size))
      bytes.append(contentsOf: repeatElement(0, count: max(0, size - bytes.count)))
    }
  }

  /// The parts of an earlier write that this change leaves as they are.
  fileprivate func survivors(of new: [UInt8], at offset: Int) -> [DiskImage.Change] {
    let old = offset..<offset + new.count
    let gone: Range<Int>
    switch self {
    case .write(let bytes, let start): gone = start..<start + bytes.count
    case .truncation(let size): gone = size..<max(size, old.upperBound)
    }
    let before = old.clamped(to: min(old.lowerBound, gone.lowerBound)..<gone.lowerBound)
    let after = old.clamped(to: gone.upperBound..<max(old.upperBound, gone.upperBound))
    return [before, after].filter { !$0.isEmpty }.map { range in
      .write(
        Array(new[range.lowerBound - offset..<range.upperBound - offset]), at: range.lowerBound)
    }
  }
}

extension DiskImage.Inode {
  /// Changes what is seen; durable it becomes by a sync.
  mutating func change(_ change: DiskImage.Change) {
    change.apply(to: &cached)
    if pending.contains(where: \.isForgotten) { rememberAgain(what: change) }
    pending.append(DiskImage.Pending(change: change))
  }

  /// Written again, forgotten bytes are the system's to write again.
  private mutating func rememberAgain(what change: DiskImage.Change) {
    pending = pending.flatMap { old -> [DiskImage.Pending] in
      guard old.isForgotten, case .write(let bytes, let offset) = old.change else { return [old] }
      return change.survivors(of: bytes, at: offset).map {
        DiskImage.Pending(change: $0, isForgotten: true)
      }
    }
  }

  /// Makes durable what no failed sync made the system forget.
  mutating func sync() {
    for item in pending where !item.isForgotten { item.change.apply(to: &durable) }
    pending.removeAll { !$0.isForgotten }
  }

  /// What a failed sync does: the written bytes count as clean from now on, durable or not.
  mutating func forget() {
    for index in pending.indices {
      if case .write = pending[index].change { pending[index].isForgotten = true }
    }
  }
}

extension DiskImage.NameChange {
  /// The folders whose sync makes it durable.
  fileprivate var folders: Set<String> {
    switch self {
    case .made(let path, _), .removed(let path): [DiskImage.folder(of: path)]
    case .renamed(let path, let target, _):
      [DiskImage.folder(of: path), DiskImage.folder(of: target)]
    }
  }

  /// Makes the change to a table of names.
  func apply(to names: inout [String: Int]) {
    switch self {
    case .made(let path, let inode): names[path] = inode
    case .removed(let path): names[path] = nil
    case .renamed(let path, let target, let inode):
      names[path] = nil
      names[target] = inode
    }
  }
}

extension DiskImage {
  /// Changes the names that are seen; durable they become by a sync of their folder.
  mutating func change(_ change: NameChange) {
    change.apply(to: &names)
    pendingNames.append(change)
  }

  /// Makes the names in a folder durable.
  mutating func syncNames(in folder: String) {
    for change in pendingNames where change.folders.contains(folder) {
      change.apply(to: &durableNames)
    }
    pendingNames.removeAll { $0.folders.contains(folder) }
  }

  /// Adds a file or folder; answers its inode.
  mutating func make(_ path: String, mode: FileMode, isFolder: Bool = false) -> Int {
    inodes.append(Inode(mode: mode, isFolder: isFolder))
    change(.made(path, inode: inodes.count - 1))
    return inodes.count - 1
  }
}
