package import Membership

/// A personal value in an answer: shown, sealed in the vault, or erased.
///
/// An absent value is `nil`.
public enum Value: Sendable, Hashable {
  /// The value itself.
  case shown(String)
  /// It is in the vault, which is absent, unreadable, or was not read.
  case sealed
  /// It was erased.
  case erased

  /// The value when it is shown.
  public var text: String? {
    if case .shown(let text) = self { text } else { nil }
  }
}

extension Value: CustomStringConvertible {
  /// The value, or `sealed`, or `erased`.
  public var description: String {
    switch self {
    case .shown(let text): text
    case .sealed: "sealed"
    case .erased: "erased"
    }
  }
}

/// The values in facts, each with the one rule for its text.
extension Value {
  /// Makes the value of a sealed part, or returns `nil` if it is absent.
  package init?<Content>(_ sealed: Sealed<Content>, _ text: (Content) -> String) {
    switch sealed {
    case .open(let content): self = .shown(text(content))
    case .sealed: self = .sealed
    case .erased: self = .erased
    case .absent: return nil
    }
  }

  package init?(_ sealed: Sealed<String>) { self.init(sealed) { $0 } }

  /// The member number in an enrolment.
  package init?(numberIn event: Event) {
    guard case .memberEnrolled(let event) = event else {
      self = .sealed
      return
    }
    self.init(event.number)
  }

  /// The member's name in an enrolment or in an entry of the dossier.
  package init?(nameIn event: Event) {
    switch event {
    case .memberEnrolled(let event): self.init(event.name)
    case .dossierRecorded(let event): self.init(event.value) { $0["text"] ?? $0["name"] ?? $0.line }
    default: self = .sealed
    }
  }

  /// The generated identifier or the access code in its fact.
  package init?(identifierIn event: Event) {
    guard case .identifierAssigned(let event) = event else {
      self = .sealed
      return
    }
    self.init(event.identifier)
  }

  /// The address in a fact that records it.
  package init?(addressIn event: Event) {
    guard case .emailRecorded(let event) = event else {
      self = .sealed
      return
    }
    self.init(event.address)
  }

  /// The content of a change request, in one line.
  package init?(askedIn event: Event) {
    guard case .changeRequestFiled(let event) = event else {
      self = .sealed
      return
    }
    self.init(event.content) { $0.line }
  }
}

extension Particulars {
  /// The texts in one line, with a name before each text that is unclear alone.
  package var line: String {
    let plain: Set<String> = [
      "text", "phone", "name", "street", "complement", "postalCode", "city", "country", "iban",
    ]
    return inOrder.map { plain.contains($0.name) ? $0.text : "\($0.name): \($0.text)" }
      .joined(separator: ", ")
  }
}
