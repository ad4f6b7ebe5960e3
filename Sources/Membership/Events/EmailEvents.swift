public import Digests
public import Notation

/// `email.recorded`: an e-mail address, on file or waiting to be certified (UM-14, FM-12).
public struct EmailRecorded: Described {
  /// Whether the address is the one on file or a candidate.
  public enum Standing: String, Sendable, CaseIterable {
    case onFile
    case pending
  }

  public var email = Token(bits: 0)
  public var address = Sealed<String>.absent
  public var source = DossierSource.mutuelle
  public var standing = Standing.onFile
  public var disclosureRefused = false

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("email", &email, .pseudonymous)
    fields("source", &source)
    fields("standing", &standing)
    fields.flag("disclosureRefused", &disclosureRefused)
    fields.sealed("address", &address, .identifying)
  }
}

extension EmailRecorded.Standing: JSONRepresentable {}

/// `email.certified`: a link sent to that very address was followed (UM-18).
public struct EmailCertified: Described {
  public var email = Token(bits: 0)
  public var code = Token(bits: 0)

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("email", &email, .pseudonymous)
    fields("code", &code, .pseudonymous)
  }
}

/// `email.invalidated`: the address no longer serves (FM-17).
public struct EmailInvalidated: Described {
  /// Why it does not.
  public enum Reason: String, Sendable, CaseIterable {
    case bounced
    case adviser
    case reused
  }

  public var email = Token(bits: 0)
  public var reason = Reason.bounced

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("email", &email, .pseudonymous)
    fields("reason", &reason)
  }
}

extension EmailInvalidated.Reason: JSONRepresentable {}

/// `cgu.accepted`: the member accepted one version of the CGU (UM-19).
public struct CGUAccepted: Described {
  public var version = ""
  public var textDigest = Digest.zero
  public var locale = ""

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("version", &version)
    fields("textDigest", &textDigest)
    fields("locale", &locale)
  }
}

/// `cgu.declined`: the member declined one version of the CGU (edge 35).
public struct CGUDeclined: Described {
  public var version = ""

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("version", &version)
  }
}
