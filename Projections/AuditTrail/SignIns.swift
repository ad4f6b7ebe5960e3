import Digests
package import Membership
package import Notation

extension Narrator {
  func clause(_ event: SignInSucceeded) -> String {
    let device = event.device.orEmpty { pick(fr: ", appareil \($0)", en: ", device \($0)") }
    let with = event.identifier.word(language) + device
    let required = event.required.map { $0.word(language) }
    return opened(event.session, with: with)
      + event.expiresAt.orEmpty { pick(fr: " jusqu’au ", en: " until ") + instant($0) }
      + first(required)
  }

  private func opened(_ session: Digest?, with: String) -> String {
    guard let session else {
      return pick(
        fr: "mot de passe reconnu (\(with)), sans ouverture de session",
        en: "password recognised (\(with)), no session opened")
    }
    return pick(
      fr: "connexion réussie (\(with)), session \(short(session)) ouverte",
      en: "sign-in succeeded (\(with)), session \(short(session)) opened")
  }

  private func first(_ actions: [String]) -> String {
    guard !actions.isEmpty else { return "" }
    return pick(fr: " ; à faire d’abord : ", en: "; to be done first: ")
      + language.enumerated(actions)
  }

  func clause(_ event: SessionEnded) -> String {
    pick(
      fr: "\(did) fermé la session \(short(event.session))",
      en: "\(who) closed session \(short(event.session))")
  }

  func clause(_ event: DeviceEnrolled) -> String {
    let platform = event.platform.isEmpty ? "" : " (\(quoted(event.platform)))"
    return pick(
      fr: "\(did) enregistré l’appareil \(event.device)",
      en: "\(who) enrolled device \(event.device)") + platform
  }

  func clause(_ event: DeviceBlocked) -> String {
    pick(
      fr: "\(did) bloqué l’appareil \(event.device)",
      en: "\(who) blocked device \(event.device)") + internalReason(event.reason)
  }

  func clause(_ event: DeviceUnblocked) -> String {
    pick(
      fr: "\(did) débloqué l’appareil \(event.device)",
      en: "\(who) unblocked device \(event.device)")
  }

  func clause(_ event: DeviceRemoved) -> String {
    pick(
      fr: "\(did) supprimé l’appareil \(event.device)",
      en: "\(who) removed device \(event.device)")
  }
}

extension Language {
  /// Returns the words for blocked access: the actor, and the reason or the requester.
  ///
  /// - Parameters:
  ///   - actor: The actor of the block, as far as it is known.
  ///   - reason: The reason, as the host gave it.
  package func blocked(by actor: ActorID?, because reason: String) -> String {
    let motive = Motive(reason)
    let blocked = pick(("bloqué", "blocked"))
    let by = actor.map { pick((" par ", " by ")) + $0.subject(self) } ?? ""
    if motive.isMemberRequest {
      return blocked + by + pick((", à la demande de l’adhérent", ", at the member’s request"))
    }
    guard !reason.isEmpty else { return blocked + by }
    return blocked + by + pick((", motif : ", ", reason: "))
      + (motive.words.map(pick) ?? inQuotes(motive.spaced))
  }

  /// Returns the words for access that is suspended for a time, after too many attempts.
  package func suspended(until instant: Instant) -> String {
    pick(("suspendu jusqu’au ", "suspended until ")) + instant.text(in: self)
  }
}

extension SignInSucceeded: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension SessionEnded: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension DeviceEnrolled: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension DeviceBlocked: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension DeviceUnblocked: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension DeviceRemoved: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension ActionWords {
  static let signIns: Table = [
    .signIn: ("se connecter", "sign in"),
    .signOut: ("se déconnecter", "sign out"),
    .enrolDevice: ("enregistrer un appareil", "enrol a device"),
    .blockDevice: ("bloquer un appareil", "block a device"),
    .unblockDevice: ("débloquer un appareil", "unblock a device"),
    .removeDevice: ("supprimer un appareil", "remove a device"),
  ]
}
