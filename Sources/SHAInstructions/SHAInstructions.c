// SHA-256 with the processor's own instructions.
//
// C because Swift reaches these instructions only through flags that a package used as a
// dependency may not have; a function's target attribute needs none. On other processors nothing
// is here, and the portable Swift code serves.

#include "SHAInstructions.h"

#if defined(__x86_64__)
#include "X86.h"
#elif defined(__aarch64__) && !defined(__AARCH64EB__)
#include "ARM64.h"
#endif

#if defined(SHA_TARGET)

bool sha_instructions_available(void) { return processor_has_instructions(); }

SHA_TARGET static inline void load_block(const uint8_t *block, Words words[4]) {
  for (int index = 0; index < 4; index++) words[index] = load_bytes(block + 16 * index);
}

SHA_TARGET static inline Registers fold(Registers from, Words words[4]) {
  Registers now = from;
#pragma clang loop unroll(full)
  for (int group = 0; group < 16; group++) four_rounds(&now, words, group);
  return sum(now, from);
}

SHA_TARGET void sha_instructions_compress(uint32_t state[8], const uint8_t *blocks, size_t count) {
  Registers registers = load_state(state);
  for (; count > 0; count--, blocks += 64) {
    Words words[4];
    load_block(blocks, words);
    registers = fold(registers, words);
  }
  store_state(registers, state);
}

SHA_TARGET void sha_instructions_compress_two(uint32_t one[8], const uint8_t *blocks_of_one,
                                              uint32_t other[8], const uint8_t *blocks_of_other,
                                              size_t count) {
  Registers left = load_state(one), right = load_state(other);
  for (; count > 0; count--, blocks_of_one += 64, blocks_of_other += 64) {
    Words words_of_left[4], words_of_right[4];
    load_block(blocks_of_one, words_of_left);
    load_block(blocks_of_other, words_of_right);
    const Registers left_before = left, right_before = right;
#pragma clang loop unroll(full)
    for (int group = 0; group < 16; group++) {
      four_rounds(&left, words_of_left, group);
      four_rounds(&right, words_of_right, group);
    }
    left = sum(left, left_before);
    right = sum(right, right_before);
  }
  store_state(left, one);
  store_state(right, other);
}

SHA_TARGET void sha_instructions_compress_words(uint32_t state[8], const uint32_t given[16]) {
  Words words[4] = {load_words(given), load_words(given + 4), load_words(given + 8),
                    load_words(given + 12)};
  store_state(fold(load_state(state), words), state);
}

/// The hash of a digest behind the one block that `keyed` has taken in: padding, and the length
/// of both, 96 bytes.
SHA_TARGET static inline Registers hash_digest(Registers digest, Registers keyed) {
  Words words[4];
  state_words(digest, words);
  words[2] = four_words(0x80000000, 0, 0, 0);
  words[3] = four_words(0, 0, 0, 96 * 8);
  return fold(keyed, words);
}

SHA_TARGET void sha_instructions_chain(const uint32_t inner[8], const uint32_t outer[8],
                                       uint32_t link[8], uint32_t sum[8], size_t count) {
  const Registers in = load_state(inner), out = load_state(outer);
  Registers current = load_state(link), total = load_state(sum);
  for (; count > 0; count--) {
    current = hash_digest(hash_digest(current, in), out);
    total = difference(total, current);
  }
  store_state(current, link);
  store_state(total, sum);
}

#else

bool sha_instructions_available(void) { return false; }

void sha_instructions_compress(uint32_t state[8], const uint8_t *blocks, size_t count) {
  (void)state, (void)blocks, (void)count;
}

void sha_instructions_compress_two(uint32_t one[8], const uint8_t *blocks_of_one,
                                   uint32_t other[8], const uint8_t *blocks_of_other,
                                   size_t count) {
  (void)one, (void)blocks_of_one, (void)other, (void)blocks_of_other, (void)count;
}

void sha_instructions_compress_words(uint32_t state[8], const uint32_t words[16]) {
  (void)state, (void)words;
}

void sha_instructions_chain(const uint32_t inner[8], const uint32_t outer[8], uint32_t link[8],
                            uint32_t sum[8], size_t count) {
  (void)inner, (void)outer, (void)link, (void)sum, (void)count;
}

#endif
