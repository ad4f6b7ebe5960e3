/// The lines of JSON of the actions that tests perform most.
///
/// A member is named by its number, identifier, address or id.
enum Line {
  typealias Text = any CustomStringConvertible

  static func enrol(
    _ number: Text = Stage.number, name: Text = "Anne Thibaud", email: Text? = nil,
    accessCode: Text? = nil, legacyPassword: Text? = nil, id: Int? = nil
  ) -> String {
    line(
      "enrolMember", id: id,
      [
        "number": number, "name": name, "email": email, "accessCode": accessCode,
        "legacyPassword": legacyPassword,
      ])
  }

  static func requestCode(
    _ member: Text = Stage.number, on page: Text = pageA, id: Int? = nil
  ) -> String {
    line("requestCode", "visitor", id: id, ["member": member, "channel": "email", "page": page])
  }

  static func verify(
    _ code: Text, of member: Text = Stage.number, on page: Text = pageA, id: Int? = nil
  ) -> String {
    line("verifyCode", "visitor", id: id, ["member": member, "page": page, "code": code])
  }

  static func setPassword(
    _ password: Text = Stage.password, of member: Text = Stage.number, on page: Text = pageA
  ) -> String {
    line(
      "setPassword", "visitor",
      [
        "member": member, "page": page, "password": password, "confirmation": password,
        "antiRobot": "passed",
      ])
  }

  static func changePassword(to password: Text, session: Text) -> String {
    line(
      "changePassword", "member",
      [
        "session": session, "current": Stage.password, "password": password,
        "confirmation": password,
      ])
  }

  static func signIn(
    _ identifier: Text = Stage.number, _ password: Text = Stage.password, id: Int? = nil
  ) -> String {
    line(
      "signIn", "visitor", id: id,
      ["identifier": identifier, "password": password, "antiRobot": "passed"])
  }

  static func publishCGU(_ version: Text) -> String {
    line(
      "publishCGU", "administrator", staff: "adm-01",
      ["version": version, "textDigest": Stage.textDigest, "locale": "fr", "reacceptance": false])
  }

  static func startRegistration(
    _ member: Text = Stage.number, accessCode: Text = Stage.accessCode, on page: Text
  ) -> String {
    line(
      "startRegistration", "visitor",
      ["member": member, "accessCode": accessCode, "page": page])
  }

  static func fillRegistration(
    _ member: Text = Stage.number, email: Text = Stage.email, on page: Text
  ) -> String {
    line(
      "fillRegistration", "visitor",
      [
        "member": member, "page": page, "password": "Sarrasin29", "confirmation": "Sarrasin29",
        "email": email, "question": 3, "answer": Stage.answer,
      ])
  }

  static func acceptCGU(
    _ version: Text, by member: Text = Stage.number, on page: Text
  ) -> String {
    line(
      "acceptCGU", "visitor",
      [
        "member": member, "page": page, "version": version, "textDigest": Stage.textDigest,
        "ticked": true,
      ])
  }

  static func enrolDevice(_ label: Text, session: Text) -> String {
    line("enrolDevice", "member", ["session": session, "label": label, "platform": "ios"])
  }

  static func block(_ member: Text = Stage.number, reason: Text, by staff: Text) -> String {
    line("blockAccess", "adviser", staff: staff, ["member": member, "reason": reason])
  }

  static func requireNewPassword(
    _ member: Text = Stage.number, reason: Text, by staff: Text
  ) -> String {
    line("requireNewPassword", "adviser", staff: staff, ["member": member, "reason": reason])
  }

  static func close(_ member: Text = Stage.number) -> String {
    line("closeAccount", "mutuelle", ["member": member, "reason": "contractEnded"])
  }

  static func erase(_ member: Text = Stage.number, ground: Text = "objection") -> String {
    line("eraseMember", "administrator", staff: "a-1", ["member": member, "ground": ground])
  }

  /// Writes an action without its absent fields; numbers and flags are written without quotes.
  private static func line(
    _ name: String, _ role: String? = nil, staff: Text? = nil, id: Int? = nil,
    _ fields: KeyValuePairs<String, Text?>
  ) -> String {
    let common: KeyValuePairs<String, Text?> = [
      "do": name, "id": id.map { actionID($0) }, "by": role, "staff": staff,
    ]
    let members = (Array(common) + Array(fields)).compactMap { name, value in
      value.map {
        $0 is Bool || $0 is Int && name == "question"
          ? "\"\(name)\":\($0)" : "\"\(name)\":\"\($0)\""
      }
    }
    return "{\(members.joined(separator: ","))}"
  }
}
