import Membership

extension LawBook {
  /// What is written is read back.
  public static let codec = Law<History>(
    "codec", "decode(encode(e)) = e, sealed or open", source: "edge 50; log format 1"
  ) { history in
    for fact in history.facts {
      let parts = EventCodec.encode(fact.event, clockWasClamped: fact.clockWasClamped)
      let read = parts.data.withUnsafeBufferPointer { data in
        (parts.secret ?? []).withUnsafeBufferPointer { secret in
          try? EventCodec.read(
            type: fact.event.name, schema: EventTable.entry(named: fact.event.name)?.schema ?? 1,
            data: data, privatePart: parts.secret == nil ? .none : .open(secret))
        }
      }
      guard let read, read.event == fact.event, read.clockWasClamped == fact.clockWasClamped else {
        throw Violation("\(fact.position), \(fact.event.name), is not read as it was written")
      }
      guard EventCodec.encode(read.event, clockWasClamped: read.clockWasClamped) == parts else {
        throw Violation("\(fact.position), \(fact.event.name), is not written as it was read")
      }
    }
  }

  /// One wire name is one type.
  public static let onePerName = Law<History>(
    "one-per-name", "A wire name belongs to one Swift type, and a type has one wire name",
    source: "edge 50"
  ) { history in
    guard Set(EventTable.entries.map(\.name)).count == EventTable.entries.count,
      Set(EventTable.entries.map(\.swiftType)).count == EventTable.entries.count
    else { throw Violation("the table has a name or a type twice") }
    for fact in history.facts {
      guard let entry = EventTable.entry(named: fact.event.name),
        let payload = Mirror(reflecting: fact.event).children.first?.value,
        "\(type(of: payload))" == entry.swiftType
      else { throw Violation("\(fact.position), \(fact.event.name), is not of its name's type") }
    }
  }
}
