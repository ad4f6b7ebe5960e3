/// A call to the storage that failed: which, on which file, with what system error.
package struct StorageFault: Error, Sendable, Hashable {
  /// The calls of `Storage`.
  package enum Operation: String, Sendable, Hashable, CaseIterable {
    case makeRoot, makeFolder, names, open, size, read, write, truncate, sync, syncFolder
    case rename, remove, setMode, mode, lock, map
  }

  package let operation: Operation
  /// The path in the space; empty for its own folder.
  package let path: String
  /// The system's error number.
  package let code: Int32

  package init(_ operation: Operation, path: String, code: Int32) {
    self.operation = operation
    self.path = path
    self.code = code
  }

  /// Whether the file or folder is not there.
  package var isNotFound: Bool { code == SystemError.notFound || code == SystemError.notAFolder }
  /// Whether the system does not let this user in.
  package var isDenied: Bool { code == SystemError.denied || code == SystemError.notPermitted }
  /// Whether writing is denied, to this user or by a read-only file system.
  package var isWriteDenied: Bool { isDenied || code == SystemError.readOnly }
  /// Whether a symbolic link stands in the place of a file.
  package var isLink: Bool { code == SystemError.link }
  /// Whether the process has too few descriptors or too little address space.
  package var isLimit: Bool {
    code == SystemError.tooManyFiles || code == SystemError.noMemory
  }
  /// Whether the disk or the quota is full.
  package var isFull: Bool { code == SystemError.full || code == SystemError.overQuota }
}

extension StorageFault: CustomStringConvertible {
  /// The call, the file and the system's words for the error.
  package var description: String {
    let name = path.isEmpty ? "the space's folder" : path
    return "\(operation.words) \(name): \(SystemError.text(of: code))"
  }
}

extension StorageFault.Operation {
  /// The call in a word or two, its file to follow.
  fileprivate var words: String {
    switch self {
    case .makeRoot, .makeFolder: "make"
    case .names: "list"
    case .size: "measure"
    case .syncFolder: "sync"
    case .setMode: "set the modes of"
    case .mode: "read the modes of"
    case .open, .read, .write, .truncate, .sync, .rename, .remove, .lock, .map: rawValue
    }
  }
}
