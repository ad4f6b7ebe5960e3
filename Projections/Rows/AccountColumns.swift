public import Membership
public import Notation

/// The columns of the table `accounts`: one row a member.
///
/// Stored values are read from the fold of the member's facts. Values that depend on time follow
/// from stored instants and the rules of the house at the moment of the question.
// The summary of each column is its documentation, also at the prompt.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
public final class AccountColumns: ColumnTable {
  public typealias Content = AccountContent
  public typealias Source = Member

  public init() {}

  public static let columns = AccountColumns()
  public static let list = ColumnList(columns)

  public let member = Column<AccountColumns, Token>("the member's id") { $0.content.id }
  public let standing = Column<AccountColumns, Member.Standing>(
    "enrolled, registering, active, closed or erased"
  ) { row in
    let all = AccountColumns.columns
    if row[all.erasedAt] != nil { return .erased }
    if row[all.closedAt] != nil { return .closed }
    if row[all.activatedAt] != nil { return .active }
    return row.isRegistering ? .registering : .enrolled
  }

  // Facts
  public let facts = Column<AccountColumns, Int>(
    stored: 0, "facts of the member", outlivesErasure: true
  ) {
    $0.counters.facts
  }
  public let firstAt = Column<AccountColumns, Instant?>(
    stored: 1, "time of the first fact", outlivesErasure: true
  ) { $0.first?.at }
  public let lastAt = Column<AccountColumns, Instant?>(
    stored: 2, "time of the last fact", outlivesErasure: true
  ) { $0.last?.at }
  public let firstPosition = Column<AccountColumns, Int>(
    stored: 3, "position of the first fact", outlivesErasure: true
  ) { $0.first?.position ?? 0 }
  public let lastPosition = Column<AccountColumns, Int>(
    stored: 4, "position of the last fact", outlivesErasure: true
  ) { $0.last?.position ?? 0 }
  public let refusals = Column<AccountColumns, Int>(stored: 5, "refusals of every kind") {
    $0.counters.refusals
  }
  public let incomplete = Column<AccountColumns, Bool>(
    stored: 6, "whether this version does not know a fact of the member", outlivesErasure: true
  ) { !$0.unknownFacts.isEmpty }

  // Access
  public let access = Column<AccountColumns, AccessState>(
    "open; locked after failures at sign-in; blocked by staff"
  ) { row in
    let all = AccountColumns.columns
    if row[all.blockedAt] != nil { return .blocked }
    return row.isPassed(row[all.signInLockedUntil]) ? .open : .locked
  }
  public let identity = Column<AccountColumns, IdentityState>(
    "open, or locked after failed proofs of identity"
  ) { $0.isPassed($0[AccountColumns.columns.identityLockedUntil]) ? .open : .locked }
  public let signInLockedUntil = Column<AccountColumns, Instant?>(
    stored: 7, "end of the last lock of sign-in, maybe in the past"
  ) { $0.meters.signIn.lockedUntil }
  public let identityLockedUntil = Column<AccountColumns, Instant?>(
    stored: 8, "end of the last lock of proofs of identity, maybe in the past"
  ) { $0.meters.identity.lockedUntil }
  public let failedSignIns = Column<AccountColumns, Int>(stored: 9, "wrong passwords in a row") {
    $0.meters.signIn.inARow
  }
  public let failedProofs = Column<AccountColumns, Int>(
    stored: 10, "failed proofs of identity in a row"
  ) {
    $0.meters.identity.inARow
  }
  public let blockedAt = Column<AccountColumns, Instant?>(stored: 11, "time of the block by staff")
  {
    $0.block?.mark.at
  }
  public let blockedBy = Column<AccountColumns, String?>(stored: 12, "actor that blocked access") {
    $0.block?.by.description
  }
  public let blockedBecause = Column<AccountColumns, String?>(stored: 13, "reason of the block") {
    $0.block?.reason
  }
  public let lastSignIn = Column<AccountColumns, Instant?>(
    stored: 14, "last sign-in that succeeded"
  ) {
    $0.lastSignIn?.at
  }
  public let signIns = Column<AccountColumns, Int>(stored: 15, "sign-ins that succeeded") {
    $0.counters.signIns
  }

