import Digests
import Notation

extension PublicOutcome {
  /// The parts of an outcome that neither the result nor the facts contain.
  struct Details {
    var rulesBroken: [PasswordRule]
    /// The public outcome of the first click, repeated for a second click.
    var repeats: PublicOutcome.Say?
  }
}

extension Decider {
  /// Returns the response that the page may show.
  ///
  /// It depends only on the action, the result and its facts, so that a repetition gives the same
  /// response (catalogue section 5).
  func publicOutcome(
    _ result: Outcome.Result, events: [Event], _ details: PublicOutcome.Details
  ) -> PublicOutcome {
    switch result {
    case .accepted: accepted(events)
    case .refused(let reason): refused(reason, details)
    }
  }

  private func refused(
    _ reason: RefusalReason, _ details: PublicOutcome.Details
  ) -> PublicOutcome {
    let name = request.action.name
    if actor == .visitor, lacksImage { return PublicOutcome(.antiRobot) }
    if let again = details.repeats { return PublicOutcome(again) }
    if name == .reportLostAccessCode, reason == .emailMalformed {
      // Only the format of the address is checked, not the member.
      var outcome = PublicOutcome(.refused)
      outcome.reason = reason
      return outcome
    }
    if let uniform = uniform(name) { return uniform }
    guard actor == .visitor else {
      var outcome = PublicOutcome(reason == .passwordRefused ? .passwordRules : .refused)
      outcome.reason = reason
      outcome.rules = details.rulesBroken
      if reason == .passwordRefused { outcome.strength = strength }
      return outcome
    }
    var outcome = PublicOutcome(.refused)
    switch (name, reason) {
    case (.verifyCode, _), (.confirmEmail, _): outcome.say = .codeWrongOrExpired
    case (.signIn, _), (.startRegistration, _), (.answerQuestion, _): outcome.say = .notRecognised
    case (_, .passwordRefused):
      outcome.say = .passwordRules
      outcome.rules = details.rulesBroken
      outcome.strength = strength
    case (.setPassword, _) where isByLink: outcome.say = .codeWrongOrExpired
    case (_, .emailMalformed), (_, .questionNotOffered), (_, .answerEmpty),
      (_, .answerLikeQuestion), (_, .answerLikePassword), (_, .boxNotTicked),
      (_, .versionNotCurrent), (_, .digestMismatch):
      outcome.reason = reason
    default: outcome.say = .startAgain
    }
    return outcome
  }

  /// Whether a required anti-robot image was not passed (AP-19, MR-16).
  ///
  /// All visitors get the same response, because the check comes after the look-up of the member.
  private var lacksImage: Bool {
    switch request.action {
    case .signIn(let action): !passes(action.antiRobot)
    case .setPassword(let action): !passes(action.antiRobot)
    case .startRegistration(let action): !passes(action.antiRobot)
    case .requestIdentifier(let action): !passes(action.antiRobot)
    case .requestCode(let action): !passes(action.antiRobot)
    case .requestLetter(let action): !passes(action.antiRobot)
    default: false
    }
  }

  /// The strength of the action's password, for the meter beside its field (UM-13).
  private var strength: PasswordStrength? {
    switch request.action {
    case .fillRegistration(let action): PasswordStrength(of: action.password.text)
    case .setPassword(let action): PasswordStrength(of: action.password.text)
    case .changePassword(let action): PasswordStrength(of: action.password.text)
    default: nil
    }
  }

  private var isByLink: Bool {
    if case .setPassword(let action) = request.action { action.link != nil } else { false }
  }

  /// Returns the response to a visitor for an action with a constant response.
  private func uniform(_ name: ActionName) -> PublicOutcome? {
    guard actor == .visitor else { return nil }
    switch request.action {
    case .requestCode(let action):
      var outcome = PublicOutcome(.sentIfKnown)
      outcome.mask = mask(action.channel)
      return outcome
    case .requestIdentifier, .requestLetter, .reportLostAccessCode:
      return PublicOutcome(.sentIfKnown)
    default: return nil
    }
  }

