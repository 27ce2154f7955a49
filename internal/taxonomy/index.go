package taxonomy

import "math/bits"

// index numbers words from nought in the order in which they came. A word is looked up by its hash, which serves several
// indexes, and then compared.
type index struct {
	words   []string
	letters []byte // of all words, side by side
	slots   []slot // a power of two of them, at most three quarters full
}

// slot is small, so that many stand in the cache.
type slot struct {
	hash   uint32 // the upper half; the lower says where the slot is
	next   int32  // number of the word, from 1
	letter span   // of letters
}

// hashWord is fnv-1a over eight bytes at a time, stirred at the end.
func hashWord[T []byte | string](w T) uint64 {
	h := uint64(14695981039346656037)
	for len(w) >= 8 {
		h = (h ^ (uint64(w[0]) | uint64(w[1])<<8 | uint64(w[2])<<16 | uint64(w[3])<<24 | uint64(w[4])<<32 | uint64(w[5])<<40 | uint64(w[6])<<48 | uint64(w[7])<<56)) * 1099511628211
		h = bits.RotateLeft64(h, 29)
		w = w[8:]
	}
	last := uint64(len(w))
	for i := range len(w) {
		last = last<<8 | uint64(w[i])
	}
	h = (h ^ last) * 0x9E3779B97F4A7C15
	return h ^ h>>32
}

// add gives the number of a word, a new one if it has none.
func (x *index) add(word string) int32 {
	h := hashWord(word)
	if n := x.find(h, []byte(word)); n >= 0 {
		return n
	}
	x.words = append(x.words, word)
	x.letters = append(x.letters, word...)
	if 4*len(x.words) > 3*len(x.slots) {
		before := x.slots
		x.slots = make([]slot, max(16, 2*len(before)))
		for _, s := range before {
			if s.next != 0 {
				x.put(hashWord(within(x.letters, s.letter)), s)
			}
		}
	}
	x.put(h, slot{uint32(h >> 32), int32(len(x.words)), stretch(x.letters, len(x.letters)-len(word))})
	return int32(len(x.words)) - 1
}

func (x *index) put(h uint64, s slot) {
	mask := uint64(len(x.slots) - 1)
	at := h & mask
	for x.slots[at].next != 0 {
		at = (at + 1) & mask
	}
	x.slots[at] = s
}

// find gives the number of a word with its hash, or -1.
func (x *index) find(h uint64, word []byte) int32 {
	if len(x.slots) == 0 {
		return -1
	}
	mask := uint64(len(x.slots) - 1)
	for at := h & mask; x.slots[at].next != 0; at = (at + 1) & mask {
		if s := &x.slots[at]; s.hash == uint32(h>>32) && string(within(x.letters, s.letter)) == string(word) {
			return s.next - 1
		}
	}
	return -1
}
