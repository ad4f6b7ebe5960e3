import EspaceAdherent
import Foundation

/// The context of a command: its arguments, the console and the space's folder.
struct Context {
  let arguments: Arguments
  let console: Console
  /// The language of `--lang`, or English.
  let language: Language
  /// The moment of `--as-of`, or now.
  let moment: Moment
  /// The folder of `--data`, or `ESPACE_DATA`, or `./espace-data`.
  let folder: String

  /// Reads the options before any other work.
  init(_ arguments: Arguments, _ console: Console) throws(Failure) {
    self.arguments = arguments
    self.console = console
    guard let language = Language(rawValue: arguments.value("lang") ?? "en") else {
      throw Failure(.usage, "--lang takes fr or en.")
    }
    self.language = language
    let now = MemberSpace.machineClock()
    guard let moment = Moment(arguments.value("as-of") ?? "now", now: now) else {
      throw Failure(
        .usage,
        "--as-of takes a position (17), \(TypedTime.forms).")
    }
    self.moment = moment
    let environment = ProcessInfo.processInfo.environment["ESPACE_DATA"] ?? ""
    folder = arguments.value("data") ?? (environment.isEmpty ? "./espace-data" : environment)
  }

  var isJSON: Bool { arguments.has("json") }

  /// Opens the space in the folder, or in another folder, and prints the notices of the opening.
  ///
  /// - Parameter clock: Returns the time. Without one, the machine's clock is used.
  func open(
    for access: MemberSpace.Access = .reading, in folder: String? = nil,
    isResuming: Bool = true, clock: MemberSpace.Clock? = nil
  ) throws -> MemberSpace {
    let folder = folder ?? self.folder
    let progress = console.progress()
    defer { progress.end() }
    do throws(SpaceError) {
      let space = try MemberSpace.open(
        folder, for: access, clock: clock,
        clockLimits: clock == nil ? ClockLimits(isConfirmed: arguments.has("yes")) : .none,
        isResuming: isResuming,
        progress: { progress.tell($0) })
      progress.end()
      if let notice = space.modesNotice { console.complain(notice) }
      if access == .writing, clock == nil, let notice = space.clockNotice {
        console.complain(notice)
      }
      if let notice = space.recoveryNotice { console.complain(notice) }
      if let notice = space.snapshotNotice { console.complain(notice) }
      if let notice = space.damageNotice { console.complain(notice) }
      return space
    } catch {
      throw SpaceFolders(folder).failure(error)
    }
  }

  /// Returns the exit code of a command that has read a space: `.damaged` for a damaged one.
  func end(_ space: MemberSpace) -> ExitCode {
    guard let notice = space.damageNotice else { return .success }
    if !space.isDamagedAtOpening { console.complain(notice) }
    return .damaged
  }
}

extension Context {
  /// The options of a consultation.
  static let purposeOptions: Set<String> = ["purpose", "by", "yes"]
  /// The options of a consultation in a usage line.
  static let purposeSynopsis = "[--purpose TEXT [--by auditor/NAME] [--yes]]"

  /// Returns the purpose of reading personal values, from `--purpose` and `--by`, or `nil` without
  /// one.
  func purpose() throws(Failure) -> Purpose? {
    let by = arguments.value("by")
    guard let text = arguments.value("purpose") else {
      guard by == nil else { throw Failure(.usage, "--by names the reader; it needs --purpose.") }
      return nil
    }
    guard let reader = ActorID(by ?? "auditor/operator"),
      reader.role == .auditor || reader.role == .adviser
    else { throw Failure(.usage, "--by takes auditor/NAME or adviser/NAME, of [a-z0-9-].") }
    return Purpose(text, by: reader)
  }

  /// Opens the space for reading, or for writing if the consultation must be recorded.
  func open(toReadFor purpose: Purpose?) throws -> MemberSpace {
    let space = try open(for: purpose == nil ? .reading : .writing)
    if purpose == nil, space.needsPurpose {
      console.complain(
        "This house shows personal values for a purpose only: they are shown as sealed. Give "
          + "--purpose TEXT; the consultation is then recorded.")
    }
    return space
  }
}
