import Foundation
import Testing

@Suite("The top level")
struct TopLevelTests {
  static let allowed: Set<String> = [
    "Package.swift", "Sources", "Tests", "EventLog", "Projections", "docs", "README.md", "LICENSE",
    "CHANGELOG.md",
  ]

  @Test("holds the owner's names and dotfiles, and nothing else that git would track")
  func names() throws {
    let ignored = try Repository.text(".gitignore").split(separator: "\n").map {
      $0.hasSuffix("/") ? String($0.dropLast()) : String($0)
    }
    let names = try Repository.names().filter { !$0.hasPrefix(".") && !ignored.contains($0) }
    #expect(Set(names) == Self.allowed)
  }

  @Test("has the gate, which can be run")
  func gate() {
    let path = Repository.root.appendingPathComponent(".ci/run").path
    #expect(FileManager.default.isExecutableFile(atPath: path))
  }

  @Test(
    "the formatter asks for documentation and forbids force",
    arguments: [
      "AllPublicDeclarationsHaveDocumentation", "BeginDocumentationCommentWithOneLineSummary",
      "NeverForceUnwrap", "NeverUseForceTry", "NeverUseImplicitlyUnwrappedOptionals",
    ])
  func formatterRule(_ rule: String) throws {
    #expect(try Repository.text(".swift-format").contains("\"\(rule)\": true"))
  }

  @Test("every target is built with the house's settings: warnings are errors")
  func settings() throws {
    let manifest = try Repository.text("Package.swift")
    for setting in [
      "InternalImportsByDefault", "ExistentialAny", "MemberImportVisibility",
      "treatAllWarnings(as: .error)", "swiftLanguageModes: [.v6]",
      "for target in package.targets { target.swiftSettings = settings }",
    ] { #expect(manifest.contains(setting), "\(setting)") }
    #expect(!manifest.contains(".package("), "the owner wants no packages")
  }
}
