public import Digests
public import Notation

/// Step 1 of a registration: number and printed access code (UM-10).
public struct StartRegistration: Described {
  public var accessCode = Typed("")
  public var page: Page?
  public var antiRobot: AntiRobot?

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("accessCode", &accessCode, .identifying)
    fields("page", &page, .pseudonymous)
    fields("antiRobot", &antiRobot)
  }
}

/// Step 2 of a registration: password, e-mail address, question (UM-13 to UM-16).
public struct FillRegistration: Described {
  public var page: Page?
  public var password = Typed("")
  public var confirmation = Typed("")
  public var email = Typed("")
  public var refuseDisclosure = false
  /// 1 to 4; absent where the house has no questions.
  public var question: Int?
  public var answer: Typed?

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
  public var page: Page?
  public var version = ""
  public var textDigest = Digest.zero
  public var ticked = false

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
  public var page: Page?
  public var version = ""

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("page", &page, .pseudonymous)
    fields("version", &version)
  }
}

/// Confirms an e-mail address by the link sent to it (UM-18, UM-21).
public struct ConfirmEmail: Described {
  public var link = Typed("")

  public init() {}

  package mutating func describe(_ fields: inout Fields) { fields("link", &link, .verifier) }
}

/// Asks for the identifier to be mailed again (FM-6, FM-23).
public struct RequestIdentifier: Described {
  public var antiRobot: AntiRobot?

  public init() {}

  package mutating func describe(_ fields: inout Fields) { fields("antiRobot", &antiRobot) }
}

/// Asks for a one-time code or link.
public struct RequestCode: Described {
  public var channel = Channel.email
  /// The page that asks, where what is sent is a code (AP-13).
  public var page: Page?
  /// Only `certifyEmail`, and only in session; otherwise it follows from the member's state.
  public var purpose: CodePurpose?
  public var antiRobot: AntiRobot?

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
  public var page: Page?
  public var code = Typed("")

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("page", &page, .pseudonymous)
    fields("code", &code, .verifier)
  }
}

/// Answers the secret question, beside number and access code (UM-34).
public struct AnswerQuestion: Described {
  public var accessCode = Typed("")
  public var question = 0
  public var answer = Typed("")
  public var page: Page?

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
  public var page: Page?
  public var antiRobot: AntiRobot?

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("page", &page, .pseudonymous)
    fields("antiRobot", &antiRobot)
  }
}

/// Sets a password by the right of a page's grant, or of a link (AP-14, FM-13).
public struct SetPassword: Described {
  public var page: Page?
  public var link: Typed?
  public var password = Typed("")
  public var confirmation = Typed("")
  public var antiRobot: AntiRobot?

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
  public var identifier = Typed("")
  public var password = Typed("")
  /// The page, which a letter's temporary password makes the page of the new password.
  public var page: Page?
  public var device: Token?
  public var antiRobot: AntiRobot?

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
  public var email = Typed("")

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("email", &email, .identifying)
  }
}
