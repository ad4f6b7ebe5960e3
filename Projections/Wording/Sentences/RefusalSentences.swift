import Membership
import Notation

extension Narrator {
  func clause(_ event: IdentityRefused) -> String {
    refused(event.action, because: event.reason) + counted(event.counted) + lock(event.lockedUntil)
  }

  func clause(_ event: CodeRefused) -> String {
    let code = event.code.said { " (code \($0))" }
    let attempt = event.attempt
    let count =
      event.counted
      ? pick(fr: " ; compté comme essai \(attempt)", en: "; counted as attempt \(attempt)")
      : pick(
        fr: " ; essai non compté (\(attempt) jusqu’ici)",
        en: "; attempt not counted (\(attempt) so far)")
    return refused(event.action, code, because: event.reason) + count + lock(event.lockedUntil)
  }

  func clause(_ event: SignInRefused) -> String {
    let device = event.device.said { pick(fr: " (appareil \($0))", en: " (device \($0))") }
    return refused(.signIn, device, because: event.reason) + counted(event.counted)
      + lock(event.lockedUntil)
  }

  func clause(_ event: ActionRefused) -> String {
    let object = event.of.said { " (\(event.action.object(language)) \($0))" }
    let rules = event.rules.map { $0.word(language) }.joined(separator: ", ")
    return refused(event.action, object, because: event.reason)
      + (rules.isEmpty ? "" : " (\(rules))") + lock(event.lockedUntil)
      + event.unrecorded.said(others)
  }

  /// Who could not do what, and why.
  private func refused(
    _ action: ActionName, _ object: String = "", because reason: RefusalReason
  ) -> String {
    let (what, why) = (action.word(language) + object, reason.word(language))
    return pick(fr: "\(who) n’a pas pu \(what) : \(why)", en: "\(who) could not \(what): \(why)")
  }

  /// Whether a comparison was made, and so counts (catalogue section 7).
  private func counted(_ counted: Bool) -> String {
    counted
      ? pick(fr: " ; essai compté", en: "; attempt counted")
      : pick(fr: " ; essai non compté", en: "; attempt not counted")
  }

  /// Until when a meter is locked.
  private func lock(_ until: Instant?) -> String {
    until.said {
      pick(fr: " ; nouveaux essais refusés jusqu’au ", en: "; further attempts refused until ")
        + instant($0)
    }
  }

  /// How many refusals a flood left without a fact of their own.
  private func others(_ count: Int) -> String {
    guard count != 1 else {
      return pick(
        fr: " ; 1 refus précédent non enregistré à part",
        en: "; 1 earlier refusal not recorded by itself")
    }
    return pick(
      fr: " ; \(count) refus précédents non enregistrés à part",
      en: "; \(count) earlier refusals not recorded by themselves")
  }
}
