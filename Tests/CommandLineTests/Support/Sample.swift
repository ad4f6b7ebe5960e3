import Foundation

/// A space with the same facts in every run, except for random ids.
///
/// It is played under a fixed clock.
enum Sample {
  /// One member has an e-mail address, requests a code and types a wrong one.
  ///
  /// The other has no address.
  static let journey = """
    {"journey":"sample","house":"mcrn","starts":"2026-03-02T09:00:00Z","title":{"fr":"Un essai","en":"A sample"}}
    {"after":"PT0S","do":"enrolMember","by":"mutuelle","number":"193592","name":"Régine Thibaud","email":"regine@example.org","expect":"accepted"}
    {"after":"PT1M","do":"requestCode","by":"visitor","member":"193592","channel":"email","page":"A","expect":"accepted"}
    {"after":"PT1M","do":"verifyCode","by":"visitor","member":"193592","page":"A","code":"$code!","expect":"mismatch"}
    {"after":"PT1M","do":"enrolMember","by":"mutuelle","number":"193600","name":"Paul Adam","expect":"accepted"}

    """

  private static let place = Result { try TemporaryFolder() }
  private static let played = Result {
    let folder = try place.get()
    return try espace("play", try folder.file("sample.jsonl", journey), "--data", "\(folder)")
  }

  /// Returns the output of `play` for the journey.
  static func playing() throws -> Run { try played.get() }

  /// Returns the path of the space, which tests only read.
  static func space() throws -> String {
    _ = try played.get()
    return "\(try place.get())/mcrn"
  }

  /// Copies the space, so that a test may write to it or damage it.
  static func copy(in other: TemporaryFolder) throws -> String {
    let path = "\(other)/copy"
    try FileManager.default.copyItem(atPath: try space(), toPath: path)
    return path
  }

  /// Replaces each random id in the sample's output by its order of appearance: `<1>`.
  static func withoutIDs(_ text: String) throws -> String {
    let run = try shell(
      #"grep -ohE ':"[a-z0-9]{12}"|member/[a-z0-9]{12}' "$PWD"/EventLog/*"#, in: try space())
    var ids: [String] = []
    for line in run.lines {
      let id = line.replacing("member/", with: "").filter { $0.isLetter || $0.isNumber }
      if !ids.contains(id) { ids.append(id) }
    }
    return ids.enumerated().reduce(text) { $0.replacing($1.element, with: "<\($1.offset + 1)>") }
  }
}
