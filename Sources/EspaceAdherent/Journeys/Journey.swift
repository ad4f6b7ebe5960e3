import Membership
package import Notation

/// A journey: a scenario with a name, a title and expectations, as in a file (catalogue section 6).
package struct Journey: Sendable {
  /// The file's name, for errors.
  package let file: String
  private let header: Header
  package let steps: [Scenario.Step]

  package var name: String { header.journey }
  package var house: String { header.house }
  package var starts: Instant { header.starts }
  package var titleInFrench: String { header.title.fr }
  package var titleInEnglish: String { header.title.en }

  /// Makes a journey of the steps of a scenario, with one title for both languages.
  package init(of scenario: Scenario, named name: String, title: String) {
    file = "\(name).jsonl"
    header = Header(
      journey: name, house: scenario.house, starts: scenario.starts,
      title: Header.Title(fr: title, en: title))
    steps = scenario.steps
  }
}

/// An error in a journey file, with its line.
package struct JourneyError: Error, CustomStringConvertible {
  package let file: String
  package let line: Int
  package let message: String

  /// File, line and message.
  package var description: String { "\(file):\(line): \(message)" }
}

extension Journey {
  /// The first line of a journey file.
  fileprivate struct Header: Described {
    struct Title: Described {
      var fr = ""
      var en = ""

      mutating func describe(_ fields: inout Fields) {
        fields("fr", &fr)
        fields("en", &en)
      }
    }

    var journey = ""
    var house = ""
    var starts = Instant.earliest
    var title = Title()

    mutating func describe(_ fields: inout Fields) {
      fields("journey", &journey)
      fields("house", &house)
      fields("starts", &starts)
      fields("title", &title)
    }
  }

  /// Reads a journey file.
  ///
  /// - Parameters:
  ///   - text: The bytes of the file, JSON Lines in UTF-8; a byte order mark is skipped.
  ///   - file: The file's name, for errors.
  package init(_ text: [UInt8], file: String) throws(JourneyError) {
    guard !ByteOrderMark.isOfWideCharacters(text) else {
      throw JourneyError(
        file: file, line: 1, message: "the file is UTF-16 or UTF-32; it must be UTF-8")
    }
    let text = ByteOrderMark.removed(from: text)
    var header: Header?
    var steps: [Scenario.Step] = []
    for (index, line) in text.split(separator: 0x0a, omittingEmptySubsequences: false).enumerated()
    where line.contains(where: { $0 > 0x20 }) {
      do throws(JSONFault) {
        if header == nil {
          header = try Array(line).withUnsafeBufferPointer { (bytes) throws(JSONFault) in
            var scanner = JSONScanner(bytes, spacing: .free)
            let header = try Header(from: &scanner)
            try scanner.finish()
            return header
          }
        } else {
          steps.append(try Scenario.Step(Array(line), line: index + 1))
        }
      } catch { throw JourneyError(file: file, line: index + 1, message: "\(error)") }
    }
    guard let header else { throw JourneyError(file: file, line: 1, message: "no header") }
    self.file = file
    self.header = header
    self.steps = steps
  }

  /// The text of the journey file: JSON Lines, the header and one line per step.
  package var text: String {
    var lines = [JSONWriter()]
    header.write(to: &lines[0])
    for step in steps {
      var writer = JSONWriter()
      step.write(to: &writer)
      lines.append(writer)
    }
    // `JSONWriter.text` is for terminals: it escapes more than a file needs.
    return lines.map { String(decoding: $0.bytes, as: UTF8.self) + "\n" }.joined()
  }
}

extension Journey {
  /// Returns the result of the journey as one line of JSON, with stable names.
  package func json(_ report: JourneyPlayer.Report) -> String {
    JSONWriter.object { fields in
      fields("journey", name)
      fields("house", house)
      switch report {
      case .playedBefore(let lines):
        fields("played", false)
        fields("linesInLog", lines)
      case .played(let played):
        fields("played", true)
        fields("lines", played)
      }
    }
  }
}

extension JourneyPlayer.Played: JSONAnswer {
  package func describe(_ fields: inout JSONWriter) {
    fields("line", line)
    fields("do", action)
    fields("result", result)
    fields("expected", expected)
    fields("asExpected", isAsExpected)
  }
}
