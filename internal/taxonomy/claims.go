package taxonomy

import (
	"fmt"
	"slices"
	"strings"

	"counternotice/internal/news"
	"counternotice/internal/text"
)

// claims finds terms that earn two tags at once.
type claims struct {
	b       *builder
	terms   map[string][]claim // by the term as written
	phrases map[string][]claim // by the phrase that a term stands for, of terms that need no cue
}

type claim struct {
	tag      news.TagID
	language string
	at       position
	narrowed bool // by cues that may not stand there
	slot     bool // by a context in its phrase
}

func newClaims(b *builder) *claims {
	return &claims{b, make(map[string][]claim, len(b.terms)), make(map[string][]claim, len(b.terms))}
}

// names are the facets whose terms are names: one name means one of them.
var names = map[news.Facet]bool{news.FacetActor: true, news.FacetPlace: true, news.FacetInstrument: true, news.FacetCampaign: true}

func (c *claims) add(e tagEntry, l termList, weak bool) {
	id := news.MakeTagID(e.facet, e.id)
	kind := string(e.facet)
	if names[e.facet] {
		kind = "names"
	}
	for _, w := range l.terms {
		t, err := c.b.parse(w.text)
		if err != nil {
			continue
		}
		mine := claim{id, l.language, w.at, len(t.cues) > 0, w.source != ""}
		key := kind + "\x00" + t.key()
		twice := false
		for _, before := range c.terms[key] {
			if before.tag == id && mine.meets(before) && !twice {
				twice = true
				c.b.problem(w.at, fmt.Sprintf("keep one, in %s or here; with a hyphen it is found closed up as well", c.b.line(before.at, w.at)), "%s has the term %q twice", id, w.shown())
			}
		}
		c.terms[key] = append(c.terms[key], mine)
		if !twice && !weak && len(t.cues) == 0 {
			c.filled(w, t, kind, mine)
		}
		// A name means one of them, also as one of several in a group; a word in a group, or with a cue, may speak for two topics.
		must := slices.ContainsFunc(t.cues, func(c cueExpr) bool { return !c.not })
		if must || !names[e.facet] && (mine.narrowed || strings.Contains(w.text, "(")) {
			continue
		}
		phrases := t.phrases()
		at := slices.IndexFunc(phrases, func(p string) bool { return c.other(kind+"\x00"+p, mine, e.place) != nil })
		if at >= 0 && !weak {
			before := c.other(kind+"\x00"+phrases[at], mine, e.place)
			c.b.shared[phrases[at]] = true
			c.b.problem(w.at, "keep it in one of them, or tell them apart with a cue: "+w.shown()+" & @context", "%s claims the term %q, which %s has in %s", id, w.shown(), before.tag, c.b.line(before.at, w.at))
		}
		for _, p := range phrases {
			c.phrases[kind+"\x00"+p] = append(c.phrases[kind+"\x00"+p], mine)
		}
	}
}

// filled tells of a term that a phrase written out of a context says too.
func (c *claims) filled(w written, t term, kind string, mine claim) {
	for _, p := range t.phrases() {
		for _, before := range c.phrases[kind+"\x00"+p] {
			if before.tag == mine.tag && before.slot != mine.slot && !before.narrowed && before.meets(mine) {
				c.b.problem(w.at, "keep the one with the context, in "+c.b.line(before.at, w.at)+" or here", "%s has the term %q twice, once by a context in a phrase", mine.tag, w.shown())
				return
			}
		}
	}
}

// other is what claims a phrase for another tag, the place apart that comes with the tag. What is narrowed may stand for a tag of another
// facet: an actor, and its place where nothing speaks for another one.
func (c *claims) other(key string, mine claim, place string) *claim {
	for i, before := range c.phrases[key] {
		apart := (mine.narrowed || before.narrowed) && mine.tag.Facet() != before.tag.Facet()
		if before.tag != mine.tag && mine.meets(before) && !apart && !c.brings(place, before.tag) {
			return &c.phrases[key][i]
		}
	}
	return nil
}

