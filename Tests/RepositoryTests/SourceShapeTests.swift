import Testing

@Suite("The shape of the sources")
struct SourceShapeTests {
  @Test("no file is above 400 lines")
  func fileLength() throws {
    for path in Repository.swiftFiles {
      let count = try Repository.text(path).utf8.count { $0 == 0x0a }
      #expect(count <= 400, "\(path) has \(count) lines")
    }
  }

  @Test("no function has 60 lines; a table of one-line cases counts without its rows")
  func functionLength() throws {
    var functions = 0
    for path in Repository.swiftFiles {
      let text = SwiftText(try Repository.text(path))
      for function in text.functions {
        functions += 1
        let body = text.code[(function.line - 1)..<(function.line - 1 + function.length)]
        let rows = body.count { $0.contains(/^ +case \.\w+(\(let \w+\))?: \S/) }
        let length = function.length - rows < 12 ? function.length - rows : function.length
        #expect(length < 60, "\(path):\(function.line) has \(function.length) lines")
      }
    }
    // A scanner that found no function would accept every file.
    #expect(functions > 1000)
  }

  @Test("shipped code leaves nothing unfinished and stops on no input")
  func bannedWords() throws {
    let banned = ["try!", "as!", "fatalError(", "precondition(false", "print(\"DEBUG"]
    for path in Repository.shipped {
      let text = SwiftText(try Repository.text(path))
      for (index, line) in text.code.enumerated() {
        for word in banned where line.contains(word) {
          Issue.record("\(path):\(index + 1) has \(word)")
        }
      }
      for (index, line) in text.lines.enumerated() {
        for word in ["TO" + "DO", "FIX" + "ME", "XX" + "X:"] where line.contains(word) {
          Issue.record("\(path):\(index + 1) has \(word)")
        }
      }
    }
  }

  @Test("every file begins with an import or with its purpose")
  func firstLine() throws {
    for path in Repository.swiftFiles {
      let first = try Repository.text(path).prefix { $0 != "\n" }
      let starts = [
        "import ", "public import ", "package import ", "internal import ", "@testable import ",
        "@_exported public import ", "///", "#if ", "extension ",
      ]
      #expect(starts.contains { first.hasPrefix($0) }, "\(path) begins with \(first)")
    }
  }

  @Test("only one file names C calls")
  func systemCalls() throws {
    for path in Repository.shipped {
      let code = SwiftText(try Repository.text(path)).code
      let names = ["import Glibc", "import Musl", "import Darwin"]
      guard code.contains(where: { line in names.contains { line.contains($0) } }) else { continue }
      #expect(path == "EventLog/Storage/SystemCalls.swift")
    }
  }
}
