public import Digests
public import Notation

/// Step 1 of a registration: number and printed access code (UM-10).
public struct StartRegistration: Described {
  /// The printed access code as typed (P2); a wrong one counts in the meter of identity.
  public var accessCode = Typed("")
  /// The page of the form, where steps 2 and 3 must follow; required.
  public var page: Page?
  /// What came of the anti-robot image; absent is a failure where the house asks for it.
  public var antiRobot: AntiRobot?

  /// Makes the action with empty required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("accessCode", &accessCode, .identifying)
    fields("page", &page, .pseudonymous)
    fields("antiRobot", &antiRobot)
  }
}

/// Step 2 of a registration: password, e-mail address, question (UM-13 to UM-16).
public struct FillRegistration: Described {
  /// The page on which the registration was started; required.
  public var page: Page?
  /// The password as typed (S), never trimmed (edge 26).
  public var password = Typed("")
  /// The password typed again (S, UM-13).
  public var confirmation = Typed("")
  /// The e-mail address as typed (P2), pending until the activation link is confirmed (UM-14).
  public var email = Typed("")
  /// Whether « Je n’autorise pas la diffusion de mon adresse mail » is ticked (UM-15).
  public var refuseDisclosure = false
  /// The number of the question chosen, from 1 (UM-16); absent, and not read, where the house has
  /// none.
  public var question: Int?
  /// The answer as typed (S), at most 200 code points; absent where the house has no questions.
  public var answer: Typed?

  /// Makes the action with empty required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("page", &page, .pseudonymous)
    fields("password", &password, .verifier)
    fields("confirmation", &confirmation, .verifier)
    fields("email", &email, .identifying)
    fields.flag("refuseDisclosure", &refuseDisclosure)
    fields("question", &question)
    fields("answer", &answer, .verifier)
  }
}

/// Accepts the CGU, as step 3 of a registration or in session (UM-19).
public struct AcceptCGU: Described {
  /// The page on which the registration was started; absent for a member in session.
  public var page: Page?
  /// The version that was shown, which must be the one in force (edge 34).
  public var version: PlainWord = "1"
  /// The SHA-256 of the text that was shown, which must be the published one.
  public var textDigest = Digest.zero
  /// Whether « J’accepte les conditions d’utilisation » is ticked (UM-19); never assumed.
  public var ticked = false

  /// Makes the action with empty required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("page", &page, .pseudonymous)
    fields("version", &version)
    fields("textDigest", &textDigest)
    fields("ticked", &ticked)
  }
}

/// Declines the CGU (edge 35).
public struct DeclineCGU: Described {
  /// The page on which the registration was started; absent for a member in session.
  public var page: Page?
  /// The version that is declined, which must have been published.
  public var version: PlainWord = "1"

  /// Makes the action with an empty version, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("page", &page, .pseudonymous)
    fields("version", &version)
  }
}

/// Confirms an e-mail address by the link sent to it (UM-18, UM-21).
public struct ConfirmEmail: Described {
  /// The three parts of the link, `<member id>.<code id>.<secret>` (S); sent by the confirming
  /// button, never by opening it (edge 11).
  public var link = Typed("")

  /// Makes the action with an empty link, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) { fields("link", &link, .verifier) }
}

/// Asks for the identifier to be mailed again (FM-6, FM-23).
public struct RequestIdentifier: Described {
  /// What came of the anti-robot image; absent is a failure where the house asks for it.
  public var antiRobot: AntiRobot?

  /// Makes the action; everything it needs is in the request.
  public init() {}

  package mutating func describe(_ fields: inout Fields) { fields("antiRobot", &antiRobot) }
}

/// Asks for a one-time code or link.
public struct RequestCode: Described {
  /// The way that the visitor chose (AP-6); a letter has its own action.
  public var channel = Channel.email
  /// The page that asks, required where what is sent is a code, for it is good there alone (AP-13).
  public var page: Page?
  /// Only `certifyEmail`, and only in session; absent otherwise, since it follows from the member's
  /// state.
  public var purpose: CodePurpose?
  /// What came of the anti-robot image; absent is a failure where the house asks for it.
  public var antiRobot: AntiRobot?

