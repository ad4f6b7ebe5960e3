import Digests
package import Notation

/// The visitor that a described value hands its fields to: it reads, writes or lists them.
package struct Fields {
  private enum Purpose {
    case reading
    case writing
    case listing
  }

  /// What is known of the private part while reading.
  package enum PrivatePart {
    /// There is none.
    case none
    /// Its JSON text; the bytes must stay in place while the fields are read.
    case open(UnsafeBufferPointer<UInt8>)
    /// It was not asked for.
    case sealed
    /// It was erased.
    case erased
  }

  private let purpose: Purpose
  private var scanner: JSONScanner
  private var object: JSONObject?
  private var privateScanner: JSONScanner?
  private var privateObject: JSONObject?
  private var privateIsErased = false
  private var privateIsSealed = false
  private var clear = JSONWriter()
  private var secret = JSONWriter()
  private var hasSecret = false
  /// The fields met so far, when listing.
  package private(set) var listed: [FieldDescription] = []
  private var fault: JSONFault?

  private init(_ purpose: Purpose) {
    self.purpose = purpose
    scanner = JSONScanner(UnsafeBufferPointer(start: nil, count: 0))
  }

  /// Makes a visitor that writes.
  package static func writing() -> Fields {
    var fields = Fields(.writing)
    fields.clear.beginObject()
    fields.secret.beginObject()
    return fields
  }

  /// Makes a visitor that lists.
  package static func listing() -> Fields { Fields(.listing) }

  /// Makes a visitor that reads from an object, and from a private part.
  package init(
    reading object: JSONObject, from scanner: JSONScanner, privatePart: PrivatePart = .none
  ) {
    self.init(.reading)
    self.object = object
    self.scanner = scanner
    switch privatePart {
    case .none: break
    case .sealed: privateIsSealed = true
    case .erased: privateIsErased = true
    case .open(let text):
      var scanner = JSONScanner(text)
      do {
        privateObject = try JSONObject(from: &scanner)
        try scanner.finish()
        privateScanner = scanner
      } catch { fault = error }
    }
  }

  /// Throws the fault that reading met so far, if any.
  package func checkSoFar() throws(JSONFault) {
    if let fault { throw fault }
  }

  /// Makes sure that reading met no fault and left no field unread.
  package func finishReading() throws(JSONFault) {
    if let fault { throw fault }
    guard let object else { return }
    if let unread = object.firstUnread { throw unknownField(unread, in: scanner.text) }
    if let unread = privateObject?.firstUnread, let privateScanner {
      throw unknownField(unread, in: privateScanner.text)
    }
  }

  /// The fault of a field that nobody knows: its name is of letters and digits, at most 64 shown.
  private func unknownField(
    _ member: JSONObject.Member, in text: UnsafeBufferPointer<UInt8>
  ) -> JSONFault {
    let name = UnsafeBufferPointer(rebasing: text[member.name].prefix(64))
    return JSONFault(
      .unknownField, at: member.name.lowerBound, field: String(decoding: name, as: UTF8.self))
  }

  /// The text of the clear part that was written.
  package mutating func clearText() -> [UInt8] {
    clear.endObject()
    return clear.bytes
  }

  /// The text of the private part that was written, or `nil` when nothing private was there.
  package mutating func privateText() -> [UInt8]? {
    guard hasSecret else { return nil }
    secret.endObject()
    return secret.bytes
  }
}

extension Fields {
  /// Visits a field that must be there.
  package mutating func callAsFunction<Value: JSONRepresentable>(
    _ name: StaticString, _ value: inout Value, _ dataClass: DataClass = .plain
  ) {
    switch purpose {
    case .writing:
      clear.key(name)
      value.write(to: &clear)
    case .listing: list(name, Value.kind, dataClass, isOptional: false)
    case .reading:
      if let read: Value = read(name) {
        value = read
      } else if fault == nil {
        fault = JSONFault(.missing, at: object?.start ?? 0, field: "\(name)")
      }
    }
  }

  /// Visits a field that may be absent.
  package mutating func callAsFunction<Value: JSONRepresentable>(
    _ name: StaticString, _ value: inout Value?, _ dataClass: DataClass = .plain
  ) {
    switch purpose {
    case .writing:
      guard let value else { return }
      clear.key(name)
      value.write(to: &clear)
    case .listing: list(name, Value.kind, dataClass, isOptional: true)
    case .reading: value = read(name)
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

  /// Visits a field of the private part.
  package mutating func sealed<Value: JSONRepresentable>(
    _ name: StaticString, _ value: inout Sealed<Value>, _ dataClass: DataClass,
    isOptional: Bool = false
  ) {
    switch purpose {
    case .listing: list(name, Value.kind, dataClass, isOptional: isOptional)
    case .writing:
      guard let open = value.value else { return }
      hasSecret = true
      secret.key(name)
      open.write(to: &secret)
    case .reading:
      if privateIsErased {
        value = .erased
      } else if privateIsSealed {
        value = .sealed
      } else if let read: Value = readPrivate(name) {
        value = .open(read)
      } else {
        value = .absent
        if !isOptional, fault == nil {
          fault = JSONFault(.missing, at: 0, field: "private.\(name)")
        }
      }
    }
  }

  private mutating func list(
    _ name: StaticString, _ kind: String, _ dataClass: DataClass, isOptional: Bool
  ) {
    listed.append(
      FieldDescription(
        name: "\(name)", kind: kind, dataClass: dataClass, isOptional: isOptional))
  }

  private mutating func read<Value: JSONRepresentable>(_ name: StaticString) -> Value? {
    guard fault == nil, let range = object?.value(of: name, in: scanner.text) else { return nil }
    return parse(name, range, scanner)
  }

  private mutating func readPrivate<Value: JSONRepresentable>(_ name: StaticString) -> Value? {
    guard fault == nil, let privateScanner,
      let range = privateObject?.value(of: name, in: privateScanner.text)
    else { return nil }
    return parse(name, range, privateScanner)
  }

  private mutating func parse<Value: JSONRepresentable>(
    _ name: StaticString, _ range: Range<Int>, _ whole: JSONScanner
  ) -> Value? {
    var part = JSONScanner(whole.text, range: range, spacing: whole.spacing)
    do throws(JSONFault) {
      let value = try Value(from: &part)
      try part.finish()
      return value
    } catch {
      fault = error
      fault?.field = error.field.map { "\(name).\($0)" } ?? "\(name)"
      return nil
    }
  }
}

extension Digest: JSONRepresentable {
  package static var kind: String { "SHA-256" }

  package init(from scanner: inout JSONScanner) throws(JSONFault) {
    self = try scanner.plain(Digest.init(hexBytes:))
  }

  package func write(to writer: inout JSONWriter) { writer.plainString { appendHex(to: &$0) } }
}
