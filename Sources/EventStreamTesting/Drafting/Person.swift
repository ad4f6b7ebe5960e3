import Membership
import Notation

/// One member of a scenario as a person: what they would type.
struct Person: Sendable {
  /// The number of the person in the house, from 0.
  let slot: Int
  let number: String
  let name: String
  /// The member's id once enrolled.
  var id: Token?
  /// The step that enrolled them.
  var enrolment: Int?

  /// The number of the person's card: no two persons of a scenario share one.
  static func number(of slot: Int, _ rules: HouseRules) -> String {
    let digits = String(100_001 + slot)
    let missing = rules.identifiers.shortestNumber - digits.count
    return String(repeating: "0", count: max(missing, 0)) + digits
  }

  /// The printed access code of the person's card, the nth of them.
  static func accessCode(of slot: Int, _ count: Int) -> String {
    let alphabet = Array("ABCDEFGHJKMNPQRSTUVWXYZ23456789")
    var rest = slot * 64 + count % 64
    var text = ""
    for _ in 0..<7 {
      text.append(alphabet[rest % alphabet.count])
      rest /= alphabet.count
    }
    return "K" + text
  }
}
