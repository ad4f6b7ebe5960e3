import Testing

/// A ★ action sent for a member and for a number without a member.
struct UniformAction: CustomTestStringConvertible, Sendable {
  let house: String
  let name: String
  /// The fields other than `do`, `by` and the field that names the member.
  let fields: String
  /// The field that names the member: `member` or `identifier`.
  var naming = "member"
  /// The name of the member, and a name without a member.
  var known = "193592"
  var unknown = "640127"

  var testDescription: String { "\(house) \(name) \(fields.prefix(40))" }

  func line(for member: String) -> String {
    #"{"do":"\#(name)","by":"visitor","\#(naming)":"\#(member)"\#(fields)}"#
  }

  private static let page = #""page":"\#(pageA)""#

  /// Actions refused in both cases: a wrong secret, or a way that the house does not offer.
  static let refused: [UniformAction] = [
    .init(house: "mcrn", name: "verifyCode", fields: #",\#(page),"code":"00000""#),
    .init(
      house: "mcrn", name: "signIn", fields: #","password":"faux","antiRobot":"passed""#,
      naming: "identifier"),
    .init(
      house: "mcrn", name: "signIn", fields: #","password":"faux","antiRobot":"failed""#,
      naming: "identifier"),
    .init(
      house: "mcrn", name: "signIn",
      fields: #","password":"faux","antiRobot":"passed","device":"zzzzzzzzzzzz""#,
      naming: "identifier"),
    .init(house: "mcrn-renewal", name: "requestLetter", fields: #",\#(page)"#),
    .init(house: "mcrn-renewal", name: "requestCode", fields: #","channel":"sms",\#(page)"#),
    .init(house: "mcrn", name: "requestCode", fields: #","channel":"letter",\#(page)"#),
    .init(house: "mcrn", name: "requestIdentifier", fields: ""),
    .init(house: "mcrn", name: "reportLostAccessCode", fields: #","email":"x@example.org""#),
    .init(house: "mcrn", name: "startRegistration", fields: #","accessCode":"XXXX",\#(page)"#),
    .init(
      house: "mcrn", name: "answerQuestion",
      fields: #","accessCode":"XXXX","question":1,"answer":"non",\#(page)"#),
    .init(
      house: "unimutuelles", name: "startRegistration", fields: #","accessCode":"XXXX",\#(page)"#),
    .init(
      house: "unimutuelles", name: "answerQuestion",
      fields: #","accessCode":"XXXX","question":3,"answer":"non",\#(page)"#),
    .init(
      house: "unimutuelles", name: "answerQuestion",
      fields: #","accessCode":"\#(Stage.accessCode)","question":3,"answer":"non",\#(page)"#),
    .init(
      house: "unimutuelles", name: "signIn", fields: #","password":"faux""#, naming: "identifier",
      known: Stage.accessCode, unknown: "QQ4T7K2P"),
    .init(
      house: "unimutuelles", name: "signIn", fields: #","password":"faux""#, naming: "identifier",
      known: Stage.email, unknown: "personne@example.org"),
    .init(house: "unimutuelles", name: "requestCode", fields: #","channel":"sms""#),
    .init(house: "unimutuelles", name: "requestLetter", fields: ""),
  ]

  /// Actions accepted for the member, with the same public answer for an unknown number.
  static let accepted: [UniformAction] = [
    .init(house: "mcrn", name: "requestCode", fields: #","channel":"email",\#(page)"#),
    .init(house: "mcrn", name: "requestCode", fields: #","channel":"sms",\#(page)"#),
    .init(house: "mcrn", name: "requestLetter", fields: #",\#(page)"#),
    .init(house: "agents-publics", name: "requestLetter", fields: ""),
    .init(house: "recommended", name: "requestLetter", fields: ""),
    .init(house: "france-mutuelle", name: "requestCode", fields: #","channel":"email""#),
    .init(house: "france-mutuelle", name: "requestIdentifier", fields: ""),
    .init(house: "unimutuelles", name: "requestCode", fields: #","channel":"email""#),
    .init(
      house: "unimutuelles", name: "reportLostAccessCode",
      fields: #","email":"solene@example.org""#),
    .init(house: "agents-publics", name: "requestCode", fields: #","channel":"email",\#(page)"#),
    .init(house: "mcrn-renewal", name: "requestCode", fields: #","channel":"email",\#(page)"#),
  ]
}
