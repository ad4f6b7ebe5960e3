package import Notation

/// The visitor of a described value's fields; it reads, writes or lists them.
package struct Fields {
  /// The state of the private part while reading.
  package enum PrivatePart {
    /// The record has no private part.
    case none
    /// Its JSON text; the bytes must stay in place while the fields are read.
    case open(UnsafeBufferPointer<UInt8>)
    /// It was not requested.
    case sealed
    /// It was erased.
    case erased
  }

  enum Purpose {
    /// Reads an object that is expected to be correct and in order.
    case readingInOrder
    /// Reads an object in any order, to find its faults.
    case reading
    case writing
    case listing
  }

  let purpose: Purpose
  let privatePart: PrivatePart
  var clearInOrder: FieldsInOrder
  var privateInOrder: FieldsInOrder
  let inAnyOrder: FieldsInAnyOrder?
  var written: WrittenFields?
  /// The schema version of the event being read.
  ///
  /// For writing and listing it is the newest.
  package internal(set) var schema = Int.max
  /// The fields visited so far, when listing.
  package internal(set) var listed: [FieldDescription] = []

  private init(
    _ purpose: Purpose, _ privatePart: PrivatePart, inOrder clear: UnsafeBufferPointer<UInt8>?,
    inAnyOrder: FieldsInAnyOrder? = nil, written: WrittenFields? = nil
  ) {
    let nothing = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    self.purpose = purpose
    self.privatePart = privatePart
    clearInOrder = FieldsInOrder(clear ?? nothing)
    privateInOrder = FieldsInOrder(clear.flatMap { _ in privatePart.text } ?? nothing)
    self.inAnyOrder = inAnyOrder
    self.written = written
  }

  /// Makes a visitor that writes.
  package static func writing() -> Fields {
    Fields(.writing, .none, inOrder: nil, written: WrittenFields())
  }

  /// Makes a visitor that lists.
  package static func listing() -> Fields { Fields(.listing, .none, inOrder: nil) }

  /// Makes a visitor that reads from an object and a private part.
  package init(
    reading object: JSONObject, from scanner: JSONScanner, privatePart: PrivatePart = .none
  ) {
    self.init(
      .reading, privatePart, inOrder: nil,
      inAnyOrder: FieldsInAnyOrder(object, from: scanner, privateText: privatePart.text))
  }

  /// Makes a visitor that reads compact text with its fields in writing order.
  ///
  /// After the fields are read, check `isRead`. If it is `true`, the values equal those of a
  /// reading in any order. Otherwise the values are meaningless.
  package init(inOrder text: UnsafeBufferPointer<UInt8>, privatePart: PrivatePart = .none) {
    self.init(.readingInOrder, privatePart, inOrder: text)
  }

  /// Whether a reading in order matched the text to its end.
  package var isRead: Bool {
    clearInOrder.isRead && (privatePart.text == nil || privateInOrder.isRead)
  }

  /// Throws the first fault of the reading so far, if any.
  package func checkSoFar() throws(JSONFault) {
    if let fault = inAnyOrder?.fault { throw fault }
  }

  /// Throws if the reading had a fault or left a field unread.
  package func finishReading() throws(JSONFault) { try inAnyOrder?.finish() }

  /// Returns the written text of the clear part.
  package mutating func clearText() -> [UInt8] { written?.clearText() ?? [] }

  /// Returns the written text of the private part, or `nil` if no private field was written.
  package mutating func privateText() -> [UInt8]? { written?.privateText() }
}

extension Fields.PrivatePart {
  /// The text, if it is open.
  @inline(__always)
  var text: UnsafeBufferPointer<UInt8>? {
    if case .open(let text) = self { text } else { nil }
  }
}

extension Fields {
  /// Visits a required field.
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

  /// Visits an optional field.
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

  /// Visits a list that is written only if it is not empty.
  package mutating func list<Value: JSONRepresentable>(
    _ name: StaticString, _ values: inout [Value], _ dataClass: DataClass = .plain
  ) {
    var optional: [Value]? = values.isEmpty ? nil : values
    self(name, &optional, dataClass)
    values = optional ?? []
  }

  /// Visits a flag that is written only if it is `true`.
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