  private func accepted(_ events: [Event]) -> PublicOutcome {
    if let uniform = uniform(request.action.name) { return uniform }
    switch request.action {
    case .startRegistration:
      var outcome = PublicOutcome(.hello)
      outcome.name = subject.flatMap { name(of: $0) }
      return outcome
    case .fillRegistration:
      var outcome = PublicOutcome(.chooseCGU)
      outcome.strength = strength
      return outcome
    case .acceptCGU where actor == .visitor: return PublicOutcome(.checkYourMail)
    case .changeEmail where events.allSatisfy(\.isEmailWithdrawn): return PublicOutcome(.done)
    case .requestCode, .changeEmail: return PublicOutcome(.checkYourMail)
    case .confirmEmail:
      let activated = events.contains {
        if case .accountActivated = $0 { true } else { false }
      }
      return PublicOutcome(activated ? .accountReady : .done)
    case .verifyCode, .answerQuestion: return PublicOutcome(.choosePassword)
    case .setPassword(let action): return passwordSet(action.password)
    case .changePassword(let action): return passwordSet(action.password)
    case .signIn: return signedIn(events)
    default: return PublicOutcome(.done)
    }
  }

  private func passwordSet(_ password: UntrustedText) -> PublicOutcome {
    var outcome = PublicOutcome(.passwordSet)
    outcome.strength = strength
    let advice = rules.password.advice(on: password.text)
    outcome.advice = advice.isEmpty ? nil : String(advice)
    return outcome
  }

  private func signedIn(_ events: [Event]) -> PublicOutcome {
    guard case .signInSucceeded(let event)? = events.last else {
      return PublicOutcome(.choosePassword)
    }
    var outcome = PublicOutcome(.signedIn)
    outcome.required = event.required
    guard let subject else { return outcome }
    outcome.renewalAdvised =
      subject.passwordStanding(of: context.house, at: now) == .renewalAdvised
    if rules.account.requiresCGU, let cgu = context.house.cgu(at: now),
      let accepted = subject.acceptedCGU?.version, accepted != cgu.version,
      !event.required.contains(.acceptCGU)
    {
      outcome.newCGU = cgu.version
    }
    return outcome
  }

  /// Returns the mask of the address, or of a decoy that looks like one (catalogue section 8).
  private func mask(_ channel: Channel) -> String? {
    let style = rules.identifiers.mask
    guard style != .none else { return nil }
    guard channel == .email else { return "** ** ** ** **" }
    let typed = request.member?.text ?? ""
    let seed = context.key.authenticate(Array("decoy\u{0}\(decoyName(typed))".utf8)).bytes
    let named = members(named: typed, by: rules.identifiers.foundBy)
    let email = named.count == 1 ? named[0].emailOnFile : nil
    let address = email.flatMap { self.address(of: $0) }.flatMap { EmailAddress(typed: $0) }
    return style.mask(address, decoy: seed)
  }

  /// Returns the text from which a decoy is derived.
  ///
  /// Two texts have the same decoy only if both would find the same member.
  ///
  /// A text that only looks like a number finds no member, so it must not have the number's decoy.
  /// The result does not depend on the rules in force.
  private func decoyName(_ typed: String) -> String {
    if let number = MemberNumber.canonical(typed, lengths: 1...64) { return "number\u{0}\(number)" }
    if let email = EmailAddress(typed: typed) { return "email\u{0}\(email.lookupKey)" }
    if let folded = IdentifierText.folded(typed) { return "identifier\u{0}\(folded)" }
    return "text\u{0}\(typed)"
  }
}

extension Event {
  /// Whether it only withdraws an address that waited for certification.
  fileprivate var isEmailWithdrawn: Bool {
    if case .emailWithdrawn = self { true } else { false }
  }

  /// The reason of a refusal and the password rules that it names; `nil` for other events.
  package var refusal: (reason: RefusalReason, rules: [PasswordRule])? {
    switch self {
    case .actionRefused(let event): (event.reason, event.rules)
    case .codeRefused(let event): (event.reason, [])
    case .identityRefused(let event): (event.reason, [])
    case .signInRefused(let event): (event.reason, [])
    default: nil
    }
  }
}
