import Membership
import Notation

extension GoldenEvent {
  static let erasures: [GoldenEvent] = [
    GoldenEvent(
      "legal-hold.set", #"{"held":true,"ground":"dispute-17"}"#,
      .legalHoldSet(
        .make {
          $0.held = true
          $0.ground = "dispute-17"
        })),
    GoldenEvent(
      "erasure.requested", #"{"erasure":"k7wm3pq9zt2a","dueBy":"2026-03-02T10:00:00.001Z"}"#,
      .erasureRequested(
        .make {
          $0.erasure = id
          $0.dueBy = ten
        })),
    GoldenEvent(
      "erasure.rejected",
      #"""
      {"erasure":"k7wm3pq9zt2a","kept":["identity","contact","bank","health","verifier",\#
      "freeText"],"ground":"limitationRunning","until":"2026-03-02T10:00:00.001Z"}
      """#,
      .erasureRejected(
        .make {
          $0.erasure = id
          $0.kept = [.identity, .contact, .bank, .health, .verifier, .freeText]
          $0.ground = .limitationRunning
          $0.until = ten
        })),
    GoldenEvent(
      "member.erased",
      #"""
      {"classes":["question","device","trace"],\#
      "counts":[{"class":"device","count":2},{"class":"trace","count":7}],\#
      "ground":"unlawfulProcessing","traces":[11,40]}
      """#,
      .memberErased(
        .make {
          $0.classes = [.question, .device, .trace]
          $0.counts = [
            .make { ($0.privateClass, $0.count) = (.device, 2) },
            .make { ($0.privateClass, $0.count) = (.trace, 7) },
          ]
          $0.ground = .unlawfulProcessing
          $0.traces = [11, 40]
        })),
    GoldenEvent(
      "retention.swept",
      #"{"class":"facts","before":"2026-03-02T09:00:00.000Z","count":12}"#,
      .retentionSwept(
        .make {
          $0.kind = .facts
          $0.before = nine
          $0.count = 12
        })),
    GoldenEvent(
      "record.consulted", #"{"what":"export"}"#, secret: #"{"purpose":"réclamation du 2 mars"}"#,
      .recordConsulted(
        .make {
          $0.what = .export
          $0.purpose = .open("réclamation du 2 mars")
        })),
  ]
}
