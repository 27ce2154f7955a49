package taxonomy

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"sync"

	"counternotice/internal/news"
)

// Model is what digest train learned from labelled items: for most tags, and for whether an item belongs at all, what
// each feature of an item speaks for or against it; and for each facet by which grounds a tag is given, of which that is one.
// On laws and campaigns, and on what is dropped, the rules decide alone.
//
// A feature is written as in taxonomy.yaml: a word, the beginning of a word ("torre*"), two characters of a script
// without spaces, a context or a concept of which a term stands in the item ("@screen"), two of them together
// ("@blocking @screen"), a tag of which terms stand there ("actor/mpa"), or one that the rules give ("+actor/mpa"); or it
// is the language of the item ("language/de"), that the rules would let it in ("+relevance"), or that its title has an
// exclusion ("+excluded").
type Model struct {
	questions []question
	names     index    // of the features
	votes     [][]vote // of each feature
	decisions [len(scored)]decision
}

// question is what the model has an opinion on. Weights are hundredths, so that sums are the same on every machine.
type question struct {
	tag  news.TagID
	bias int32
}

type vote struct {
	question int32 // index of Model.questions
	weight   int32
}

// relevance is the question whether an item belongs.
const relevance news.TagID = "relevance"

// How much must speak for an item to belong, in logits; set by cross-validation. takeFrom lets in what the rules would leave
// out, keepFrom keeps what they let in.
const (
	takeFrom = 1.3
	keepFrom = -0.5
)

func newModel() *Model {
	m := &Model{}
	for i := range m.decisions {
		m.decisions[i] = plain
	}
	return m
}

// Empty says whether nothing was learned: there are no questions.
func (m *Model) Empty() bool { return len(m.questions) == 0 }

func (m *Model) add(feature string, question, weight int32) {
	f := m.names.add(feature)
	if int(f) == len(m.votes) {
		m.votes = append(m.votes, nil)
	}
	m.votes[f] = append(m.votes[f], vote{question, weight})
}

// bound is a model with the numbers that its features and questions have in a taxonomy; -1 is what one of them lacks.
type bound struct {
	*Model
	ballots   []vote         // the votes of all features, those of one side by side
	cast      []span         // of ballots, by feature
	floors    []int64        // by question: what must be heard for more than that a tag is weighed which the rules do not give
	words     []wordFeatures // by word of the lexicon
	tags      []int32        // by question
	question  []int32        // by tag
	relevance int            // the question
	context   []int32        // the feature, by group of cues
	compact   []int32        // by group: its number among those that are contexts
	contexts  int32          // how many those are
	pair      []int32        // the feature, by two compact numbers
	paired    []bool         // by group: whether it is in a feature of two
	weight    []int32        // the feature, by tag
	given     []int32        // the feature, by tag
	in, out   int32          // the features that the rules let an item in, and that an exclusion stands in its title
}

// wordFeatures are those of a word and of its beginning, unless that is all of it.
type wordFeatures struct{ whole, beginning int32 }

// WithModel is the same taxonomy with a second opinion. Tags that the taxonomy does not have are passed over.
func (t *Taxonomy) WithModel(m *Model) *Taxonomy {
	with := *t
	with.model = t.bind(m)
	with.free = &sync.Pool{New: func() any { return newJudging(&with) }}
	return &with
}

