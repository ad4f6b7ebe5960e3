import Digests
import FoundationEssentials
import Membership
import Notation

/// One action as a host writes it, with all of its fields, and the action read from it.
struct ActionLine: Sendable {
  let name: ActionName
  /// The fields of the action itself, without the common ones.
  let fields: String
  let by: ActorID
  let action: Action

  init(_ name: ActionName, by: ActorID, _ fields: String, _ action: Action) {
    (self.name, self.by, self.fields, self.action) = (name, by, fields, action)
  }

  /// One line of every action, in the order of the catalogue.
  static let all: [ActionLine] = house + visitors + members + changeRequests + erasures

  static let page = "0123456789abcdef0123456789ABCDEF"
  static let uuid = "7b0e0a52-6c3b-4c0e-9f4e-3f1de1f0a001"
  static let correlation = "7b0e0a52-6c3b-4c0e-9f4e-3f1de1f0a002"

  /// The whole line, with all common fields.
  var text: String { line(common: common) }

  var common: String {
    let staff = by.staff.map { #","staff":"\#($0)""# } ?? ""
    return
      #""id":"\#(Self.uuid)","at":"2026-03-02T09:00:00Z","by":"\#(by.role.rawValue)"\#(staff),"#
      + #""member":"193592","session":"k7wm3pq9zt2a.x","correlation":"\#(Self.correlation)""#
  }

  /// Returns the whole line with the given common fields, and optionally one more field.
  func line(common: String, extra: String? = nil) -> String {
    let parts = [#""do":"\#(name.rawValue)""#, common, fields, extra ?? ""]
    return "{" + parts.filter { !$0.isEmpty }.joined(separator: ",") + "}"
  }
}

extension ActionLine: CustomStringConvertible {
  var description: String { name.rawValue }
}

/// Reads a request as `perform` reads a line.
///
/// A drawn id is all zeros but the last digit.
func request(_ line: String) throws(JSONFault) -> ActionRequest {
  try request(Array(line.utf8))
}

func request(_ bytes: [UInt8]) throws(JSONFault) -> ActionRequest {
  try bytes.withUnsafeBufferPointer { (text) throws(JSONFault) in
    try ActionRequest(json: text, drawID: { drawnID })
  }
}

let drawnID = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9))

/// Returns the fault of a line, or `nil` if it is a valid request.
func fault(of line: String) -> JSONFault? { fault(of: Array(line.utf8)) }

func fault(of bytes: [UInt8]) -> JSONFault? {
  do throws(JSONFault) {
    _ = try request(bytes)
    return nil
  } catch { return error }
}