  /// Makes a request for an e-mail, to be changed as needed.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("channel", &channel)
    fields("page", &page, .pseudonymous)
    fields("purpose", &purpose)
    fields("antiRobot", &antiRobot)
  }
}

/// Types a one-time code (AP-12, MR-14, MG-16).
public struct VerifyCode: Described {
  /// The page on which the code is typed, which becomes the page of the new password; required.
  public var page: Page?
  /// The code as typed (S); spaces, hyphens, case and full width do not matter (edge 12).
  public var code = Typed("")

  /// Makes the action with empty required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("page", &page, .pseudonymous)
    fields("code", &code, .verifier)
  }
}

/// Answers the secret question, beside number and access code (UM-34).
public struct AnswerQuestion: Described {
  /// The printed access code as typed (P2).
  public var accessCode = Typed("")
  /// The number of the question, from 1, which must be the member's own; absent for that one.
  public var question: Int?
  /// The answer as typed (S); case and white space do not matter.
  public var answer = Typed("")
  /// The page of the form, which becomes the page of the new password; required.
  public var page: Page?

  /// Makes the action with empty required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("accessCode", &accessCode, .identifying)
    fields("question", &question)
    fields("answer", &answer, .verifier)
    fields("page", &page, .pseudonymous)
  }
}

/// Asks for a letter (AP-7, MG-7).
public struct RequestLetter: Described {
  /// The page that asks; read and not used, since what a letter carries is good on any page.
  public var page: Page?
  /// What came of the anti-robot image; absent is a failure where the house asks for it.
  public var antiRobot: AntiRobot?

  /// Makes the action; everything it needs is in the request.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("page", &page, .pseudonymous)
    fields("antiRobot", &antiRobot)
  }
}

/// Sets a password by the right of a page's grant, or of a link (AP-14, FM-13).
public struct SetPassword: Described {
  /// The page that holds a grant; absent beside a link, required without one.
  public var page: Page?
  /// The three parts of the link, `<member id>.<code id>.<secret>` (S), consumed with the password;
  /// absent beside a page.
  public var link: Typed?
  /// The new password as typed (S), never trimmed (edge 26).
  public var password = Typed("")
  /// The new password typed again (S, AP-14, MR-15).
  public var confirmation = Typed("")
  /// What came of the anti-robot image (MR-16); absent is a failure where the house asks for it.
  public var antiRobot: AntiRobot?

  /// Makes the action with empty required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("page", &page, .pseudonymous)
    fields("link", &link, .verifier)
    fields("password", &password, .verifier)
    fields("confirmation", &confirmation, .verifier)
    fields("antiRobot", &antiRobot)
  }
}

/// Signs in (FM-2, AP-18, UM-5, MR-4, MG-20).
public struct SignIn: Described {
  /// What the visitor typed to be known by (P2), read by the house's scheme.
  public var identifier = Typed("")
  /// The password, or a letter's temporary password, as typed (S), never trimmed (edge 26).
  public var password = Typed("")
  /// The page of the form, which a temporary password makes the page of the new one; without a page
  /// that is refused.
  public var page: Page?
  /// The id of the device whose application signs in (MG-8); absent on the web.
  public var device: Token?
  /// What came of the anti-robot image (AP-19); absent is a failure where the house asks for it.
  public var antiRobot: AntiRobot?

  /// Makes the action with empty required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("identifier", &identifier, .identifying)
    fields("password", &password, .verifier)
    fields("page", &page, .pseudonymous)
    fields("device", &device, .pseudonymous)
    fields("antiRobot", &antiRobot)
  }
}

/// Says that the printed access code is lost (UM-37).
public struct ReportLostAccessCode: Described {
  /// The address where the visitor can be reached, as typed (P2).
  public var email = Typed("")

  /// Makes the action with an empty address, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("email", &email, .identifying)
  }
}
