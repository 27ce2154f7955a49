package taxonomy

import (
	"bufio"
	"bytes"
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"counternotice/internal/news"
)

// Model is a second opinion where the rules end: for some topics and places, what each feature of an item speaks for or
// against them. It adds tags to an item that the rules let in; it takes none away, lets nothing in and keeps nothing out.
//
// A feature is written as in taxonomy.yaml: a word, the beginning of a word ("torre*"), two characters of a script
// without spaces, a context of which a term stands in the item ("@screen"), a tag that the rules give ("actor/mpa"); or
// it is the language of the item ("language/de"), or that no place is named in that language ("nowhere/de").
type Model struct {
	questions []question
	names     []string // of the features
	votes     [][]vote // of each feature
	index     map[string]int32
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

// adds is what must speak for a tag, in logits, so that it is added. The rules find three tags of five, so that it pays to
// add one that is nearly as likely as not.
const adds = -0.25

const (
	// beginningRunes is how many letters of a word its beginning has; a Hangul syllable is worth more than one letter.
	beginningRunes, beginningSyllables = 5, 2
	// maxFeature is how long a feature may be, in bytes.
	maxFeature = 48
)

func newModel() *Model { return &Model{index: map[string]int32{}} }

func (m *Model) add(feature string, question, weight int32) {
	f, ok := m.index[feature]
	if !ok {
		f = int32(len(m.names))
		m.index[feature] = f
		m.names, m.votes = append(m.names, feature), append(m.votes, nil)
	}
	m.votes[f] = append(m.votes[f], vote{question, weight})
}

// WithModel is the same taxonomy with a second opinion. Tags that the taxonomy does not have are passed over.
func (t *Taxonomy) WithModel(m *Model) *Taxonomy {
	with := *t
	with.model = m
	with.free = &sync.Pool{New: func() any { return &judging{t: &with, groups: make([][]found, with.groups)} }}
	return &with
}

// forEachFeature calls yield for the features of the item, those of the title first; some may come again. The bytes are
// the callee's only until it returns. tags are those that the rules give.
func (j *judging) forEachFeature(language string, tags []news.TagHit, yield func(name []byte, z zone, at int32)) {
	var buffer [maxFeature]byte
	end := min(j.titleEnd+lead, j.textEnd)
	for at := range end {
		t, z := j.scan.tokens[at], j.zone(at)
		w := j.scan.folded(t)
		switch {
		case t.char:
			if next := at + 1; next < end && j.scan.tokens[next].char && j.scan.tokens[next].pause == pauseNone {
				yield(j.scan.fold[t.foldFrom:j.scan.tokens[next].foldTo], z, at)
			}
		case len(w) > 1 && len(w) < maxFeature:
			yield(w, z, at)
			if cut := beginning(w); cut < len(w) {
				yield(append(append(buffer[:0], w[:cut]...), '*'), z, at)
			}
		}
	}
	for _, g := range j.touched {
		if name := j.t.contexts[g]; name != "" {
			if z := j.zone(j.groups[g][0].from); z <= inLead {
				yield(append(buffer[:0], name...), z, -1)
			}
		}
	}
	named := false
	for _, h := range tags {
		f := h.Tag.Facet()
		named = named || f == news.FacetPlace
		if f != news.FacetTopic && f != news.FacetAction {
			yield(append(buffer[:0], h.Tag...), inTitle, -1)
		}
	}
	if primary, _, _ := strings.Cut(language, "-"); len(primary) > 1 && len(primary) < 4 {
		primary = strings.ToLower(primary)
		yield(append(append(buffer[:0], "language/"...), primary...), inTitle, -1)
		if !named {
			yield(append(append(buffer[:0], "nowhere/"...), primary...), inTitle, -1)
		}
	}
}

// beginning is how many bytes the beginning of a word has.
func beginning(w []byte) int {
	n := beginningRunes
	if w[0] >= 0xEA && w[0] <= 0xED {
		n = beginningSyllables
	}
	at := 0
	for ; n > 0 && at < len(w); n-- {
		_, size := utf8.DecodeRune(w[at:])
		at += size
	}
	return at
}

// share is what one feature of the title counts: the less, the more words there are to speak. What stands in the text
// counts half.
func (j *judging) share() float64 {
	words := float64(j.titleEnd) + float64(min(lead, j.textEnd-j.titleEnd))/4
	return 4 / math.Sqrt(2*words+8)
}

// heard is one feature of an item that the model knows.
type heard struct {
	feature int32
	zone    zone
	at      int32 // negative for what is no word
}

// loud is how loud a feature speaks in a zone: half as loud in the text.
func loud(z zone) int32 {
	if z == inTitle {
		return 2
	}
	return 1
}

// opine adds the tags that the model finds and the rules do not.
func (j *judging) opine(language string, tags []news.TagHit) []news.TagHit {
	share := j.listen(language, tags) / 200
	m := j.t.model
	named := slices.ContainsFunc(tags, func(h news.TagHit) bool { return h.Tag.Facet() == news.FacetPlace })
	given := len(tags)
	for i, q := range m.questions {
		sure := float64(float64(q.bias)/100) + float64(float64(j.sums[i])*share)
		tag, known := j.t.byID[q.tag]
		if !known || sure <= adds || named && q.tag.Facet() == news.FacetPlace {
			continue
		}
		if !slices.ContainsFunc(tags[:given], func(h news.TagHit) bool { return h.Tag == q.tag || j.yields(tag, h.Tag) }) {
			tags = append(tags, news.TagHit{Tag: q.tag, Evidence: j.spoke(int32(i), share)})
		}
	}
	if len(tags) > given {
		slices.SortStableFunc(tags, func(a, b news.TagHit) int {
			return cmp.Compare(slices.Index(news.Facets, a.Tag.Facet()), slices.Index(news.Facets, b.Tag.Facet()))
		})
	}
	return tags
}

// yields says whether a tag is not given beside another.
func (j *judging) yields(tag int, to news.TagID) bool {
	return slices.ContainsFunc(j.t.yields[tag], func(o int32) bool { return j.t.tags[o].ID == to })
}

// listen sums what the features of the item say to each question, and gives the share of one of them.
func (j *judging) listen(language string, tags []news.TagHit) float64 {
	m := j.t.model
	j.heard = j.heard[:0]
	j.sums = append(j.sums[:0], make([]int32, len(m.questions))...)
	if j.mark == nil {
		j.mark = make([]bool, len(m.names))
	}
	j.forEachFeature(language, tags, func(name []byte, z zone, at int32) {
		f, ok := m.index[string(name)]
		if !ok || j.mark[f] {
			return
		}
		j.mark[f] = true
		j.heard = append(j.heard, heard{f, z, at})
		for _, v := range m.votes[f] {
			j.sums[v.question] += v.weight * loud(z)
		}
	})
	for _, h := range j.heard {
		j.mark[h.feature] = false
	}
	return j.share()
}

// spoke names the features that spoke loudest for a tag.
func (j *judging) spoke(question int32, share float64) []news.Evidence {
	var out []news.Evidence
	for _, h := range j.heard {
		for _, v := range j.t.model.votes[h.feature] {
			if v.question != question || v.weight <= 0 {
				continue
			}
			name := j.t.model.names[h.feature]
			e := news.Evidence{Rule: "model: " + name, In: h.zone.String(), Score: round(float64(v.weight*loud(h.zone)) * share)}
			if h.at < 0 && strings.Contains(name, "/") {
				e.In = "tag"
			}
			out = append(out, e)
		}
	}
	slices.SortFunc(out, func(a, b news.Evidence) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Rule, b.Rule))
	})
	return out[:min(len(out), maxEvidence)]
}

