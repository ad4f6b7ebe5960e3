import Membership
import Notation

extension ActionLine {
  static let erasures: [ActionLine] = [
    ActionLine(.requestErasure, by: .administrator("a-17"), "", .requestErasure(RequestErasure())),
    ActionLine(
      .eraseMember, by: .administrator("a-17"), #""ground":"legalObligation""#,
      .eraseMember(.make { $0.ground = .legalObligation })),
    ActionLine(
      .setLegalHold, by: .administrator("a-17"), #""held":true,"ground":"dispute-17""#,
      .setLegalHold(
        .make {
          $0.held = true
          $0.ground = "dispute-17"
        })),
    ActionLine(
      .consult, by: .auditor("a-17"), #""what":"history","purpose":"contrôle annuel""#,
      .consult(
        .make {
          $0.what = .history
          $0.purpose = "contrôle annuel"
        })),
  ]
}
