import Testing

/// A ★ action as two visitors send it: for a member who exists, and for a number that nobody has.
struct UniformAction: CustomTestStringConvertible, Sendable {
  let house: String
  let name: String
  /// The fields beside `do`, `by` and the name of the member.
  let fields: String
  /// What names the member: `member`, or `identifier`.
  var naming = "member"
  /// What the member has, and what nobody has.
  var known = "193592"
  var unknown = "640127"

  var testDescription: String { "\(house) \(name) \(fields.prefix(40))" }

  func line(for member: String) -> String {
    #"{"do":"\#(name)","by":"visitor","\#(naming)":"\#(member)"\#(fields)}"#
  }

  private static let page = #""page":"\#(pageA)""#

  /// Refused for everybody: a wrong secret, or a path that the house has not.
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

  /// Accepted for the member, and said to have been for everybody.
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
