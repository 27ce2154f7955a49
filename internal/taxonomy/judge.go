package taxonomy

import (
	"math"
	"slices"
	"strings"

	"counternotice/internal/news"
)

// Input is what an item is judged by.
type Input struct {
	Title, Text string
	Categories  []string
	Language    string // BCP 47; empty where it is not known
	Region      string // of the source, as news.Feed has it
	Scope       news.Scope
}

// Verdict says whether an item belongs, why, and what it is about.
type Verdict struct {
	In     bool
	Reason news.Reason
	Tags   []news.TagHit // by facet, in each the strongest first
}

// What a hit weighs, by where it stands. A tag needs tagWeight in all.
const (
	titleWeight    = 1.0
	leadWeight     = 0.5 // in the first words of the text
	textWeight     = 0.2
	categoryWeight = 0.25
	tagWeight      = 0.5
	genericWeight  = 0.5
)

// weakShare is what a weak term weighs outside the title, compared with another one.
const weakShare = 0.6

// lead is how many words of the text, or characters of a script without spaces, are its beginning.
const lead = 60

// near is how many words, or characters of a script without spaces, a cue may be away from what needs it.
const near = 40

// zone is where a hit stands.
type zone uint8

const (
	inTitle zone = iota
	inLead
	inText
	inCategory
)

func (z zone) String() string { return [...]string{"title", "text", "text", "category"}[z] }

// hit is a rule that matched, with its cues.
type hit struct {
	found
	zone  zone
	void  bool
	again bool  // it shares a word with a hit of the same tag, which counts instead
	about found // of an actor beyond the lead that counts as one in it: what of the subject follows in its sentence; else to is 0
}

// judging is the state of one judgement. Its buffers are reused.
type judging struct {
	t         *Taxonomy
	scan      scan
	run       run
	tongue    tongue
	titleEnd  int32
	textEnd   int32
	groups    [][]found // the cues that stand in the item, by group
	touched   []int32   // the groups that have any
	wanted    []bool    // by group: whether its cues are kept; true of contexts, of others only while cues are collected
	wants     []int32   // the groups that are wanted for the heads
	heads     []found   // what was found that is a hit if its cues hold
	cues      []found   // the cues that were found
	stands    []found   // where the cues of a term stand, in the order of its cues
	hits      []hit
	barred    []int32   // by token: the hit that bars it, from 1
	weights   []weighed // what the terms of each tag weigh, by tag
	brought   []bringing
	proofs    []proof            // of the tags of the item
	earned    []weighed          // the tags that the rules give
	named     []int32            // the tags that any weight speaks for
	mention   []int32            // by tag: the last hit that counts, from 1; nought between items
	totals    []float64          // by tag; nought between items
	place     []int32            // by tag: where it stands among those of the item, from 1; nought between items
	heard     []heard            // the features that the model knows
	mark      []bool             // by feature of the model: heard already
	sums      []int64            // by question of the model
	lifted    []news.TagHit      // the tags that terms speak for but the model gives, with what it went by
	excluded  bool               // the model heard that an exclusion stands in the title
	said      []byte             // what says is putting together
	contexts  []feature          // the contexts that stand in the title or the lead and may be in a feature of two
	standings []standing         // by tag: where its terms stand
	stood     []int32            // the tags that stand anywhere
	titles    [len(scored)]int32 // by facet of scored: how many tags stand in the title
	mentioned [len(scored)]int32 // by facet of scored: how often its tags stand in the title and the text
	alien     bool               // nothing in the title and the text is of the subject, or looks like it
}

type weighed struct {
	tag    int32
	weight float64
}

// proof is a piece of evidence: the place of its tag, its rule, and where it stands among the evidence of the tag.
type proof struct {
	tag, rule int32
	zone      zone
	at        int
}

// bringing is a tag that another brings along.
type bringing struct{ by, tag int32 }

func newJudging(t *Taxonomy) *judging {
	j := &judging{t: t, groups: make([][]found, len(t.contexts)), wanted: make([]bool, len(t.contexts))}
	for g, name := range t.contexts {
		j.wanted[g] = name != ""
	}
	return j
}