  // The account's life
  public let activatedAt = Column<AccountColumns, Instant?>(stored: 16, "creation of the account") {
    $0.activation?.mark.at
  }
  public let origin = Column<AccountColumns, AccountActivated.Origin?>(
    stored: 17, "origin of the account"
  ) { $0.activation?.origin }
  public let registrationUntil = Column<AccountColumns, Instant?>(
    stored: 18, "deadline of the registration, maybe in the past"
  ) { $0.hasEnded || $0.activation != nil ? nil : $0.registration?.deadline }
  public let closedAt = Column<AccountColumns, Instant?>(stored: 19, "closing of the account") {
    $0.closure?.mark.at
  }
  public let closedBecause = Column<AccountColumns, AccountClosed.Reason?>(
    stored: 20, "reason of the closing"
  ) { $0.closure?.reason }
  public let retainUntil = Column<AccountColumns, Instant?>(stored: 21, "end of retention") {
    $0.closure?.retainUntil
  }
  public let erasedAt = Column<AccountColumns, Instant?>(
    stored: 22, "erasure of all values", outlivesErasure: true
  ) { member in member.erasures.first(where: \.isFull)?.mark.at }
  public let erasureRequestedAt = Column<AccountColumns, Instant?>(
    stored: 23, "open request for erasure"
  ) { $0.erasureRequest?.mark.at }
  public let erasureDueBy = Column<AccountColumns, Instant?>(
    stored: 24, "deadline of the answer to that request"
  ) { $0.erasureRequest?.dueBy }
  public let holdSince = Column<AccountColumns, Instant?>(stored: 25, "beginning of the legal hold")
  {
    $0.hold?.mark.at
  }
  public let holdGround = Column<AccountColumns, String?>(stored: 26, "ground of the legal hold") {
    $0.hold?.ground
  }

  // Password
  public let password = Column<AccountColumns, Member.PasswordStanding>(
    "standing of the password"
  ) { row in
    let all = AccountColumns.columns
    guard let setAt = row[all.passwordSetAt], let via = row[all.passwordVia] else { return .none }
    return Member.PasswordStanding(
      setAt: setAt, via: via, rules: row[all.passwordRules], renewal: row[all.renewalReason],
      under: row.content.moment.rules)
  }
  public let passwordSetAt = Column<AccountColumns, Instant?>(
    stored: 27, "time of the last password"
  ) {
    $0.password?.mark.at
  }
  public let passwordVia = Column<AccountColumns, PasswordSet.Via?>(
    stored: 28, "way to that password"
  ) {
    $0.password?.via
  }
  public let passwordRules = Column<AccountColumns, Int>(
    stored: 29, "version of the rules that it satisfied; 0 if taken over"
  ) { $0.password?.rules ?? 0 }
  public let passwordsSet = Column<AccountColumns, Int>(
    stored: 30, "passwords set, drafts included"
  ) {
    $0.counters.passwordsSet
  }
  public let recoveredAt = Column<AccountColumns, Instant?>(
    stored: 31, "last recovery of the password"
  ) {
    $0.recovered?.at
  }
  public let renewalAt = Column<AccountColumns, Instant?>(
    stored: 32, "demand to replace the password"
  ) {
    $0.renewal?.mark.at
  }
  public let renewalReason = Column<AccountColumns, PasswordRenewalRequired.Reason?>(
    stored: 33, "reason of that demand"
  ) { $0.renewal?.reason }
  public let question = Column<AccountColumns, Bool>(stored: 34, "whether a secret question is set")
  {
    $0.question != nil
  }

  // CGU
  public let cgu = Column<AccountColumns, Member.CGUStanding>("standing of the CGU") { row in
    let all = AccountColumns.columns
    // An erased member is asked nothing.
    guard row[all.erasedAt] == nil else { return .notAsked }
    return Member.CGUStanding(
      accepted: row[all.cguVersion], isDeclined: row[all.cguDeclinedAt] != nil,
      under: row.content.moment.rules)
  }
  public let cguVersion = Column<AccountColumns, String?>(stored: 35, "version accepted last") {
    $0.acceptedCGU?.version
  }
  public let cguAt = Column<AccountColumns, Instant?>(stored: 36, "time of that acceptance") {
    $0.acceptedCGU?.mark.at
  }
  public let cguDeclinedAt = Column<AccountColumns, Instant?>(
    stored: 37, "refusal of the CGU, unless accepted since"
  ) { $0.declinedCGU?.mark.at }
  public let cguInRegistration = Column<AccountColumns, String?>(
    "version accepted in a registration that is not confirmed"
  ) { $0.isRegistering ? $0[AccountColumns.columns.registrationCGU] : nil }
  let registrationCGU = Column<AccountColumns, String?>(
    stored: 52, "version accepted in the last registration", isInternal: true
  ) { $0.registration?.cgu?.version }