// brings says whether a tag is the place that comes with another, or may be, since there is none of the name that is told.
func (c *claims) brings(place string, tag news.TagID) bool {
	id := news.MakeTagID(news.FacetPlace, place)
	_, known := c.b.t.byID[id]
	return tag == id || place != "" && !known && tag.Facet() == news.FacetPlace
}

// meets says whether two claims apply to the texts of one language.
func (c claim) meets(o claim) bool {
	return c.language == o.language || c.language == "any" || o.language == "any"
}

// checkNots finds what a tag has under not though one of its own terms is the same.
func (b *builder) checkNots(e tagEntry) {
	if len(e.not) == 0 {
		return
	}
	own := map[string]written{}
	for _, l := range slices.Concat(e.terms, e.weak) {
		for _, w := range l.terms {
			if t, err := b.parse(w.text); err == nil {
				for _, p := range t.phrases() {
					own[p] = w
				}
			}
		}
	}
	for _, w := range e.not {
		t, err := b.parse(w.text)
		if err != nil || len(t.cues) > 0 {
			continue
		}
		for _, p := range t.phrases() {
			if term, ok := own[p]; ok {
				b.problem(w.at, "take out one of them", "%s has %q under not, which takes its own term %q of %s away", news.MakeTagID(e.facet, e.id), w.shown(), term.shown(), b.line(term.at, w.at))
				break
			}
		}
	}
}

// excluded tells once of each phrase of the exclusions, by where it stands, that it takes a term away.
type excluded map[position]bool

func (x excluded) tell(b *builder, phrase written, owner news.TagID, term written) {
	if !x[phrase.at] {
		x[phrase.at] = true
		b.problem(phrase.at, "take out one of them, or give the exclusion a cue", "an exclusion has %q, which takes the term %q of %s in %s away", phrase.shown(), term.shown(), owner, b.line(term.at, phrase.at))
	}
}

// checkExclusions finds phrases of exclusions that are a term of a topic or an action. Under relevance one may stand, so that the exclusion
// is told as the reason.
func (b *builder) checkExclusions(doc document) {
	type phrase struct {
		written
		language string
	}
	phrases := map[string][]phrase{}
	for _, e := range doc.exclusions {
		for _, l := range e.terms {
			for _, w := range l.terms {
				if t, err := b.parse(w.text); err == nil && len(t.cues) == 0 {
					for _, p := range t.phrases() {
						phrases[p] = append(phrases[p], phrase{w, l.language})
					}
				}
			}
		}
	}
	for _, e := range doc.tags {
		if e.facet != news.FacetTopic && e.facet != news.FacetAction {
			continue
		}
		for _, l := range slices.Concat(e.terms, e.weak) {
			for _, w := range l.terms {
				t, err := b.parse(w.text)
				if err != nil {
					continue
				}
				for _, p := range t.phrases() {
					for _, x := range phrases[p] {
						if (claim{language: x.language}).meets(claim{language: l.language}) {
							b.excluded.tell(b, x.written, news.MakeTagID(e.facet, e.id), w)
						}
					}
				}
			}
		}
	}
}

// maxPhrases limits how many phrases a term is written out to when it is compared with others.
const maxPhrases = 256

// phrases are keys of all that the head of a term stands for, without groups; none where they are too many.
func (t term) phrases() []string {
	var out []string
	for _, head := range t.heads {
		keys := []string{""}
		for _, p := range head {
			if p.gap {
				for i := range keys {
					keys[i] += "*\x00"
				}
				continue
			}
			if len(out)+len(keys)*len(p.any) > maxPhrases {
				return nil
			}
			longer := make([]string, 0, len(keys)*len(p.any))
			for _, k := range keys {
				if len(p.any) == 1 {
					longer = append(longer, k+p.name+"\x00")
					continue
				}
				for _, w := range p.any {
					longer = append(longer, k+oneOf(w).name+"\x00")
				}
			}
			keys = longer
		}
		out = append(out, keys...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// key is the same for two terms that match the same texts, but that one with a hyphen is found closed up as well.
func (t term) key() string {
	key := strings.ReplaceAll(text.Fold(t.source), "-", " ")
	if inCapitals(t.source) {
		key += "\x00"
	}
	return key
}
