package news

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// Stems counts the stems of a text, in their order. As JSON it is an object of counts by stem.
type Stems []StemCount

// StemCount is how often a text has a stem.
type StemCount struct {
	Stem  string
	Count int
}

// CountStems counts stems, which may be in any order.
func CountStems(stems []string) Stems {
	sorted := slices.Sorted(slices.Values(stems))
	out := make(Stems, 0, len(sorted))
	for _, s := range sorted {
		if last := len(out) - 1; last >= 0 && out[last].Stem == s {
			out[last].Count++
			continue
		}
		out = append(out, StemCount{s, 1})
	}
	return out
}

// Shared says how many stems two texts share, and how many words of them: of each stem as many as the text has that has fewer.
func (s Stems) Shared(o Stems) (stems, words int) {
	for i, j := 0, 0; i < len(s) && j < len(o); {
		switch c := strings.Compare(s[i].Stem, o[j].Stem); {
		case c < 0:
			i++
		case c > 0:
			j++
		default:
			stems++
			words += min(s[i].Count, o[j].Count)
			i++
			j++
		}
	}
	return stems, words
}

// Words is how many words a text has.
func (s Stems) Words() int {
	n := 0
	for _, c := range s {
		n += c.Count
	}
	return n
}

func (s Stems) MarshalJSON() ([]byte, error) {
	counts := make(map[string]int, len(s))
	for _, c := range s {
		counts[c.Stem] = c.Count
	}
	return json.Marshal(counts)
}

func (s *Stems) UnmarshalJSON(raw []byte) error {
	if own, ok := readStems(raw); ok {
		*s = own
		return nil
	}
	var counts map[string]int
	if err := json.Unmarshal(raw, &counts); err != nil {
		return err
	}
	*s = nil
	for _, stem := range slices.Sorted(maps.Keys(counts)) {
		*s = append(*s, StemCount{stem, counts[stem]})
	}
	return nil
}

// readStems reads stems as MarshalJSON writes them, which is a third of the time that any JSON takes.
func readStems(raw []byte) (Stems, bool) {
	if !utf8.Valid(raw) {
		return nil, false
	}
	rest, ok := strings.CutPrefix(string(raw), "{")
	if !ok {
		return nil, false
	}
	out := make(Stems, 0, strings.Count(rest, ",")+1)
	for more := rest != "}"; more; {
		if !strings.HasPrefix(rest, `"`) {
			return nil, false
		}
		stem, tail, ok := strings.Cut(rest[1:], `":`)
		if !ok || strings.ContainsAny(stem, `"\`) || len(out) > 0 && out[len(out)-1].Stem >= stem {
			return nil, false
		}
		n, k := 0, 0
		for ; k < len(tail) && '0' <= tail[k] && tail[k] <= '9' && n < 1e6; k++ {
			n = 10*n + int(tail[k]-'0')
		}
		if k == 0 || k == len(tail) || tail[k] != ',' && tail[k] != '}' {
			return nil, false
		}
		out = append(out, StemCount{stem, n})
		more, rest = tail[k] == ',', tail[k+1:]
	}
	return out, true
}
