import Foundation
import Testing

@Suite("The documentation")
struct DocumentationTests {
  @Test("has its pages")
  func pages() {
    for page in [
      "architecture", "catalogue", "choices", "contributing", "log-format", "operations", "repl",
      "rules", "testing", "fr/guide-auditeur", "fr/parcours", "journeys/README",
    ] { #expect(Repository.exists("docs/\(page).md"), "docs/\(page).md") }
  }

  @Test("links lead somewhere", arguments: Repository.pages)
  func links(_ path: String) throws {
    let page = try Markdown(path: path)
    for (line, target) in page.links {
      guard !target.hasPrefix("https://") else { continue }
      let parts = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
      let folder = path.split(separator: "/").dropLast().joined(separator: "/")
      let file = parts[0].isEmpty ? path : Self.resolve(String(parts[0]), from: folder)
      #expect(Repository.exists(file), "\(path):\(line) links to \(target)")
      guard parts.count == 2, file.hasSuffix(".md") else { continue }
      let anchors = try Markdown(path: file).anchors
      #expect(anchors.contains(String(parts[1])), "\(path):\(line) links to \(target)")
    }
  }

  @Test("every page can be reached from the README")
  func reach() throws {
    var seen: Set<String> = []
    var waiting = ["README.md"]
    while let path = waiting.popLast() {
      guard seen.insert(path).inserted else { continue }
      let folder = path.split(separator: "/").dropLast().joined(separator: "/")
      waiting += try Markdown(path: path).links.compactMap { _, target in
        let file = Self.resolve(String(target.prefix { $0 != "#" }), from: folder)
        return file.hasSuffix(".md") && Repository.exists(file) ? file : nil
      }
    }
    #expect(Set(Repository.pages).subtracting(seen).isEmpty)
  }

  @Test("names no folder of a developer's machine")
  func localPaths() throws {
    let local = ["/wo" + "rk/", "/tm" + "p/", "/ho" + "me/", "/Us" + "ers/", "/ro" + "ot/"]
    let files =
      Repository.pages + Repository.swiftFiles + ["Package.swift", ".ci/run"]
      + Repository.files(below: ["docs"], ending: ".jsonl")
    for path in files {
      let text = try Repository.text(path)
      for folder in local where text.contains(folder) {
        Issue.record("\(path) names \(folder)")
      }
    }
  }

  /// Returns the path of a relative link from a folder, both relative to the top.
  private static func resolve(_ target: String, from folder: String) -> String {
    var parts = folder.split(separator: "/")
    for part in target.split(separator: "/") {
      switch part {
      case ".": break
      case "..": parts = parts.dropLast()
      default: parts.append(part)
      }
    }
    return parts.joined(separator: "/")
  }
}