func (j *judging) reset(spoken tongue) {
	j.scan.reset()
	for _, g := range j.touched {
		j.groups[g] = j.groups[g][:0]
	}
	j.touched, j.hits, j.lifted, j.barred, j.tongue = j.touched[:0], j.hits[:0], j.lifted[:0], j.barred[:0], spoken
}

// Judge says what an item is about and, for a filtered feed, whether it belongs. Quotes in the verdict share the memory of
// the texts.
func (t *Taxonomy) Judge(in Input) Verdict {
	j := t.free.Get().(*judging)
	defer t.free.Put(j)
	j.reset(spokenIn(in))
	j.read(in)
	if j.textEnd == 0 {
		return Verdict{Reason: news.Reason{Code: news.ReasonNoText, Text: "It has neither a title nor a text to judge by."}}
	}
	j.collect()
	excluded := j.void()
	v := Verdict{Tags: j.tags()}
	v.Reason = j.reason(in.Scope, v.Tags, excluded)
	v.In = letsIn(v.Reason.Code)
	if j.t.model != nil {
		j.opine(in, &v, excluded)
	}
	if !v.In { // what does not belong has no topic and no action of ours
		v.Tags = slices.DeleteFunc(v.Tags, func(h news.TagHit) bool {
			f := h.Tag.Facet()
			return f == news.FacetTopic || f == news.FacetAction
		})
	}
	j.prove(v.Tags)
	switch {
	case v.In:
		if v.Reason.Evidence == nil {
			v.Reason.Evidence = grounds(v.Reason.Code, v.Tags)
		}
		v.Tags = j.region(in.Region, v.Tags)
	case j.t.model == nil: // who is merely mentioned in it is no actor
		v.Tags = slices.DeleteFunc(v.Tags, faint)
	}
	clear(j.scan.passages) // a text may be long, and is kept by nobody else
	return v
}

// grounds is the evidence of the tag that let an item in.
func grounds(code string, tags []news.TagHit) []news.Evidence {
	for _, h := range tags {
		f := h.Tag.Facet()
		if code == news.ReasonTopic && f == news.FacetTopic || code == news.ReasonGeneric && (f == news.FacetInstrument || f == news.FacetCampaign) {
			return h.Evidence
		}
	}
	return nil
}

// opine lets the model have its say on what the rules found. When it takes away the topic that let an item in, the item is
// heard anew as one that the rules leave out.
func (j *judging) opine(in Input, v *Verdict, excluded []hit) {
	ruled := letsIn(j.reason(news.ScopeFiltered, v.Tags, excluded).Code)
	j.listen(in.Language, v.Tags, ruled, titled(excluded))
	kept, tags := j.settle(v.Tags)
	v.Tags = tags
	if in.Scope == news.ScopeAll || v.Reason.Code == news.ReasonDropped {
		return
	}
	left := j.reason(in.Scope, kept, excluded)
	if ruled && !letsIn(left.Code) {
		j.listen(in.Language, kept, false, titled(excluded))
	}
	wasIn := v.In
	v.In = letsIn(left.Code) && j.titledCampaign(kept) || j.belongs(letsIn(left.Code))
	switch {
	case v.In:
		if v.Reason = j.reason(in.Scope, v.Tags, nil); !letsIn(v.Reason.Code) {
			v.Reason = news.Reason{Code: news.ReasonGeneric, Text: "Read as a whole, it belongs to the subject.", Evidence: j.spoke(j.t.model.relevance, 1)}
		}
	case wasIn:
		v.Reason = j.against(left, excluded)
	}
}

// titledCampaign says whether the title names a campaign, and has no exclusion: a campaign is ours whatever else is said of it.
func (j *judging) titledCampaign(tags []news.TagHit) bool {
	return !j.excluded && slices.ContainsFunc(tags, func(h news.TagHit) bool {
		return h.Tag.Facet() == news.FacetCampaign && j.standings[j.t.byID[h.Tag]].title > 0
	})
}

