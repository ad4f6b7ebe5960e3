import EventLog
import EventStreamTesting
import Testing

/// The contract of every storage.
///
/// Each test runs on the real disk, in memory and on the simulated disk.
@Suite("Storage contract")
struct StorageContractTests {
  enum Kind: CaseIterable { case disk, memory, simulated }

  private struct Space {
    let folder: TemporaryFolder
    let storage: any Storage

    init(_ kind: Kind) throws {
      folder = try TemporaryFolder()
      storage =
        switch kind {
        case .disk: DiskStorage(root: folder.path + "/x/space")
        case .memory: MemoryStorage()
        case .simulated: SimulatedDisk()
        }
      try storage.makeRoot()
      try storage.makeFolder("Folder", mode: .vaultFolder)
    }

    func bytes(_ path: String) throws -> [UInt8] {
      try storage.contents(of: path, limit: 1 << 20)
    }
  }

  private func write(_ bytes: [UInt8], _ space: Space, _ file: StorageFile, at: Int) throws {
    let count = try bytes.withUnsafeBytes { try space.storage.write($0, to: file, at: at) }
    #expect(count == bytes.count)
  }

  @Test("writes at offsets, fills gaps with zeros, cuts", arguments: Kind.allCases)
  func writing(kind: Kind) throws {
    let space = try Space(kind)
    let file = try space.storage.open("Folder/a", for: .creating(.vaultFile))
    try write([1, 2, 3], space, file, at: 0)
    try write([9], space, file, at: 1)
    try write([5, 6], space, file, at: 5)
    #expect(try space.bytes("Folder/a") == [1, 9, 3, 0, 0, 5, 6])
    #expect(try space.storage.size(of: file) == 7)
    try space.storage.truncate(file, to: 2)
    try space.storage.sync(file)
    #expect(try space.bytes("Folder/a") == [1, 9])
    var buffer = [UInt8](repeating: 0, count: 4)
    #expect(
      try buffer.withUnsafeMutableBytes { try space.storage.read(file, at: 1, into: $0) } == 1)
    #expect(
      try buffer.withUnsafeMutableBytes { try space.storage.read(file, at: 2, into: $0) } == 0)
    #expect(try space.storage.map(file, count: 2).withBytes { Array($0) } == [1, 9])
    #expect(try space.storage.map(file, count: 0).withBytes { $0.isEmpty })
    space.storage.close(file)
  }

  @Test("names, modes, renames and removals", arguments: Kind.allCases)
  func names(kind: Kind) throws {
    let space = try Space(kind)
    let storage = space.storage
    #expect(try storage.names(in: "Folder").isEmpty)
    try storage.replace("Folder/a", with: [1], mode: .vaultFile)
    try storage.replace("Folder/b", with: [2], mode: .file)
    try storage.replace("Folder/a", with: [3], mode: .file)
    #expect(try storage.names(in: "Folder").sorted() == ["a", "b"])
    #expect(try storage.names(in: "") == ["Folder"])
    #expect(try storage.mode(of: "Folder") == .vaultFolder)
    #expect(try storage.mode(of: "Folder/a") == .file)
    try storage.setMode(of: "Folder/a", to: .sealedFile)
    #expect(try storage.mode(of: "Folder/a") == .sealedFile)
    try storage.rename("Folder/a", to: "Folder/b")
    #expect(try space.bytes("Folder/b") == [3])
    try storage.remove("Folder/b")
    try storage.syncFolder("Folder")
    #expect(try storage.names(in: "Folder").isEmpty)
    #expect(try !storage.exists("Folder/b"))
    #expect(try storage.exists("Folder"))
  }

  @Test(
    "a file keeps its contents when it is opened again, unless it is created again",
    arguments: Kind.allCases)
  func opening(kind: Kind) throws {
    let space = try Space(kind)
    let storage = space.storage
    let file = try storage.open("a", for: .openingOrCreating(.file))
    try write([1, 2], space, file, at: 0)
    storage.close(file)
    let again = try storage.open("a", for: .openingOrCreating(.file))
    #expect(try storage.size(of: again) == 2)
    storage.close(again)
    let emptied = try storage.open("a", for: .creating(.file))
    #expect(try storage.size(of: emptied) == 0)
    storage.close(emptied)
  }

  @Test("a missing file is not found", arguments: Kind.allCases)
  func absent(kind: Kind) throws {
    let space = try Space(kind)
    func isNotFound(_ body: () throws -> Void) -> Bool {
      do {
        try body()
        return false
      } catch { return (error as? StorageFault)?.isNotFound ?? false }
    }
    let storage = space.storage
    #expect(isNotFound { _ = try storage.open("none", for: .reading) })
    #expect(isNotFound { _ = try storage.open("none", for: .writing) })
    #expect(isNotFound { _ = try storage.names(in: "none") })
    #expect(isNotFound { try storage.remove("none") })
    #expect(isNotFound { try storage.rename("none", to: "other") })
    #expect(isNotFound { try storage.setMode(of: "none", to: .file) })
    #expect(isNotFound { _ = try storage.mode(of: "none") })
  }

  @Test(
    "a file that is open stays the same file when its name becomes another's",
    arguments: Kind.allCases)
  func renamedOver(kind: Kind) throws {
    let space = try Space(kind)
    let storage = space.storage
    try storage.replace("a", with: [1], mode: .file)
    let old = try storage.open("a", for: .reading)
    try storage.replace("a", with: [2, 3], mode: .file)
    #expect(try storage.size(of: old) == 1)
    #expect(try space.bytes("a") == [2, 3])
    storage.close(old)
  }

  @Test("a file opened for reading cannot be written", arguments: Kind.allCases)
  func readingOnly(kind: Kind) throws {
    let space = try Space(kind)
    try space.storage.replace("a", with: [1], mode: .file)
    let file = try space.storage.open("a", for: .reading)
    #expect(throws: StorageFault.self) { try write([2], space, file, at: 0) }
    space.storage.close(file)
    // On a real disk another test may already have reused the number of a closed file.
    guard kind != .disk else { return }
    #expect(throws: StorageFault.self) { try space.storage.size(of: file) }
  }

  @Test("reading stops at the end, mapping contains the written bytes", arguments: Kind.allCases)
  func reading(kind: Kind) throws {
    let space = try Space(kind)
    try space.storage.replace("a", with: [1, 2, 3], mode: .file)
    #expect(try space.storage.contents(of: "a", limit: 2) == [1, 2, 3])
    let file = try space.storage.open("a", for: .reading)
    var buffer = [UInt8](repeating: 9, count: 4)
    let count = try buffer.withUnsafeMutableBytes { try space.storage.read(file, at: 9, into: $0) }
    #expect(count == 0 && buffer == [9, 9, 9, 9])
    let mapped = try space.storage.map(file, count: 3)
    space.storage.close(file)
    try space.storage.remove("a")
    #expect(mapped.withBytes { Array($0) } == [1, 2, 3])
  }

  @Test("a lock excludes other handles until its own closes", arguments: Kind.allCases)
  func locking(kind: Kind) throws {
    let space = try Space(kind)
    let storage = space.storage
    let one = try storage.open("LOCK", for: .openingOrCreating(.file))
    let two = try storage.open("LOCK", for: .openingOrCreating(.file))
    #expect(try storage.lock(one))
    #expect(try storage.lock(one))
    #expect(try !storage.lock(two))
    storage.close(one)
    #expect(try storage.lock(two))
    storage.close(two)
  }
}
