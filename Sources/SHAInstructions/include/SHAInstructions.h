#ifndef SHA_INSTRUCTIONS_H
#define SHA_INSTRUCTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Whether this processor has instructions for SHA-256; the functions below must not be called
/// where it has none.
bool sha_instructions_available(void);

/// Folds whole 64-byte blocks, read at any alignment, into the eight words of a state
/// (FIPS 180-4 §6.2.2).
void sha_instructions_compress(uint32_t state[8], const uint8_t *blocks, size_t count);

/// Folds as many blocks of each of two messages into a state each, side by side.
///
/// The instructions wait for each other's results: two messages take little longer than one.
void sha_instructions_compress_two(uint32_t one[8], const uint8_t *blocks_of_one,
                                   uint32_t other[8], const uint8_t *blocks_of_other,
                                   size_t count);

/// Folds one block, given as sixteen words in the processor's byte order, into a state.
void sha_instructions_compress_words(uint32_t state[8], const uint32_t words[16]);

/// The links of PBKDF2's chain (RFC 8018 §5.2): each is the HMAC of the one before, `inner` and
/// `outer` being the states behind the key's blocks. Every link is added, exclusively, to `sum`.
void sha_instructions_chain(const uint32_t inner[8], const uint32_t outer[8], uint32_t link[8],
                            uint32_t sum[8], size_t count);

#endif
