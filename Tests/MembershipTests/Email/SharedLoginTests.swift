import Membership
import Notation
import Testing

@Suite("Two members, one address, where an address signs in")
struct SharedLoginTests {
  /// Makes two active members.
  ///
  /// On request the second certifies the first one's address.
  private func couple(sharing: Bool) throws -> TestWorld {
    let world = try TestWorld.unimutuelles()
    try world.register()
    try world.enrol("193593", email: nil, accessCode: "ZZ99ZZ")
    try world.register(
      "193593", accessCode: "ZZ99ZZ",
      email: sharing ? "JEANNE@maison.example" : "paul@maison.example")
    return world
  }

  @Test("edge 28, UM-5: a shared address signs no member in; the access code does")
  func shared() throws {
    let world = try couple(sharing: true)
    let refused = try world.signIn(ownEmail)
    #expect(refused.refusal == .sharedIdentifier)
    #expect(refused.publicOutcome == PublicOutcome(.notRecognised))
    #expect(refused.facts == ["action.refused"])
    #expect(world.facts.last?.stream == "visitors/2026-03")
    #expect(try world.signIn(printedCode).isAccepted)
    #expect(try world.signIn("ZZ99ZZ").isAccepted)
  }

  @Test("edge 28: a shared address finds no one to reset, and each reset is one member's")
  func resets() throws {
    let world = try couple(sharing: true)
    world.advance(.minutes(2))
    #expect(try world.requestCode(ownEmail).refusal == .ambiguousMember)
    #expect(try world.requestCode("193592").isAccepted)
    try world.setPassword(link: world.link(), otherPassword)
    #expect(try world.signIn(printedCode, otherPassword).isAccepted)
    #expect(try world.signIn("ZZ99ZZ", goodPassword).isAccepted)
    #expect(try world.signIn("ZZ99ZZ", otherPassword).refusal == .wrongPassword)
  }

  @Test("edge 28: an address is certified for one member, not for all that have it")
  func certification() throws {
    let world = try couple(sharing: false)
    try world.do(
      .recordDossier(
        .make {
          $0.what = .email
          $0.value = Particulars(["email": ownEmail])
        }), member: "193593")
    #expect(try world.member().emailOnFile?.certified != nil)
    #expect(try world.member("193593").emailOnFile?.certified == nil)
    #expect(try world.signIn("ZZ99ZZ").publicOutcome.required == [.certifyEmail])
  }

  @Test("edge 29: once one of the two has another address, it signs in again")
  func separated() throws {
    let world = try couple(sharing: true)
    let session = try world.open("ZZ99ZZ")
    try world.do(.changeEmail(.make { $0.email = "paul@maison.example" }), session: session)
    #expect(try world.signIn(ownEmail).refusal == .sharedIdentifier)
    try world.confirmEmail(world.link())
    #expect(try world.signIn(ownEmail).isAccepted)
    #expect(try world.signIn("paul@maison.example").isAccepted)
  }

  @Test("edge 28: a closed member no longer shares an address")
  func closed() throws {
    let world = try couple(sharing: true)
    try world.do(.closeAccount(.make { $0.reason = .contractEnded }), member: "193593")
    #expect(try world.signIn(ownEmail).isAccepted)
  }

  @Test("UM-5: an access code or a certified address signs in, however it is typed")
  func bothIdentifiers() throws {
    let world = try couple(sharing: false)
    for identifier in [printedCode, "kx 73 pq", ownEmail, " Jeanne@Maison.Example\n"] {
      let signed = try world.signIn(identifier)
      #expect(signed.isAccepted, "\(identifier)")
    }
    #expect(try world.signIn("193592").refusal == .unknownIdentifier)
    let kinds = try world.facts().compactMap { event -> SignInSucceeded.IdentifierKind? in
      if case .signInSucceeded(let event) = event { event.identifier } else { nil }
    }
    #expect(kinds == [.accessCode, .accessCode, .email, .email])
  }

  @Test("UM-5: an address on file that was never certified does not sign in")
  func uncertified() throws {
    let world = try couple(sharing: false)
    try world.do(
      .recordDossier(
        .make {
          $0.what = .email
          $0.value = Particulars(["email": "other@maison.example"])
        }), member: "193592")
    let refused = try world.signIn("other@maison.example")
    #expect(refused.refusal == .emailNotCertified)
    #expect(refused.facts == ["sign-in.refused"])
    #expect(refused.publicOutcome == PublicOutcome(.notRecognised))
    #expect(try world.signIn(printedCode).publicOutcome.required == [.certifyEmail])
    #expect(try world.confirmEmail(world.link()).isAccepted)
    #expect(try world.signIn("other@maison.example").publicOutcome.required.isEmpty)
  }
}
