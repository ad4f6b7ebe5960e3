/// Bytes of a sealed file, mapped or copied, which live as long as this object.
package final class MappedBytes: @unchecked Sendable {
  // Unchecked because of the pointer: nothing writes through it, and only `deinit` frees it.
  private let bytes: UnsafeBufferPointer<UInt8>
  private let release: @Sendable (UnsafeRawBufferPointer) -> Void
  private let forget: @Sendable (UnsafeRawBufferPointer) -> Void

  /// Takes over memory that `release` gives back; `forget` takes it out of the process's own pages,
  /// for it to be found again when it is looked at.
  init(
    _ memory: UnsafeRawBufferPointer,
    forget: @escaping @Sendable (UnsafeRawBufferPointer) -> Void = { _ in },
    release: @escaping @Sendable (UnsafeRawBufferPointer) -> Void
  ) {
    bytes = memory.bindMemory(to: UInt8.self)
    self.forget = forget
    self.release = release
  }

  /// Copies bytes.
  package convenience init(copying source: some Collection<UInt8>) {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: source.count, alignment: 16)
    memory.copyBytes(from: source)
    self.init(UnsafeRawBufferPointer(memory)) { $0.deallocate() }
  }

  /// Takes no room in memory until the bytes are looked at again; whoever looks meanwhile may.
  func letGo() { forget(UnsafeRawBufferPointer(bytes)) }

  /// How many there are.
  package var count: Int { bytes.count }

  /// Lends the bytes while a body runs.
  package func withBytes<Result, Failure>(
    _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    defer { withExtendedLifetime(self) {} }
    return try body(bytes)
  }

  deinit { release(UnsafeRawBufferPointer(bytes)) }
}
