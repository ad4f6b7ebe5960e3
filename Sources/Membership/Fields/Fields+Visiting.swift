package import Notation

extension Fields {
  /// Visits a field that must be there.
  package mutating func callAsFunction<Value: JSONRepresentable>(
    _ name: StaticString, _ value: inout Value, _ dataClass: DataClass = .plain
  ) {
    switch purpose {
    case .readingInOrder:
      guard let read: Value = clearInOrder.value(of: name) else { return clearInOrder.fail() }
      value = read
    case .reading:
      guard let read: Value = inAnyOrder?.value(of: name) else {
        inAnyOrder?.miss(name)
        return
      }
      value = read
    case .writing: written?.write(name, value)
    case .listing: list(name, Value.kind, dataClass, isOptional: false)
    }
  }

  /// Visits a field that may be absent.
  package mutating func callAsFunction<Value: JSONRepresentable>(
    _ name: StaticString, _ value: inout Value?, _ dataClass: DataClass = .plain
  ) {
    switch purpose {
    case .readingInOrder: value = clearInOrder.value(of: name)
    case .reading: value = inAnyOrder?.value(of: name)
    case .writing:
      guard let value else { return }
      written?.write(name, value)
    case .listing: list(name, Value.kind, dataClass, isOptional: true)
    }
  }

  /// Visits a list that is written only when something is in it.
  package mutating func list<Value: JSONRepresentable>(
    _ name: StaticString, _ values: inout [Value], _ dataClass: DataClass = .plain
  ) {
    var optional: [Value]? = values.isEmpty ? nil : values
    self(name, &optional, dataClass)
    values = optional ?? []
  }

  /// Visits a switch that is written only when it is on.
  package mutating func flag(_ name: StaticString, _ value: inout Bool) {
    var optional: Bool? = value ? true : nil
    self(name, &optional)
    value = optional ?? false
  }

  private mutating func list(
    _ name: StaticString, _ kind: String, _ dataClass: DataClass, isOptional: Bool
  ) {
    listed.append(
      FieldDescription(
        name: "\(name)", kind: kind, dataClass: dataClass, isOptional: isOptional))
  }
}

extension Fields {
  /// Visits a field of the private part.
  package mutating func sealed<Value: JSONRepresentable>(
    _ name: StaticString, _ value: inout Sealed<Value>, _ dataClass: DataClass,
    isOptional: Bool = false
  ) {
    switch purpose {
    case .listing: list(name, Value.kind, dataClass, isOptional: isOptional)
    case .writing:
      guard let open = value.value else { return }
      written?.writePrivate(name, open)
    case .reading, .readingInOrder:
      switch privatePart {
      case .erased: value = .erased
      case .sealed: value = .sealed
      case .none, .open:
        if let read: Value = privateValue(of: name) {
          value = .open(read)
        } else {
          value = .absent
          if !isOptional { missPrivate(name) }
        }
      }
    }
  }

  @inline(__always)
  private mutating func privateValue<Value: JSONRepresentable>(of name: StaticString) -> Value? {
    purpose == .readingInOrder
      ? privateInOrder.value(of: name) : inAnyOrder?.privateValue(of: name)
  }

  private mutating func missPrivate(_ name: StaticString) {
    if purpose == .readingInOrder { clearInOrder.fail() } else { inAnyOrder?.missPrivate(name) }
  }
}
