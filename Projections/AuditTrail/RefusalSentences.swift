import Membership
import Notation

extension Narrator {
  func clause(_ event: IdentityRefused) -> String {
    let attempt =
      attempts(event.counted) + lock(event.lockedUntil) + event.unrecorded.orEmpty(others)
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
      + lock(event.lockedUntil) + event.unrecorded.orEmpty(others)
  }

  func clause(_ event: SignInRefused) -> String {
    let what = ActionName.signIn.word(language, of: event.device)
    // In a sign-in, only a temporary password needs a page. Here no page was given.
    let reason = page(event.reason, isGiven: false)
    return refused(what ?? ActionName.signIn.word(language), reason: reason)
      + attempts(event.counted) + lock(event.lockedUntil) + event.unrecorded.orEmpty(others)
  }

  func clause(_ event: ActionRefused) -> String {
    let what = event.action.word(language, of: event.of) ?? wording(of: event.action)
    let rules = event.rules.map { $0.word(language) }.joined(separator: ", ")
    return refused(what, because: event.reason) + (rules.isEmpty ? "" : " (\(rules))")
      + lock(event.lockedUntil) + event.unrecorded.orEmpty(others)
  }

  /// Returns the words for an action; in the member's history, « demander votre identifiant ».
  private func wording(of action: ActionName) -> String {
    guard reader == .member, action == .requestIdentifier else { return action.word(language) }
    return pick(fr: "demander votre identifiant", en: "ask for your identifier")
  }

  private func refused(_ what: String, because reason: RefusalReason) -> String {
    refused(what, reason: reason.word(language))
  }

  /// Returns the action that the actor could not do, and the reason.
  private func refused(_ what: String, reason: String) -> String {
    pick(fr: "\(didNot) pu \(what) : \(reason)", en: "\(who) could not \(what): \(reason)")
  }

  /// Returns the words for a reason; for a wrong page, they say whether a page was given.
  private func page(_ reason: RefusalReason, isGiven: Bool) -> String {
    guard reason == .wrongPage, !isGiven else { return reason.word(language) }
    return pick(fr: "aucune page n’a été indiquée", en: "no page was given")
  }

  /// Returns whether the attempt was counted, and its number (catalogue section 7).
  ///
  /// An attempt is counted when a comparison was made.
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

  /// Returns the end of a meter's lock, if there is one.
  ///
  /// « suspendu » is a lock for a time; « bloqué » is a block by staff.
  private func lock(_ until: Instant?) -> String {
    until.orEmpty {
      pick(fr: " ; essais suspendus jusqu’au ", en: "; attempts suspended until ") + instant($0)
    }
  }

  /// Returns the words for earlier refusals in a flood, which were not recorded as separate facts.
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

extension IdentityRefused: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension CodeRefused: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension SignInRefused: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension ActionRefused: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}
