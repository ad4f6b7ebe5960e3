import EventLog

extension MemberSpace {
  /// The files of the space with access modes that are too wide, in words, or `nil` without any.
  public var modesNotice: String? { log.modesNotice }
}

extension SpaceLog {
  /// What of the space more users may read or change than should, in words; absent when nothing is.
  ///
  /// The vault is its owner's alone, the log its owner's and its group's (design, modes).
  public var modesNotice: String? {
    // What cannot be looked at is somebody else's, who will be told.
    guard let loose = try? store.storage.looseModes(), !loose.isEmpty else { return nil }
    let places = loose.map { place in
      let path = place.path.isEmpty ? "the space" : place.path
      return "\(path) has mode \(place.mode.octal), at most \(place.widest.octal) is safe"
    }
    return "Open to other users: \(places.joined(separator: "; ")). Mend it with chmod."
  }
}

extension FileMode {
  fileprivate var octal: String {
    let digits = String(bits & 0o777, radix: 8)
    return String(repeating: "0", count: 4 - digits.utf8.count) + digits
  }
}
