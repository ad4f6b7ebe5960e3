// Four words at a time with the SHA-2 instructions of ARMv8.

#include <arm_neon.h>
#include <stdbool.h>

#include "RoundConstants.h"

#define SHA_TARGET __attribute__((target("sha2")))

typedef uint32x4_t Words;

typedef struct {
  Words abcd, efgh;
} Registers;

#if defined(__linux__)
// Declared here, so that no header of another processor's system can be taken.
extern unsigned long getauxval(unsigned long type);

static inline bool processor_has_instructions(void) {
  const unsigned long hardware_capabilities = 16, sha2 = 1ul << 6;
  return getauxval(hardware_capabilities) & sha2;
}
#elif defined(__APPLE__)
// Every arm64 processor that Apple sells has them.
static inline bool processor_has_instructions(void) { return true; }
#else
static inline bool processor_has_instructions(void) { return false; }
#endif

SHA_TARGET static inline Words load_words(const uint32_t *words) { return vld1q_u32(words); }

SHA_TARGET static inline Words load_bytes(const uint8_t *bytes) {
  return vreinterpretq_u32_u8(vrev32q_u8(vld1q_u8(bytes)));
}

SHA_TARGET static inline Words four_words(uint32_t w0, uint32_t w1, uint32_t w2, uint32_t w3) {
  return (Words){w0, w1, w2, w3};
}

SHA_TARGET static inline Registers load_state(const uint32_t state[8]) {
  return (Registers){vld1q_u32(state), vld1q_u32(state + 4)};
}

/// The state as message words: a, b, c, d, then e, f, g, h.
SHA_TARGET static inline void state_words(Registers state, Words words[2]) {
  words[0] = state.abcd;
  words[1] = state.efgh;
}

SHA_TARGET static inline void store_state(Registers registers, uint32_t state[8]) {
  vst1q_u32(state, registers.abcd);
  vst1q_u32(state + 4, registers.efgh);
}

SHA_TARGET static inline Registers difference(Registers one, Registers other) {
  return (Registers){veorq_u32(one.abcd, other.abcd), veorq_u32(one.efgh, other.efgh)};
}

/// Four of the 64 rounds; the schedule of the words is made beside them, in the words' place.
SHA_TARGET static inline void four_rounds(Registers *now, Words words[4], int group) {
  const Words sum = vaddq_u32(words[group & 3], vld1q_u32(round_constants + 4 * group));
  if (group < 12) {
    const Words partial = vsha256su0q_u32(words[group & 3], words[(group + 1) & 3]);
    words[group & 3] = vsha256su1q_u32(partial, words[(group + 2) & 3], words[(group + 3) & 3]);
  }
  const Words abcd = now->abcd;
  now->abcd = vsha256hq_u32(abcd, now->efgh, sum);
  now->efgh = vsha256h2q_u32(now->efgh, abcd, sum);
}

SHA_TARGET static inline Registers sum(Registers one, Registers other) {
  return (Registers){vaddq_u32(one.abcd, other.abcd), vaddq_u32(one.efgh, other.efgh)};
}
