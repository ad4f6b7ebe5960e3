import Testing

@Suite("The rooms")
struct RoomImportTests {
  /// The modules of the package that each room may import.
  ///
  /// Imports go one way only.
  static let table: [(room: String, folder: String, imports: Set<String>)] = [
    ("SHAInstructions", "Sources/SHAInstructions", []),
    ("Digests", "Sources/Digests", ["SHAInstructions"]),
    ("Notation", "Sources/Notation", []),
    ("EventLog", "EventLog", ["Digests", "Notation"]),
    ("Membership", "Sources/Membership", ["Digests", "Notation"]),
    ("Projections", "Projections", ["Membership", "EventLog", "Digests", "Notation"]),
    (
      "EspaceAdherent", "Sources/EspaceAdherent",
      ["Projections", "Membership", "EventLog", "Digests", "Notation"]
    ),
    (
      "EventStreamTesting", "Sources/EventStreamTesting",
      ["EspaceAdherent", "Projections", "Membership", "EventLog", "Digests", "Notation"]
    ),
    ("espace", "Sources/espace", ["EspaceAdherent", "EventStreamTesting"]),
    (
      "espace-bench", "Sources/espace-bench",
      [
        "EspaceAdherent", "EventStreamTesting", "Projections", "Membership", "EventLog", "Digests",
        "Notation",
      ]
    ),
  ]

  /// The modules of the toolchain that shipped code may import.
  static let toolchain: Set<String> = [
    "Foundation", "FoundationEssentials", "Synchronization", "Dispatch",
  ]

  static let systemModules: Set<String> = ["Glibc", "Musl", "Darwin", "Android"]

  @Test("import only rooms above them", arguments: table.indices)
  func imports(_ index: Int) throws {
    let (room, folder, allowed) = Self.table[index]
    var imported: Set<String> = []
    for path in Repository.files(below: [folder], ending: ".swift") {
      let modules = Self.modules(SwiftText(try Repository.text(path)))
      let isSystem = path == "EventLog/Storage/SystemCalls.swift"
      let others = modules.subtracting(Self.toolchain)
        .subtracting(isSystem ? Self.systemModules : [])
      imported.formUnion(others)
      let tooMany = others.subtracting(allowed)
      #expect(tooMany.isEmpty, "\(path) imports \(tooMany.sorted())")
    }
    #expect(!imported.contains(room))
  }

  @Test("the command line imports from the room for tests only the generator of a space")
  func generating() throws {
    let all = Repository.files(below: ["Sources/espace"], ending: ".swift")
    let importing = try all.filter {
      Self.modules(SwiftText(try Repository.text($0))).contains("EventStreamTesting")
    }
    #expect(importing == ["Sources/espace/Commands/GenerateCommand.swift"])
    let code = try Repository.text("Sources/espace/Commands/GenerateCommand.swift")
    #expect(!code.contains("CheapHasher") && !code.contains("forTesting"))
  }

  @Test("are targets with just these dependencies", arguments: table.indices)
  func manifest(_ index: Int) throws {
    let (room, folder, allowed) = Self.table[index]
    let manifest = try Repository.text("Package.swift")
    let start = try #require(
      manifest.firstRange(of: "arget(name: \"\(room)\"")
        ?? manifest.firstRange(of: "arget(\n      name: \"\(room)\""))
    let entry = manifest[start.upperBound...].prefix { $0 != ")" }
    let quoted = entry.split(separator: "\"", omittingEmptySubsequences: false)
      .enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }
    #expect(Set(quoted).subtracting([folder]) == allowed)
  }

  @Test("are all there are")
  func folders() throws {
    let listed = Set(Self.table.map(\.folder))
    let found = try Repository.names(in: "Sources").map { "Sources/\($0)" }
    #expect(Set(found) == listed.filter { $0.hasPrefix("Sources/") })
  }

  private static func modules(_ text: SwiftText) -> Set<String> {
    Set(
      text.code.compactMap { line in
        let words = line.split(separator: " ")
        guard let place = words.firstIndex(of: "import"), place <= 2, place + 1 < words.count,
          words[..<place].allSatisfy({
            ["public", "package", "internal", "@testable", "@_exported"].contains($0)
          })
        else { return nil }
        return words[place + 1].split(separator: ".").first.map(String.init)
      })
  }
}