func (t *Taxonomy) bind(m *Model) *bound {
	feature := func(name string) int32 {
		return m.names.find(hashWord(name), []byte(name))
	}
	b := &bound{Model: m, relevance: -1, in: feature("+" + string(relevance)), out: feature(excludedFeature)}
	for _, votes := range m.votes {
		b.ballots = append(b.ballots, votes...)
		b.cast = append(b.cast, stretch(b.ballots, len(b.ballots)-len(votes)))
	}
	b.question = slices.Repeat([]int32{-1}, len(t.tags))
	for i, q := range m.questions {
		tag, ok := t.byID[q.tag]
		floor := (100*unlikely - int64(q.bias)) * wholeFeature
		if ok && t.scores[tag] >= 0 {
			b.question[tag] = int32(i)
		} else {
			tag, floor = -1, math.MaxInt64
		}
		b.floors = append(b.floors, floor)
		if q.tag == relevance {
			b.relevance = i
		}
		b.tags = append(b.tags, int32(tag))
	}
	for _, tag := range t.tags {
		b.weight = append(b.weight, feature(string(tag.ID)))
		b.given = append(b.given, feature("+"+string(tag.ID)))
	}
	for _, word := range t.matcher.lexicon.whole.words {
		begins := int32(-1)
		if cut := beginning([]byte(word)); cut < len(word) {
			begins = feature(word[:cut] + "*")
		}
		b.words = append(b.words, wordFeatures{feature(word), begins})
	}
	var named []int
	b.context, b.compact, b.paired = make([]int32, len(t.heard)), make([]int32, len(t.heard)), make([]bool, len(t.heard))
	for g, name := range t.heard {
		b.context[g] = feature(name)
		if name != "" {
			b.compact[g] = int32(len(named))
			named = append(named, g)
		}
	}
	b.contexts = int32(len(named))
	b.pair = make([]int32, len(named)*len(named))
	for i, g := range named {
		for k, o := range named {
			one, other := min(t.heard[g], t.heard[o]), max(t.heard[g], t.heard[o])
			b.pair[i*len(named)+k] = feature(one + " " + other)
			b.paired[g] = b.paired[g] || b.pair[i*len(named)+k] >= 0
		}
	}
	return b
}

// heard is one feature of an item that the model knows.
type heard struct {
	id, a, value int32
	kind         featureKind
	zone         zone
}

// listen sums what the features of the item say to each question. tags are those that the rules give, in says whether
// they let it in, out whether an exclusion stands in the title.
func (j *judging) listen(language string, tags []news.TagHit, in, out bool) {
	m := j.t.model
	j.heard, j.excluded = j.heard[:0], out
	j.sums = append(j.sums[:0], make([]int64, len(m.questions))...)
	if j.mark == nil {
		j.mark = make([]bool, len(m.votes))
	}
	sums, mark := j.sums, j.mark
	j.forEachFeature(language, tags, in, out, func(f feature) {
		id := m.feature(f)
		if id < 0 || mark[id] {
			return
		}
		mark[id] = true
		j.heard = append(j.heard, heard{id, f.a, f.value, f.kind, f.zone})
		for _, v := range m.votesOf(id) {
			sums[v.question] += int64(v.weight) * int64(f.value)
		}
	})
	for _, h := range j.heard {
		j.mark[h.id] = false
	}
}

func (m *bound) votesOf(feature int32) []vote { return within(m.ballots, m.cast[feature]) }

func (m *bound) feature(f feature) int32 {
	switch f.kind {
	case featureWord:
		if f.a >= 0 {
			return m.words[f.a].whole
		}
	case featureBeginning:
		if f.a >= 0 {
			return m.words[f.a].beginning
		}
		var buffer [maxWord + 1]byte
		f.word = append(append(buffer[:0], f.word...), '*')
		f.hash = hashWord(f.word)
	case featureContext:
		return m.context[f.a]
	case featurePair:
		return m.pair[m.compact[f.a]*m.contexts+m.compact[f.b]]
	case featureTerms:
		return m.weight[f.a]
	case featureGiven:
		return m.given[f.a]
	case featureIn:
		return m.in
	case featureOut:
		return m.out
	}
	return m.names.find(f.hash, f.word)
}

// odds is what the model says to a question, a logit in parts of wholeFeature.
func (j *judging) odds(question int) int32 {
	return int32((int64(j.t.model.questions[question].bias)*wholeFeature + j.sums[question]) / 100)
}

// belongs says whether the model lets an item in.
func (j *judging) belongs(in bool) bool {
	at := j.t.model.relevance
	if at < 0 {
		return in
	}
	if in {
		return j.odds(at) > keepFrom*wholeFeature
	}
	return float64(j.odds(at)) > takeFrom*wholeFeature
}

