package import Digests

extension Digest {
  /// Thirty-two zero bytes: what a field holds before it is read.
  package static let zero = Digest(bytes: [UInt8](repeating: 0, count: 32)) ?? SHA256.hash([])
}
