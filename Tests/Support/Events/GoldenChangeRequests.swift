import Membership
import Notation

extension GoldenEvent {
  static let devices: [GoldenEvent] = [
    GoldenEvent(
      "device.enrolled", #"{"device":"k7wm3pq9zt2a","platform":"android"}"#,
      secret: #"{"label":"Téléphone de Zoé"}"#,
      .deviceEnrolled(
        .make {
          $0.device = id
          $0.label = .open("Téléphone de Zoé")
          $0.platform = "android"
        })),
    GoldenEvent(
      "device.blocked", #"{"device":"k7wm3pq9zt2a","reason":"lost"}"#,
      .deviceBlocked(
        .make {
          $0.device = id
          $0.reason = "lost"
        })),
    GoldenEvent(
      "device.unblocked", #"{"device":"k7wm3pq9zt2a"}"#,
      .deviceUnblocked(.make { $0.device = id })),
    GoldenEvent(
      "device.removed", #"{"device":"k7wm3pq9zt2a"}"#, .deviceRemoved(.make { $0.device = id })),
  ]

  static let changeRequests: [GoldenEvent] = [
    GoldenEvent(
      "change-request.filed",
      #"""
      {"request":"k7wm3pq9zt2a","kind":"newBeneficiary","seen":12,\#
      "dueBy":"2026-03-02T10:00:00.001Z"}
      """#,
      secret: #"""
        {"content":"{\"name\":\"Ana \\\"A\\\"\",\"relation\":\"fille\"}",\#
        "attachments":"\#(hex) \#(hex)"}
        """#,
      .changeRequestFiled(
        .make {
          $0.request = id
          $0.kind = .newBeneficiary
          $0.content = .open(Particulars(["name": "Ana \"A\"", "relation": "fille"]))
          $0.attachments = .open("\(hex) \(hex)")
          $0.seen = 12
          $0.dueBy = ten
        })),
    GoldenEvent(
      "change-request.taken-up", #"{"request":"k7wm3pq9zt2a"}"#,
      .changeRequestTakenUp(.make { $0.request = id })),
    GoldenEvent(
      "change-request.information-asked",
      #"{"request":"k7wm3pq9zt2a","dueBy":"2026-03-02T10:00:00.001Z"}"#,
      secret: #"{"text":"Un acte de naissance ?"}"#,
      .changeRequestInformationAsked(
        .make {
          $0.request = id
          $0.text = .open("Un acte de naissance ?")
          $0.dueBy = ten
        })),
    GoldenEvent(
      "change-request.information-supplied",
      #"{"request":"k7wm3pq9zt2a","kind":"birth","dueBy":"2026-03-02T10:00:00.001Z"}"#,
      secret: #"{"content":"{\"name\":\"Ana\"}","attachments":"\#(hex)"}"#,
      .changeRequestInformationSupplied(
        .make {
          $0.request = id
          $0.kind = .birth
          $0.content = .open(Particulars(["name": "Ana"]))
          $0.attachments = .open(hex)
          $0.dueBy = ten
        })),
    GoldenEvent(
      "change-request.accepted", #"{"request":"k7wm3pq9zt2a"}"#,
      .changeRequestAccepted(.make { $0.request = id })),
    GoldenEvent(
      "change-request.rejected", #"{"request":"k7wm3pq9zt2a","reason":"documentMissing"}"#,
      secret: #"{"text":"Il manque l’acte.","note":"déjà vu en 2025"}"#,
      .changeRequestRejected(
        .make {
          $0.request = id
          $0.reason = "documentMissing"
          $0.text = .open("Il manque l’acte.")
          $0.note = .open("déjà vu en 2025")
        })),
    GoldenEvent(
      "change-request.applied", #"{"request":"k7wm3pq9zt2a"}"#,
      .changeRequestApplied(.make { $0.request = id })),
    GoldenEvent(
      "change-request.withdrawn", #"{"request":"k7wm3pq9zt2a"}"#,
      .changeRequestWithdrawn(.make { $0.request = id })),
  ]
}
