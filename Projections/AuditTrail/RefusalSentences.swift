import Membership
import Notation

extension Narrator {
  func clause(_ event: IdentityRefused) -> String {
    let attempt =
      attempts(event.counted) + lock(event.lockedUntil) + event.unrecorded.said(others)
    if event.action == .answerQuestion, event.reason == .answerMismatch {
      return pick(
        fr: "\(did) mal répondu à la question pense-bête",
        en: "\(who) gave a wrong answer to the secret question") + attempt
    }
    return refused(event.action.word(language), because: event.reason) + attempt
  }

  func clause(_ event: CodeRefused) -> String {
    let what = event.action.word(language, of: event.code) ?? event.action.word(language)
    let reason = page(event.reason, isGiven: event.page != nil)
    return refused(what, reason: reason) + attempts(event.counted, event.attempt)
      + lock(event.lockedUntil) + event.unrecorded.said(others)
  }

  func clause(_ event: SignInRefused) -> String {
    let what = ActionName.signIn.word(language, of: event.device)
    // A temporary password is the one thing in a sign-in that needs a page: none was given.
    let reason = page(event.reason, isGiven: false)
    return refused(what ?? ActionName.signIn.word(language), reason: reason)
      + attempts(event.counted) + lock(event.lockedUntil) + event.unrecorded.said(others)
  }

  func clause(_ event: ActionRefused) -> String {
    let what = event.action.word(language, of: event.of) ?? wording(of: event.action)
    let rules = event.rules.map { $0.word(language) }.joined(separator: ", ")
    return refused(what, because: event.reason) + (rules.isEmpty ? "" : " (\(rules))")
      + lock(event.lockedUntil) + event.unrecorded.said(others)
  }

  /// An action in words; in the member's own history a visitor asks for « votre identifiant ».
  private func wording(of action: ActionName) -> String {
    guard reader == .member, action == .requestIdentifier else { return action.word(language) }
    return pick(fr: "demander votre identifiant", en: "ask for your identifier")
  }

  private func refused(_ what: String, because reason: RefusalReason) -> String {
    refused(what, reason: reason.word(language))
  }

  /// Which action the actor could not do, and why.
  private func refused(_ what: String, reason: String) -> String {
    pick(fr: "\(didNot) pu \(what) : \(reason)", en: "\(who) could not \(what): \(reason)")
  }

  /// The reason; of a page that is not the right one, whether there was a page at all.
  private func page(_ reason: RefusalReason, isGiven: Bool) -> String {
    guard reason == .wrongPage, !isGiven else { return reason.word(language) }
    return pick(fr: "aucune page n’a été indiquée", en: "no page was given")
  }

  /// Whether a comparison was made, and which attempt it was (catalogue section 7).
  private func attempts(_ counted: Bool, _ number: Int? = nil) -> String {
    guard counted else { return pick(fr: " ; essai non compté", en: "; attempt not counted") }
    guard let number = context.attempt ?? number, number > 0 else {
      return pick(fr: " ; essai compté", en: "; attempt counted")
    }
    guard let allowed = context.attemptsAllowed, allowed >= number else {
      return pick(fr: " ; essai \(number)", en: "; attempt \(number)")
    }
    return pick(fr: " ; essai \(number) sur \(allowed)", en: "; attempt \(number) of \(allowed)")
  }

  /// Until when a meter is locked: « suspendu » is for a time, « bloqué » is by staff.
  private func lock(_ until: Instant?) -> String {
    until.said {
      pick(fr: " ; essais suspendus jusqu’au ", en: "; attempts suspended until ") + instant($0)
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