// settle decides which tags are given: kept of those of the rules, and all. On laws and campaigns the rules alone decide. A place or an actor that is added is
// named in the item, so that its name is the evidence. A topic or an action is grounded in what the item says, which is the evidence
// then, or has a term there that is; what the model went by is told beside that.
func (j *judging) settle(tags []news.TagHit) (kept, all []news.TagHit) {
	m := j.t.model
	j.stand()
	for i := range tags {
		j.place[j.t.byID[tags[i].Tag]] = 1
	}
	kept = slices.DeleteFunc(slices.Clone(tags), func(h news.TagHit) bool {
		tag := int32(j.t.byID[h.Tag])
		return j.t.scores[tag] >= 0 && !j.gives(tag, true)
	})
	all = slices.Clip(kept)
	for i, sum := range j.sums {
		if sum <= m.floors[i] || j.place[m.tags[i]] > 0 || !j.gives(m.tags[i], false) {
			continue
		}
		tag := m.tags[i]
		hit := news.TagHit{Tag: m.questions[i].tag}
		if !j.t.named[tag] && j.grounded(i, tag) {
			hit.Evidence = j.spoke(i, 1)
		} else if j.standings[tag] == (standing{}) {
			continue
		} else {
			j.lifted = append(j.lifted, news.TagHit{Tag: hit.Tag, Evidence: j.wentBy(i, hit.Tag)})
		}
		all = append(all, hit)
	}
	for i := range tags {
		j.place[j.t.byID[tags[i].Tag]] = 0
	}
	if len(all) == len(kept) {
		return kept, all
	}
	slices.SortStableFunc(all, func(a, b news.TagHit) int {
		return cmp.Compare(slices.Index(news.Facets, a.Tag.Facet()), slices.Index(news.Facets, b.Tag.Facet()))
	})
	return kept, all
}

// grounded says whether at least half of what speaks for a tag is what the item itself says: words, concepts, terms of the tag. Who
// acts speaks too, but nothing is about piracy on the strength of an actor alone.
func (j *judging) grounded(question int, tag int32) bool {
	var itself, others int64
	for _, h := range j.heard {
		for _, v := range j.t.model.votesOf(h.id) {
			if int(v.question) != question || v.weight <= 0 || h.kind == featureLanguage {
				continue
			}
			if n := int64(v.weight) * int64(h.value); h.kind < featureTerms || h.kind == featureTerms && h.a == tag {
				itself += n
			} else {
				others += n
			}
		}
	}
	return itself > 0 && itself >= others
}

// wentBy is what spoke loudest for a tag whose terms stand in the item: if nothing did, these.
func (j *judging) wentBy(question int, tag news.TagID) []news.Evidence {
	if spoke := j.spoke(question, 1); len(spoke) > 0 {
		return spoke
	}
	return []news.Evidence{{Rule: modelRule + string(tag), In: "tag"}}
}

// modelRule begins the rules of evidence that are features of the model.
const modelRule = news.Inferred

// spoke names the features that spoke loudest for a question, or with sign -1 against it. The language of an item is heard but
// not named: nobody could mend an item by it. Nor are small words of that language, if there is anything else to name.
func (j *judging) spoke(question int, sign int32) []news.Evidence {
	var out, small []news.Evidence
	for _, h := range j.heard {
		into := &out
		if h.kind <= featureBeginning && j.t.small[j.t.model.names.words[h.id]]&j.tongue != 0 {
			into = &small
		}
		for _, v := range j.t.model.votesOf(h.id) {
			if int(v.question) != question || v.weight*sign <= 0 || h.kind == featureLanguage {
				continue
			}
			e := news.Evidence{Rule: modelRule + j.t.model.names.words[h.id], In: h.zone.String(), Score: round(float64(v.weight*sign*h.value) / (100 * wholeFeature))}
			if h.kind >= featureTerms {
				e.In = "tag"
			}
			if e.Score > 0 && !slices.ContainsFunc(*into, func(o news.Evidence) bool {
				return strings.HasSuffix(o.Rule, j.t.model.names.words[h.id]) && o.In == e.In
			}) {
				*into = append(*into, e)
			}
		}
	}
	if len(out) == 0 {
		out = small
	}
	slices.SortFunc(out, func(a, b news.Evidence) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Rule, b.Rule))
	})
	return out[:min(len(out), maxEvidence)]
}
