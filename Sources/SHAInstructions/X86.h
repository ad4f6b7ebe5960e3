// Four words at a time with the SHA extensions of x86-64.

#include <cpuid.h>
#include <immintrin.h>
#include <stdbool.h>

#include "RoundConstants.h"

#define SHA_TARGET __attribute__((target("sha,sse4.1,ssse3")))

typedef __m128i Words;

/// A state as the instructions want it: from the highest lane down, a, b, e, f and c, d, g, h.
typedef struct {
  Words abef, cdgh;
} Registers;

static inline bool processor_has_instructions(void) {
  unsigned int a, b, c, d;
  if (!__get_cpuid(1, &a, &b, &c, &d)) return false;
  const bool has_ssse3 = c & (1u << 9), has_sse41 = c & (1u << 19);
  if (!__get_cpuid_count(7, 0, &a, &b, &c, &d)) return false;
  return has_ssse3 && has_sse41 && (b & (1u << 29));
}

SHA_TARGET static inline Words load_words(const uint32_t *words) {
  return _mm_loadu_si128((const __m128i *)words);
}

SHA_TARGET static inline Words load_bytes(const uint8_t *bytes) {
  const __m128i order = _mm_set_epi64x(0x0c0d0e0f08090a0bLL, 0x0405060700010203LL);
  return _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)bytes), order);
}

SHA_TARGET static inline Words four_words(uint32_t w0, uint32_t w1, uint32_t w2, uint32_t w3) {
  return _mm_set_epi32((int)w3, (int)w2, (int)w1, (int)w0);
}

SHA_TARGET static inline Registers load_state(const uint32_t state[8]) {
  const Words cdab = _mm_shuffle_epi32(load_words(state), 0xb1);
  const Words hgfe = _mm_shuffle_epi32(load_words(state + 4), 0x1b);
  return (Registers){_mm_alignr_epi8(cdab, hgfe, 8), _mm_blend_epi16(hgfe, cdab, 0xf0)};
}

/// The state as message words: a, b, c, d, then e, f, g, h.
SHA_TARGET static inline void state_words(Registers state, Words words[2]) {
  const __m128 abef = _mm_castsi128_ps(state.abef), cdgh = _mm_castsi128_ps(state.cdgh);
  words[0] = _mm_castps_si128(_mm_shuffle_ps(abef, cdgh, _MM_SHUFFLE(2, 3, 2, 3)));
  words[1] = _mm_castps_si128(_mm_shuffle_ps(abef, cdgh, _MM_SHUFFLE(0, 1, 0, 1)));
}

SHA_TARGET static inline void store_state(Registers registers, uint32_t state[8]) {
  Words words[2];
  state_words(registers, words);
  _mm_storeu_si128((__m128i *)state, words[0]);
  _mm_storeu_si128((__m128i *)(state + 4), words[1]);
}

SHA_TARGET static inline Registers difference(Registers one, Registers other) {
  return (Registers){_mm_xor_si128(one.abef, other.abef), _mm_xor_si128(one.cdgh, other.cdgh)};
}

/// Four of the 64 rounds; the schedule of the words is made beside them, in the words' place.
SHA_TARGET static inline void four_rounds(Registers *now, Words words[4], int group) {
  const Words sum = _mm_add_epi32(words[group & 3], load_words(round_constants + 4 * group));
  now->cdgh = _mm_sha256rnds2_epu32(now->cdgh, now->abef, sum);
  now->abef = _mm_sha256rnds2_epu32(now->abef, now->cdgh, _mm_shuffle_epi32(sum, 0x0e));
  if (group < 12) {
    const Words last = words[(group + 3) & 3];
    const Words shifted = _mm_alignr_epi8(last, words[(group + 2) & 3], 4);
    const Words partial = _mm_sha256msg1_epu32(words[group & 3], words[(group + 1) & 3]);
    words[group & 3] = _mm_sha256msg2_epu32(_mm_add_epi32(partial, shifted), last);
  }
}

SHA_TARGET static inline Registers sum(Registers one, Registers other) {
  return (Registers){_mm_add_epi32(one.abef, other.abef), _mm_add_epi32(one.cdgh, other.cdgh)};
}
