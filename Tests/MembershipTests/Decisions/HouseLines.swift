import Membership
import Notation

extension ActionLine {
  static let house: [ActionLine] = [
    ActionLine(
      .setHouseRules, by: .administrator("a-17"),
      #""preset":"mcrn","rules":\#(GoldenEvent.rulesText),"changes":{"password":{"minimumLength":14}},"effectiveFrom":"2026-03-02T09:00:00Z""#,
      .setHouseRules(
        .make {
          $0.preset = "mcrn"
          $0.rules = GoldenEvent.rules
          $0.changes = JSONPatch.reading(#"{"password":{"minimumLength":14}}"#)
          $0.effectiveFrom = GoldenEvent.nine
        })),
    ActionLine(
      .publishCGU, by: .administrator("a-17"),
      #"""
      "version":"v2","textDigest":"\#(GoldenEvent.hex)","locale":"fr",
      "effectiveFrom":"2026-03-02T09:00:00Z","reacceptance":true
      """#,
      .publishCGU(
        .make {
          $0.version = "v2"
          $0.textDigest = GoldenEvent.digest
          $0.locale = "fr"
          $0.effectiveFrom = GoldenEvent.nine
          $0.reacceptance = true
        })),
    ActionLine(
      .enrolMember, by: .mutuelle,
      #"""
      "number":"012345","name":"Zoé","email":"z@example.fr","phone":"0612345678",
      "postalAddress":{"street":"1 rue Haute","city":"Nantes"},"bankDetails":"FR14",
      "accessCode":"KX73PQ","legacyIdentifier":"zoe","legacyPassword":"$x"
      """#,
      .enrolMember(
        .make {
          $0.number = "012345"
          $0.name = "Zoé"
          $0.email = "z@example.fr"
          $0.phone = "0612345678"
          $0.postalAddress = Particulars(["street": "1 rue Haute", "city": "Nantes"])
          $0.bankDetails = Particulars(["text": "FR14"])
          $0.accessCode = "KX73PQ"
          $0.legacyIdentifier = "zoe"
          $0.legacyPassword = "$x"
        })),
    ActionLine(
      .recordDossier, by: .adviser("a-17"),
      #"""
      "what":"beneficiary","value":{"name":"Ana"},"effectiveOn":"2026-03-02T09:00:00Z",
      "invalid":true,"beneficiary":"k7wm3pq9zt2a","ended":true
      """#,
      .recordDossier(
        .make {
          $0.what = .beneficiary
          $0.value = Particulars(["name": "Ana"])
          $0.effectiveOn = GoldenEvent.nine
          $0.invalid = true
          $0.beneficiary = GoldenEvent.id
          $0.ended = true
        })),
    ActionLine(
      .assignAccessCode, by: .mutuelle, #""accessCode":"KX73PQ","loss":"k7wm3pq9zt2a""#,
      .assignAccessCode(
        .make {
          $0.accessCode = "KX73PQ"
          $0.loss = GoldenEvent.id
        })),
    ActionLine(
      .dispatchLetter, by: .mutuelle, #""letter":"k7wm3pq9zt2a""#,
      .dispatchLetter(.make { $0.letter = GoldenEvent.id })),
    ActionLine(
      .reportDelivery, by: .carrier,
      #""delivery":"k7wm3pq9zt2a","outcome":"returned","reason":"gone""#,
      .reportDelivery(
        .make {
          $0.delivery = GoldenEvent.id
          $0.outcome = .returned
          $0.reason = "gone"
        })),
    ActionLine(
      .requireNewPassword, by: .administrator("a-17"), #""reason":"compromised""#,
      .requireNewPassword(.make { $0.reason = .compromised })),
    ActionLine(
      .blockAccess, by: .adviser("a-17"), #""reason":"fraud","note":"call""#,
      .blockAccess(
        .make {
          $0.reason = "fraud"
          $0.note = "call"
        })),
    ActionLine(
      .restoreAccess, by: .adviser("a-17"), #""reason":"checked","note":"desk""#,
      .restoreAccess(
        .make {
          $0.reason = "checked"
          $0.note = "desk"
        })),
    ActionLine(
      .closeAccount, by: .adviser("a-17"), #""reason":"death","endedOn":"2026-03-02T09:00:00Z""#,
      .closeAccount(
        .make {
          $0.reason = .death
          $0.endedOn = GoldenEvent.nine
        })),
    ActionLine(.sweep, by: .clock, "", .sweep(Sweep())),
  ]
}

extension JSONPatch {
  /// Returns the patch of a text, or `nil` if the text is not a patch.
  static func reading(_ text: String) -> JSONPatch? {
    Array(text.utf8).withUnsafeBufferPointer {
      var scanner = JSONScanner($0, spacing: .free)
      return try? JSONPatch(from: &scanner)
    }
  }
}
