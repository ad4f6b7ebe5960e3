/// Bytes of a sealed file, mapped or copied, which live as long as this object.
package final class MappedBytes: @unchecked Sendable {
  // Unchecked because of the pointer: nothing writes through it, and only `deinit` frees it.
  private let bytes: UnsafeBufferPointer<UInt8>
  private let release: @Sendable (UnsafeRawBufferPointer) -> Void

  /// Takes over memory that `release` gives back.
  init(
    _ memory: UnsafeRawBufferPointer,
    release: @escaping @Sendable (UnsafeRawBufferPointer) -> Void
  ) {
    bytes = memory.bindMemory(to: UInt8.self)
    self.release = release
  }

  /// Copies bytes.
  package convenience init(copying source: some Collection<UInt8>) {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: source.count, alignment: 16)
    memory.copyBytes(from: source)
    self.init(UnsafeRawBufferPointer(memory)) { $0.deallocate() }
  }

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