  // E-mail
  public let email = Column<AccountColumns, EmailStanding>(
    "address on file: none, onFile, certified or invalid"
  ) { row in
    let all = AccountColumns.columns
    if row[all.emailCertifiedAt] != nil { return .certified }
    if row[all.emailSince] != nil { return .onFile }
    return row[all.emailInvalidSince] == nil ? .none : .invalid
  }
  public let emailSince = Column<AccountColumns, Instant?>(
    stored: 38, "time of the address on file"
  ) {
    $0.emailOnFile?.mark.at
  }
  public let emailCertifiedAt = Column<AccountColumns, Instant?>(stored: 39, "certification of it")
  {
    $0.emailOnFile?.certified?.at
  }
  public let emailRefused = Column<AccountColumns, Bool>(
    stored: 40, "whether the member refused its disclosure"
  ) { $0.emailOnFile?.disclosureRefused ?? false }
  public let emailPending = Column<AccountColumns, Bool>(
    "whether an address waits for certification"
  ) { $0.content.openKinds.contains(.pendingEmail) }
  public let emailInvalidSince = Column<AccountColumns, Instant?>(
    stored: 41, "invalidation of the last address"
  ) { $0.invalidEmail?.invalidated?.at }
  public let emailInvalidBecause = Column<AccountColumns, EmailInvalidated.Reason?>(
    stored: 42, "reason of that invalidation"
  ) { $0.invalidEmail?.invalidation }

  // Required actions and pending items
  public let required = Column<AccountColumns, [RequiredAction]>(
    "actions that the member must do"
  ) { row in
    let all = AccountColumns.columns
    guard row[all.standing] == .active else { return [] }
    return RequiredAction.required(
      hasNoValidEmail: row[all.email] == .invalid, hasUncertifiedEmail: row[all.email] == .onFile,
      password: row[all.password], cgu: row[all.cgu], under: row.content.moment.rules)
  }
  public let openItems = Column<AccountColumns, Int>("pending items") {
    $0.content.openKinds.count
  }
  public let nextDeadline = Column<AccountColumns, Instant?>(
    "earliest deadline of the pending items, maybe in the past"
  ) { $0.content.openDeadlines.compactMap(\.deadline).min() }
  public let overdueItems = Column<AccountColumns, Int>("pending items behind their deadline") {
    $0.content.openDeadlines.count(where: \.isOverdue)
  }
  public let codesRequested = Column<AccountColumns, Int>(stored: 43, "one-time secrets issued") {
    $0.counters.codesRequested
  }

  // Devices
  public let devicesActive = Column<AccountColumns, Int>(stored: 44, "devices that may sign in") {
    member in member.devices.count { $0.state == .active }
  }
  public let devicesBlocked = Column<AccountColumns, Int>(stored: 45, "devices that are blocked") {
    member in member.devices.count { $0.state == .blocked }
  }
  public let devicesRemoved = Column<AccountColumns, Int>(stored: 46, "devices that were removed") {
    member in member.devices.count { $0.state == .removed }
  }

  // Places of personal values
  let enrolmentFact = Column<AccountColumns, Int>(
    stored: 47, "fact of number and name", isInternal: true
  ) {
    $0.enrolment?.position ?? 0
  }
  let nameFact = Column<AccountColumns, Int>(stored: 48, "fact of a changed name", isInternal: true)
  {
    $0.dossier[.name]?.mark.position ?? 0
  }
  let identifierFact = Column<AccountColumns, Int>(
    stored: 49, "fact of the identifier", isInternal: true
  ) {
    $0.generatedIdentifier?.position ?? 0
  }
  let accessCodeFact = Column<AccountColumns, Int>(
    stored: 50, "fact of the access code", isInternal: true
  ) { $0.accessCode?.position ?? 0 }
  let emailFact = Column<AccountColumns, Int>(stored: 51, "fact of the address", isInternal: true) {
    ($0.emailOnFile ?? $0.invalidEmail)?.mark.position ?? 0
  }

  // Personal values
  public let number = PrivateColumn<AccountColumns>(
    "number", "member number", at: { $0.place(AccountColumns.columns.enrolmentFact) }
  ) { Value(numberIn: $0) }
  public let name = PrivateColumn<AccountColumns>(
    "name", "name",
    at: {
      $0.place(AccountColumns.columns.nameFact) ?? $0.place(AccountColumns.columns.enrolmentFact)
    }
  ) { Value(nameIn: $0) }
  public let identifier = PrivateColumn<AccountColumns>(
    "identifier", "generated identifier", at: { $0.place(AccountColumns.columns.identifierFact) }
  ) { Value(identifierIn: $0) }
  public let accessCode = PrivateColumn<AccountColumns>(
    "accessCode", "printed access code", at: { $0.place(AccountColumns.columns.accessCodeFact) }
  ) { Value(identifierIn: $0) }
  public let address = PrivateColumn<AccountColumns>(
    "address", "address on file, or the one that became invalid",
    at: { $0.place(AccountColumns.columns.emailFact) }
  ) { Value(addressIn: $0) }
}
