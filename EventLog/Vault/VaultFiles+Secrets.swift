import Digests

extension VaultFiles {
  /// The private part of a durable record.
  ///
  /// A line that does not verify is read once more, for it may just have been overwritten.
  ///
  /// - Parameters:
  ///   - position: The record's position.
  ///   - stream: Its stream.
  ///   - commitment: What it says of the private part.
  ///   - logEnd: The last durable position.
  func secretPart(
    at position: Int, of stream: String, _ commitment: Digest, logEnd: Int
  ) throws(LogError) -> SecretPart {
    var place: (segment: String, offset: Int)?
    for _ in 0..<2 {
      let found: Found?
      do throws(LogError) { found = try line(at: position, logEnd: logEnd) } catch {
        if case .storage(let fault) = error, fault.isNotFound || fault.isDenied {
          return .unavailable
        }
        throw error
      }
      guard let found else {
        throw .vaultOlderThanLog(
          Damage(
            .vaultOlderThanLog, segment: SpaceLayout.vault, offset: 0, position: position))
      }
      place = (found.segment, found.offset)
      if let part = Self.part(at: position, of: stream, commitment, in: found.bytes) {
        return part
      }
    }
    throw .damaged(
      Damage(
        .commitment, segment: place?.segment ?? SpaceLayout.vault, offset: place?.offset ?? 0,
        position: position))
  }

  /// What a line says of a record; `nil` when it is in neither form, or does not verify.
  static func part(
    at position: Int, of stream: String, _ commitment: Digest, in bytes: [UInt8]
  ) -> SecretPart? {
    bytes.withUnsafeBufferPointer { bytes in
      guard let line = VaultLine(bytes), line.position == position,
        line.stream.elementsEqual(stream.utf8)
      else { return nil }
      switch line.content {
      case .erased(let fact): return .erased(by: fact)
      case .sealed(let salt, let secret):
        let found = salt.commitment(to: UnsafeRawBufferPointer(secret))
        return found == commitment ? .value(Array(secret)) : nil
      }
    }
  }

  /// The vault's key, 32 bytes; `nil` when there is no vault here or this user may not read it.
  func key() throws(LogError) -> [UInt8]? {
    let bytes: [UInt8]
    do throws(StorageFault) {
      bytes = try storage.contents(of: SpaceLayout.vaultKey, limit: 32)
    } catch {
      if error.isDenied { return nil }
      guard error.isNotFound else { throw .storage(error) }
      guard (try? storage.exists(SpaceLayout.vault)) ?? false else { return nil }
      bytes = []
    }
    guard bytes.count == 32 else {
      throw .damaged(
        Damage(.key, segment: SpaceLayout.vaultKey, offset: bytes.count, expected: "32 bytes"))
    }
    return bytes
  }
}
