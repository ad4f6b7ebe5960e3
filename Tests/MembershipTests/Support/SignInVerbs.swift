import FoundationEssentials
import Membership
import Notation
import Testing

/// The pages of tests.
///
/// Each one is one load of a form.
let pageA = Page(String(repeating: "a1", count: 16))
let pageB = Page(String(repeating: "b2", count: 16))
let pageC = Page(String(repeating: "c3", count: 16))

/// Passwords that every preset accepts: 8 to 20 allowed characters of at least three classes.
let goodPassword = "Montagne-Bleue-31"
let otherPassword = "Riviere-Verte-47"
let wrongPassword = "Colline-Rouge-99"

/// A postal address that can receive a letter.
let homeAddress = Particulars(["street": "1 rue Haute", "postalCode": "44000", "city": "Nantes"])

/// Short forms of the most frequent actions.
///
/// They act as a visitor, or as the session's member.
extension TestWorld {
  /// Enrols a member with the number as name.
  @discardableResult
  func enrol(
    _ number: String = "193592", email: String? = "jeanne.durand@example.fr",
    phone: String? = nil, accessCode: String? = nil, legacyPassword: String? = nil,
    postalAddress: Particulars? = nil
  ) throws -> Decision {
    try self.do(
      .enrolMember(
        .make {
          $0.number = UntrustedText(number)
          $0.name = UntrustedText("Membre \(number)")
          $0.email = email.map { UntrustedText($0) }
          $0.phone = phone.map { UntrustedText($0) }
          $0.accessCode = accessCode.map { UntrustedText($0) }
          $0.legacyPassword = legacyPassword.map { UntrustedText(InstantHash.verifier(of: $0)) }
          $0.postalAddress = postalAddress
        }))
  }

  @discardableResult
  func requestCode(
    _ member: String, on page: Page? = nil, channel: Channel = .email,
    antiRobot: AntiRobot? = .passed
  ) throws -> Decision {
    try self.do(
      .requestCode(
        .make {
          $0.channel = channel
          $0.page = page
          $0.antiRobot = antiRobot
        }), member: member)
  }

  @discardableResult
  func verifyCode(_ member: String, _ code: String, on page: Page?) throws -> Decision {
    try self.do(
      .verifyCode(
        .make {
          $0.page = page
          $0.code = UntrustedText(code)
        }), member: member)
  }

  /// Sets a password with the grant of a page.
  @discardableResult
  func setPassword(
    _ member: String, _ password: String = goodPassword, confirmation: String? = nil,
    on page: Page?, antiRobot: AntiRobot? = .passed
  ) throws -> Decision {
    try self.do(
      .setPassword(
        .make {
          $0.page = page
          $0.password = UntrustedText(password)
          $0.confirmation = UntrustedText(confirmation ?? password)
          $0.antiRobot = antiRobot
        }), member: member)
  }

  /// Sets a password with a link.
  @discardableResult
  func setPassword(link: String, _ password: String = goodPassword) throws -> Decision {
    try self.do(
      .setPassword(
        .make {
          $0.link = UntrustedText(link)
          $0.password = UntrustedText(password)
          $0.confirmation = UntrustedText(password)
          $0.antiRobot = .passed
        }))
  }

  @discardableResult
  func signIn(
    _ identifier: String, _ password: String = goodPassword, on page: Page? = nil,
    device: Token? = nil, antiRobot: AntiRobot? = .passed
  ) throws -> Decision {
    try self.do(
      .signIn(
        .make {
          $0.identifier = UntrustedText(identifier)
          $0.password = UntrustedText(password)
          $0.page = page
          $0.device = device
          $0.antiRobot = antiRobot
        }))
  }

  /// Sets a first or new password with a code on a page, after one minute.
  func choosePassword(
    _ member: String, _ password: String = goodPassword, on page: Page? = pageA
  ) throws {
    advance(.minutes(21))
    try requestCode(member, on: page)
    if deliveries.last?.artefact == .link {
      try setPassword(link: link(), password)
    } else {
      try verifyCode(member, code(), on: page)
      try setPassword(member, password, on: page)
    }
  }
}

/// The latest deliveries.
extension TestWorld {
  func code() throws -> String { try secret(.code) }
  func link() throws -> String { try secret(.link) }
  func temporaryPassword() throws -> String { try secret(.temporaryPassword) }
  func session() throws -> String { try #require(latestSession) }

  /// Returns the generated identifier from its notice.
  func identifier() throws -> String {
    try #require(deliveries.last { $0.topic == .identifier }?.secret?.text)
  }

  private func secret(_ artefact: Artefact) throws -> String {
    try #require(deliveries.last { $0.artefact == artefact }?.secret?.text)
  }

  /// Returns the latest member with a number.
  func member(_ number: String = "193592") throws -> Member {
    let id = try #require(model.directory[.number(number)]?.last?.member)
    return try #require(members[id])
  }

  /// Returns the facts of a member, in order.
  func facts(_ number: String = "193592") throws -> [Event] {
    let stream = StreamName.member(try member(number).id).description
    return facts.filter { $0.stream == stream }.map(\.event)
  }

  /// Returns another code in the same format.
  func wrong(_ code: String) -> String {
    let format = house.rules(at: now).recovery.codeFormat
    return OneTimeCodeText.wrong(for: code, format: format)
  }
}

extension Decision {
  /// The reason of a refusal, or `nil` if the action is accepted.
  var refusal: RefusalReason? { if case .refused(let reason) = result { reason } else { nil } }

  var isAccepted: Bool { result == .accepted }

  /// The wire names of the facts, in order.
  var facts: [String] { drafts.map(\.event.name) }
}
