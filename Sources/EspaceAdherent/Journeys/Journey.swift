package import Membership
package import Notation

/// A journey: the actions of one path of a notice, read from a file (catalogue section 6).
package struct Journey: Sendable {
  /// One action of a journey, before its placeholders are filled in.
  package struct Step: Sendable {
    /// The number of the line in the file, from 1.
    package let line: Int
    /// The time since the previous line.
    package let after: CalendarDuration
    /// The expected result: `accepted`, `invalid`, or the reason of the refusal.
    package let expected: String?
    /// The other members of the JSON object, as names and JSON texts.
    let members: [(name: String, json: [UInt8])]
  }

  /// The file's name, for errors.
  package let file: String
  package let name: String
  package let house: String
  package let starts: Instant
  package let titleInFrench: String
  package let titleInEnglish: String
  package let steps: [Step]
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
  private struct Header: Described {
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
    var steps: [Step] = []
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
          steps.append(try Step(Array(line), line: index + 1))
        }
      } catch { throw JourneyError(file: file, line: index + 1, message: "\(error)") }
    }
    guard let header else { throw JourneyError(file: file, line: 1, message: "no header") }
    self.file = file
    name = header.journey
    house = header.house
    starts = header.starts
    titleInFrench = header.title.fr
    titleInEnglish = header.title.en
    self.steps = steps
  }
}

extension Journey.Step {
  fileprivate init(_ text: [UInt8], line: Int) throws(JSONFault) {
    var after: CalendarDuration?
    var expected: String?
    var members: [(name: String, json: [UInt8])] = []
    try text.withUnsafeBufferPointer { (bytes) throws(JSONFault) in
      var scanner = JSONScanner(bytes, spacing: .free)
      scanner.skipSpace()
      let object = try JSONObject(from: &scanner)
      try scanner.finish()
      for member in object.members {
        let name = String(
          decoding: UnsafeBufferPointer(rebasing: bytes[member.name]), as: UTF8.self)
        var value = JSONScanner(bytes, range: member.value, spacing: .free)
        switch name {
        case "after":
          after = CalendarDuration(try value.string(limit: 64))
          if after == nil { throw JSONFault(.invalidValue, at: value.offset, field: "after") }
        case "expect": expected = try value.string(limit: 64)
        default: members.append((name, Array(bytes[member.value])))
        }
      }
    }
    guard let after = after ?? CalendarDuration("PT0S") else {
      throw JSONFault(.missing, at: 0, field: "after")
    }
    self.line = line
    self.after = after
    self.expected = expected
    self.members = members
  }
}

extension Journey {
  /// Returns the result of the journey as one line of JSON, with stable names.
  package func json(_ report: JourneyPlayer.Report) -> String {
    var writer = JSONWriter()
    writer.beginObject()
    writer.field("journey", name)
    writer.field("house", house)
    switch report {
    case .playedBefore(let lines):
      writer.field("played", false)
      writer.field("linesInLog", lines)
    case .played(let played):
      writer.field("played", true)
      writer.array("lines", elements: played) { $1.write(to: &$0) }
    }
    writer.endObject()
    return writer.text
  }
}

extension JourneyPlayer.Played {
  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("line", line)
    writer.field("do", action)
    writer.field("result", result)
    writer.optional("expected", expected)
    writer.field("asExpected", isAsExpected)
    writer.endObject()
  }
}
