import Membership
import Notation

extension ActionLine {
  static let members: [ActionLine] = [
    ActionLine(.signOut, by: .member, "", .signOut(SignOut())),
    ActionLine(
      .changePassword, by: .member, #""current":"c","password":"p","confirmation":"q""#,
      .changePassword(
        .make {
          $0.current = "c"
          $0.password = "p"
          $0.confirmation = "q"
        })),
    ActionLine(
      .changeEmail, by: .member, #""email":"z@example.fr""#,
      .changeEmail(.make { $0.email = "z@example.fr" })),
    ActionLine(
      .setDisclosure, by: .adviser("a-17"), #""refuseDisclosure":false"#,
      .setDisclosure(.make { $0.refuseDisclosure = false })),
    ActionLine(
      .enrolDevice, by: .member, #""label":"Téléphone","platform":"ios""#,
      .enrolDevice(
        .make {
          $0.label = "Téléphone"
          $0.platform = "ios"
        })),
    ActionLine(
      .blockDevice, by: .adviser("a-17"), #""device":"k7wm3pq9zt2a","reason":"lost""#,
      .blockDevice(
        .make {
          $0.device = GoldenEvent.id
          $0.reason = "lost"
        })),
    ActionLine(
      .unblockDevice, by: .member, #""device":"k7wm3pq9zt2a","reason":"found""#,
      .unblockDevice(
        .make {
          $0.device = GoldenEvent.id
          $0.reason = "found"
        })),
    ActionLine(
      .removeDevice, by: .adviser("a-17"), #""device":"k7wm3pq9zt2a","reason":"sold""#,
      .removeDevice(
        .make {
          $0.device = GoldenEvent.id
          $0.reason = "sold"
        })),
  ]

  static let changeRequests: [ActionLine] = [
    ActionLine(
      .fileChangeRequest, by: .member,
      #"""
      "kind":"birth","content":{"name":"Ana","birthDate":"2026-02-28"},
      "attachments":["\#(GoldenEvent.hex)"],"seen":3
      """#,
      .fileChangeRequest(
        .make {
          $0.kind = .birth
          $0.content = Particulars(["name": "Ana", "birthDate": "2026-02-28"])
          $0.attachments = [GoldenEvent.digest]
          $0.seen = 3
        })),
    ActionLine(
      .takeUpChangeRequest, by: .adviser("a-17"), #""request":"k7wm3pq9zt2a""#,
      .takeUpChangeRequest(.make { $0.request = GoldenEvent.id })),
    ActionLine(
      .askInformation, by: .adviser("a-17"), #""request":"k7wm3pq9zt2a","text":"?""#,
      .askInformation(
        .make {
          $0.request = GoldenEvent.id
          $0.text = "?"
        })),
    ActionLine(
      .supplyInformation, by: .member,
      #"""
      "request":"k7wm3pq9zt2a","content":"{\"name\":\"Ana\"}",
      "attachments":["\#(GoldenEvent.hex)","\#(GoldenEvent.otherHex)"]
      """#,
      .supplyInformation(
        .make {
          $0.request = GoldenEvent.id
          $0.content = Particulars(["name": "Ana"])
          $0.attachments = [GoldenEvent.digest, GoldenEvent.otherDigest]
        })),
    ActionLine(
      .decideChangeRequest, by: .adviser("a-17"),
      #""request":"k7wm3pq9zt2a","accept":true,"reason":"r","text":"t","note":"n""#,
      .decideChangeRequest(
        .make {
          $0.request = GoldenEvent.id
          $0.accept = true
          $0.reason = "r"
          $0.text = "t"
          $0.note = "n"
        })),
    ActionLine(
      .applyChangeRequest, by: .mutuelle, #""request":"k7wm3pq9zt2a""#,
      .applyChangeRequest(.make { $0.request = GoldenEvent.id })),
    ActionLine(
      .withdrawChangeRequest, by: .member, #""request":"k7wm3pq9zt2a""#,
      .withdrawChangeRequest(.make { $0.request = GoldenEvent.id })),
  ]
}
