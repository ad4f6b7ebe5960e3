import EspaceAdherent

extension Context {
  /// The options of a reading for a purpose.
  static let purposeOptions: Set<String> = ["purpose", "by", "yes"]
  /// How they stand in a usage line.
  static let purposeSynopsis = "[--purpose TEXT [--by auditor/NAME] [--yes]]"

  /// Why personal values are read, by `--purpose` and `--by`; `nil` without a purpose.
  func purpose() throws(Failure) -> Purpose? {
    let by = arguments.value("by")
    guard let text = arguments.value("purpose") else {
      guard by == nil else { throw Failure(.usage, "--by says who reads; it needs --purpose.") }
      return nil
    }
    guard let reader = Actor(by ?? "auditor/operator"),
      reader.role == .auditor || reader.role == .adviser
    else { throw Failure(.usage, "--by takes auditor/NAME or adviser/NAME, of [a-z0-9-].") }
    return Purpose(text, by: reader)
  }

  /// Opens the space to read; for writing when the reading is to be recorded.
  func open(toReadFor purpose: Purpose?) throws -> MemberSpace {
    let space = try open(for: purpose == nil ? .reading : .writing)
    if purpose == nil, space.needsPurpose {
      console.complain(
        "This house shows personal values for a purpose only: they stand as sealed. "
          + "Give --purpose TEXT; the reading is then recorded.")
    }
    return space
  }
}
