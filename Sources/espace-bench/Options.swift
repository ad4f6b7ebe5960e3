import Foundation

/// The options of the command line.
struct Options {
  var folder = FileManager.default.temporaryDirectory.path
  var facts = 200_000
  var repeats = 5
  var isQuick = false
  var isJSON = false
  var withPeers = false
  /// The only part to measure; `nil` for all parts except the curve.
  var only: Part?
  /// The folder for the plots of the curve.
  var plots: String?
  /// The work of a fresh process on a space.
  var probe: (folder: String, member: String, depth: Probe.Depth)?

  /// A part of a run.
  enum Part: String, CaseIterable { case hashing, appending, performing, reading, curve }

  static let usage = """
    usage: espace-bench [--folder DIR] [--facts N] [--repeats N] [--only PART] [--json] [--peers]
                        [--quick]

      --folder DIR   works in a folder of its own in DIR, which must be on a real disk
      --facts N      the size of the space that is rebuilt, verified and asked (200000)
      --repeats N    how often each thing is measured, at least 5 (5)
      --only PART    hashing, appending, performing or reading alone; curve, which is measured only
                     then, is cost against size, from 10,000 facts to N, by tens
      --plots DIR    draws the curve as SVG files in DIR
      --json         one JSON object instead of a table
      --peers        the same facts and commits in SQLite too, through Python's standard library
      --quick        small sizes; checks counts, bytes and roots, and judges no time
    """

  /// Reads the arguments, or returns `nil` when they are invalid.
  init?(_ arguments: [String]) {
    var rest = arguments[...]
    while let word = rest.popFirst() {
      switch word {
      case "--quick": isQuick = true
      case "--json": isJSON = true
      case "--peers": withPeers = true
      case "--probe":
        guard let depth = rest.popFirst().flatMap(Probe.Depth.init), let folder = rest.popFirst(),
          let member = rest.popFirst()
        else { return nil }
        probe = (folder, member, depth)
      case "--folder", "--facts", "--repeats", "--only", "--plots":
        guard let value = rest.popFirst(), set(word, value) else { return nil }
      default: return nil
      }
    }
    if isQuick { (facts, repeats) = (2_000, 1) }
  }

  private mutating func set(_ option: String, _ value: String) -> Bool {
    switch option {
    case "--folder": folder = value
    case "--plots": plots = value
    case "--only":
      only = Part(rawValue: value)
      return only != nil
    default:
      guard let number = Int(value), number >= (option == "--facts" ? 1_000 : 5) else {
        return false
      }
      if option == "--facts" { facts = number } else { repeats = number }
    }
    return true
  }
}