// against is why an item is left out that has words of the subject. left is what the rules say of it without the tags that the
// model took away. An exclusion that spoke loudest is named as such.
func (j *judging) against(left news.Reason, excluded []hit) news.Reason {
	spoke := j.spoke(j.t.model.relevance, -1)
	switch {
	case left.Code == news.ReasonExcluded:
		return left
	case titled(excluded) && len(spoke) > 0 && spoke[0].Rule == modelRule+excludedFeature:
		return j.exclusion(excluded)
	}
	return news.Reason{Code: news.ReasonOffTopic, Text: "It has words of the subject, but read as a whole it is about something else.", Evidence: spoke}
}

// titled says that one of the exclusions stands in the title.
func titled(excluded []hit) bool {
	return slices.ContainsFunc(excluded, func(h hit) bool { return h.zone == inTitle })
}

func letsIn(code string) bool {
	return code == news.ReasonScope || code == news.ReasonTopic || code == news.ReasonGeneric
}

func (j *judging) facet(rule *compiled) news.Facet { return news.Facets[j.t.facets[rule.owner]] }

// maxEvidence is how many rules are named for one tag.
const maxEvidence = 4

func round(f float64) float64 { return math.Round(f*1000) / 1000 }

func (rule *compiled) weight(z zone) float64 {
	if z == inTitle {
		return titleWeight
	}
	w := [...]float64{inLead: leadWeight, inText: textWeight, inCategory: categoryWeight}[z]
	if rule.weak {
		w = float64(w * weakShare) // rounded before anything is added to it, on every processor
	}
	return w
}

func (j *judging) reason(scope news.Scope, tags []news.TagHit, excluded []hit) news.Reason {
	for i, h := range j.hits {
		rule := &j.t.rules[h.rule]
		if rule.role == roleDrop && (h.zone == inTitle || h.zone == inCategory) {
			return news.Reason{Code: news.ReasonDropped, Text: "It is left out as " + j.t.drops[rule.owner].text + ".", Evidence: []news.Evidence{j.evidence(&j.hits[i])}}
		}
	}
	if scope == news.ScopeAll {
		return news.Reason{Code: news.ReasonScope, Text: "Everything in this feed is on the subject."}
	}
	for _, tag := range tags {
		if tag.Tag.Facet() == news.FacetTopic {
			return news.Reason{Code: news.ReasonTopic, Text: j.t.about[j.t.byID[tag.Tag]]}
		}
	}
	weight := 0.0
	var first *hit
	for i := range j.hits {
		h := &j.hits[i]
		rule := &j.t.rules[h.rule]
		if rule.role == roleGeneric && !h.void {
			weight += rule.weight(h.zone)
			if first == nil {
				first = h
			}
		}
	}
	if weight >= genericWeight {
		return news.Reason{Code: news.ReasonGeneric, Text: "It has a phrase of the subject, but of no topic in particular.", Evidence: []news.Evidence{j.evidence(first)}}
	}
	for _, tag := range tags {
		if f := tag.Tag.Facet(); f == news.FacetInstrument || f == news.FacetCampaign {
			return news.Reason{Code: news.ReasonGeneric, Text: "It names " + j.t.tags[j.t.byID[tag.Tag]].Label("en") + "."}
		}
	}
	if len(excluded) > 0 {
		return j.exclusion(excluded)
	}
	return news.Reason{Code: news.ReasonOffTopic, Text: "Nothing in it belongs to the subject."}
}

// exclusion is the reason that the first of the exclusions gives.
func (j *judging) exclusion(excluded []hit) news.Reason {
	h := &excluded[0]
	what := j.t.exclusions[j.t.rules[h.rule].owner].text
	e := j.evidence(h)
	e.Score = 0 // it speaks for nothing
	return news.Reason{Code: news.ReasonExcluded, Text: "What sounds like the subject is " + what + ".", Evidence: []news.Evidence{e}}
}

// lowerFirst lowers the first letter of a label unless its first word is an acronym.
func lowerFirst(s string) string {
	word, _, _ := strings.Cut(s, " ")
	if len(word) > 1 && word[1] >= 'a' && word[1] <= 'z' {
		return strings.ToLower(s[:1]) + s[1:]
	}
	return s
}
