import Membership
import Notation

/// What was handed out in a journey, for the placeholders of its later lines.
struct HandedOut {
  private struct Item {
    let kind: String
    let line: Int
    let member: Token?
    let text: String
    let format: CodeFormat?
  }

  /// The kinds of things that placeholders name.
  static let kinds: Set<String> = [
    "code", "link", "temporaryPassword", "identifier", "accessCode", "session", "device", "letter",
    "request", "loss", "delivery", "beneficiary", "member", "textDigest",
  ]

  private var items: [Item] = []

  /// Notes what an outcome handed out on a line.
  mutating func note(_ outcome: Outcome, on line: Int, facts: [Event]) {
    func add(_ kind: String, _ text: String, _ format: CodeFormat? = nil) {
      items.append(
        Item(kind: kind, line: line, member: outcome.member, text: text, format: format))
    }
    for delivery in outcome.deliveries {
      add("delivery", delivery.delivery.description)
      guard let secret = delivery.secret?.text else { continue }
      switch delivery.artefact {
      case .code:
        let isDigits = secret.allSatisfy(\.isNumber)
        add("code", secret, isDigits ? .digits(secret.count) : .letters(secret.count))
      case .link: add("link", secret)
      case .temporaryPassword: add("temporaryPassword", secret, .letters(secret.count))
      case nil: add(delivery.topic == .identifier ? "identifier" : "accessCode", secret)
      }
    }
    if let session = outcome.session { add("session", session.text) }
    for fact in facts {
      switch fact {
      case .deviceEnrolled(let event): add("device", event.device.description)
      case .letterRequested(let event): add("letter", event.letter.description)
      case .changeRequestFiled(let event): add("request", event.request.description)
      case .accessCodeLossReported(let event): add("loss", event.loss.description)
      case .beneficiaryRecorded(let event): add("beneficiary", event.beneficiary.description)
      case .memberEnrolled: add("member", outcome.member?.description ?? "")
      default: break
      }
    }
  }

  /// What a placeholder stands for, or `nil` when nothing of its kind was handed out.
  ///
  /// - Parameters:
  ///   - placeholder: `$code`, `$code:3` (by line 3), `$code!` (a wrong one of the same format).
  ///   - member: The member that the line is about, when it is known.
  func text(of placeholder: String, for member: Token?) -> String? {
    var name = placeholder.dropFirst()
    let isWrong = name.hasSuffix("!")
    if isWrong { name.removeLast() }
    let parts = name.split(separator: ":")
    guard let kind = parts.first.map(String.init) else { return nil }
    let line = parts.count == 2 ? Int(parts[1]) : nil
    let item = items.last { item in
      guard item.kind == kind else { return false }
      if let line { return item.line == line }
      return member == nil || item.member == member
    }
    guard let item else { return nil }
    guard isWrong else { return item.text }
    if let format = item.format { return OneTimeCodeText.wrong(for: item.text, format: format) }
    return item.text.dropLast() + (item.text.hasSuffix("A") ? "B" : "A")
  }
}
