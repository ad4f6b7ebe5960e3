/// A vault line that is not the private part its record sealed: facts tell whether it may be so.
struct QuestionedLine {
  enum Content: Equatable {
    /// It says that it was erased by order of that fact.
    case erased(by: Int)
    /// It does not verify: half overwritten, or damaged.
    case neither(Damage.Kind)
  }

  let position: Int
  /// The first position of its segment.
  let segment: Int
  let offset: UInt32
  let length: UInt32
  let content: Content

  init(position: Int, segment: Int, offset: Int, length: Int, content: Content) {
    self.position = position
    self.segment = segment
    self.offset = UInt32(truncatingIfNeeded: offset)
    self.length = UInt32(truncatingIfNeeded: length)
    self.content = content
  }

  /// What it is that is wrong, when no fact orders it.
  var damage: Damage {
    let path = VaultFiles.path(from: segment)
    switch content {
    case .erased(let fact):
      return Damage(
        .erasedWithoutFact, segment: path, offset: Int(offset), position: position,
        found: "\(fact)")
    case .neither(let kind):
      return Damage(kind, segment: path, offset: Int(offset), position: position)
    }
  }
}