// modelHead is written above a model.
const modelHead = `# What digest train learned from labelled items: a second opinion for the topics and places below, beside taxonomy.yaml.
# Do not edit; correct a label and train again. Under each tag stand its bias, then what speaks for it and against it.
`

// String is the model as a file, sorted, so that the same labels give the same bytes.
func (m *Model) String() string {
	var b strings.Builder
	b.WriteString(modelHead)
	type line struct {
		name   string
		weight int32
	}
	lines := make([][]line, len(m.questions))
	for f, name := range m.names {
		for _, v := range m.votes[f] {
			lines[v.question] = append(lines[v.question], line{name, v.weight})
		}
	}
	for i, q := range m.questions {
		fmt.Fprintf(&b, "\n%s %s\n", q.tag, hundredths(q.bias))
		slices.SortFunc(lines[i], func(a, b line) int {
			return cmp.Or(cmp.Compare(b.weight, a.weight), strings.Compare(a.name, b.name))
		})
		for _, l := range lines[i] {
			fmt.Fprintf(&b, "  %s %s\n", hundredths(l.weight), l.name)
		}
	}
	return b.String()
}

func hundredths(n int32) string { return strconv.FormatFloat(float64(n)/100, 'f', 2, 64) }

// ParseModel reads what String writes; name is how problems call the file. The error is a news.Problems.
func ParseModel(name string, data []byte) (*Model, error) {
	m := newModel()
	var problems news.Problems
	s := bufio.NewScanner(bytes.NewReader(data))
	for at := 1; s.Scan(); at++ {
		line := s.Text()
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		bad := func(what string) {
			problems = append(problems, news.Problem{File: name, Line: at, What: what, Remedy: "take the file from the program, or run digest train again"})
		}
		a, b, ok := strings.Cut(strings.TrimPrefix(line, "  "), " ")
		indented := strings.HasPrefix(line, "  ")
		number, word := a, b
		if !indented {
			number, word = b, a
		}
		n, err := parseHundredths(number)
		switch {
		case !ok || err != nil || word == "":
			bad(fmt.Sprintf("%.60q is neither a tag with its bias nor a weight with its feature", line))
		case !indented:
			if !strings.Contains(word, "/") || slices.ContainsFunc(m.questions, func(q question) bool { return q.tag == news.TagID(word) }) {
				bad(fmt.Sprintf("%.60q is no tag, or stands there twice", word))
			}
			m.questions = append(m.questions, question{news.TagID(word), n})
		case len(m.questions) == 0:
			bad("a weight stands before the first tag")
		default:
			m.add(word, int32(len(m.questions)-1), n)
		}
	}
	if err := s.Err(); err != nil {
		problems = append(problems, news.Problem{File: name, What: err.Error(), Remedy: "run digest train again"})
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return m, nil
}

// maxWeight keeps sums within 32 bits whatever a file says.
const maxWeight = 10000

func parseHundredths(s string) (int32, error) {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || !(math.Abs(f) <= maxWeight/100) {
		return 0, fmt.Errorf("%q is no weight", s)
	}
	return int32(math.Round(f * 100)), nil
}
