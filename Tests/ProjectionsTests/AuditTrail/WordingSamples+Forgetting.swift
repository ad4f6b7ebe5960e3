import Membership
import Notation

extension WordingSamples {
  static let erasures: [Event] =
    [
      .legalHoldSet(.make { ($0.held, $0.ground) = (true, "litige-17") }),
      .legalHoldSet(.make { $0.ground = "litige-17" }),
      .erasureRequested(.make { ($0.erasure, $0.dueBy) = (first, later) }),
      .erasureRejected(.make { $0.ground = .contractActive }),
      .retentionSwept(.make { ($0.kind, $0.before, $0.count) = (.traces, later, 1) }),
      .retentionSwept(.make { ($0.kind, $0.before, $0.count) = (.facts, later, 12) }),
    ]
    + ErasureRejected.Ground.allCases.map { ground in
      .erasureRejected(
        .make {
          ($0.erasure, $0.kept, $0.ground) = (first, [.identity, .contact, .bank], ground)
          $0.until = ground == .limitationRunning ? later : nil
        })
    }
    + ErasureGround.allCases.flatMap { ground in
      [PrivateClass.allCases, PrivateClass.accessory].flatMap { classes in
        [classes, []].map { counted in
          .memberErased(
            .make {
              ($0.classes, $0.ground) = (classes, ground)
              $0.counts = counted.map { privateClass in
                .make { ($0.privateClass, $0.count) = (privateClass, 3) }
              }
            })
        }
      }
    }
    + Consulted.allCases.map { what in
      .recordConsulted(.make { ($0.what, $0.purpose) = (what, sealed) })
    }
}
