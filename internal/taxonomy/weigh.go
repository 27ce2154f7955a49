package taxonomy

import (
	"math/bits"

	"counternotice/internal/news"
)

// ground is something of a tag in an item that speaks for giving it or against it, beside its name: how sure the model is,
// where its terms stand, and what stands beside them. The weights of the grounds are learned, one set for a facet; a tag is
// given when they sum to more than nought.
type ground uint8

const (
	groundOdds      ground = iota // what the model says of it, when the rules do not give it
	groundGivenOdds               // the same when they do
	groundGiven                   // the rules give it
	groundGivenLong               // they do, in an item with a text: the more, the longer
	groundTwice                   // its terms stand in the title more than once
	groundText                    // how often they stand in the text
	groundLate                    // how far into the text the first of them stands, when the title has none; a name that comes again less, a subject as in the lead
	groundRivals                  // other tags of the facet that stand in the title, when it does not
	groundFar                     // how far from belonging the item is
	groundGivenFar                // the same when the rules give the tag
	groundShare                   // which part of all that is named of its facet is its name, of a place or an actor
	groundAlien                   // nothing in the item is of the subject, or looks like it; of a place
	numGrounds
)

// groundNames are how the model's file writes them.
var groundNames = [numGrounds]string{
	"odds", "odds, given", "given", "given, in a long text", "twice in the title", "in the text", "late in the text",
	"others in the title", "far from the subject", "given, far from the subject", "share of the names", "no word of the subject",
}

// perGround is a weight for each ground, in hundredths, or what they count in an item in parts of wholeFeature.
type perGround [numGrounds]int32

// decision says how a facet's tags are weighed.
type decision struct {
	bias    int32
	weights perGround
}

// plain weighs what the model has learned no weights for.
var plain = decision{weights: perGround{groundOdds: 100, groundGivenOdds: 100, groundGiven: 100}}

const (
	// oddsLimit and farLimit bound what is heard of the model, in logits; farScale of them count as one.
	oddsLimit, farLimit, farScale = 5, 8, 4
	// givenLimit is how much at most the odds speak against a tag that the rules give.
	givenLimit = -2
	// longest is how many words of a text are counted: few labelled ones have more, so of more nothing is learned.
	longest = 255
	// unlikely is what the model says of a tag, in logits, that is not weighed unless the rules give it.
	unlikely = -4
	// often is how many terms in the text are more than a mention in passing.
	often = 6
	// The most mentions in the text and the most other tags that are counted.
	maxMentions, maxRivals = 3, 2
)

// standing is where the terms of a tag stand.
type standing struct {
	title, text, first int32 // first of the text, from 1; of a subject at most lead
	strong             bool  // a term that needs no context stands in the title
}

// stand notes where the terms of all tags stand, counts the tags of each facet that have one in the title and all that its tags
// have, and whether anything speaks of the subject.
func (j *judging) stand() {
	if j.standings == nil {
		j.standings = make([]standing, len(j.t.tags))
	}
	for _, tag := range j.stood {
		j.standings[tag] = standing{}
	}
	j.stood = j.stood[:0]
	clear(j.titles[:])
	clear(j.mentioned[:])
	j.alien = true
	for i := range j.hits {
		h := &j.hits[i]
		rule := &j.t.rules[h.rule]
		j.alien = j.alien && (h.zone == inCategory || !j.likeTheSubject(rule))
		if rule.role != roleTag || h.void || h.again || h.zone == inCategory {
			continue
		}
		s := &j.standings[rule.owner]
		if *s == (standing{}) {
			j.stood = append(j.stood, rule.owner)
		}
		score := j.t.scores[rule.owner]
		if score >= 0 {
			j.mentioned[score]++
		}
		switch {
		case h.zone != inTitle:
			s.text++
			at := h.from - j.titleEnd + 1
			if h.zone == inLead { // as a subject does that stands beyond it
				at = min(at, lead)
			}
			if s.first == 0 || at < s.first {
				s.first = at
			}
		default:
			s.strong = s.strong || !rule.weak
			if s.title++; s.title == 1 && score >= 0 {
				j.titles[score]++
			}
		}
	}
}

// likeTheSubject says whether what matched is of the subject or may be mistaken for it: more than the name of a place or an actor.
func (j *judging) likeTheSubject(rule *compiled) bool {
	switch rule.role {
	case roleExclusion, roleGeneric:
		return true
	case roleTag:
		f := j.facet(rule)
		return f != news.FacetPlace && f != news.FacetActor
	}
	return false
}

// groundsOf are those of a tag of an item.
func (j *judging) groundsOf(tag int32, given bool) perGround {
	var g perGround
	s := &j.standings[tag]
	far := int32(0)
	if at := j.t.model.relevance; at >= 0 {
		far = min(max(-j.odds(at), 0), farLimit*wholeFeature) / farScale
	}
	odds := int32(0)
	if q := j.t.model.question[tag]; q >= 0 {
		odds = max(min(j.odds(int(q)), oddsLimit*wholeFeature), -oddsLimit*wholeFeature)
		if given {
			odds = max(odds, givenLimit*wholeFeature)
		}
	}
	g[groundFar] = far
	if given {
		g[groundGivenOdds], g[groundGiven], g[groundGivenFar] = odds, wholeFeature, far
		g[groundGivenLong] = magnitude(min(j.textEnd-j.titleEnd, longest))
	} else {
		g[groundOdds] = odds
	}
	if all := j.mentioned[j.t.scores[tag]]; all > 0 && names[scored[j.t.scores[tag]]] {
		g[groundShare] = (s.title + s.text) * wholeFeature / all
	}
	if j.alien && scored[j.t.scores[tag]] == news.FacetPlace {
		g[groundAlien] = wholeFeature
	}
	if s.title > 1 {
		g[groundTwice] = wholeFeature
	}
	g[groundText] = min(s.text, maxMentions) * wholeFeature
	if s.title == 0 {
		if s.first > 0 {
			g[groundLate] = magnitude(s.first - 1)
			if j.t.named[tag] { // a name that comes again is not named in passing
				g[groundLate] /= min(s.text, maxMentions)
			}
		}
		g[groundRivals] = min(j.titles[j.t.scores[tag]], maxRivals) * wholeFeature
	}
	return g
}

// magnitude is the number of binary digits of a number of words, in eighths.
func magnitude(words int32) int32 { return int32(bits.Len32(uint32(words))) * wholeFeature / 8 }

// weighs says whether a tag is weighed: the rules give it, or the model knows it and finds it not unlikely, and no word of the
// title denies it. A place or an actor that nobody names is not weighed.
func (j *judging) weighs(tag int32, given bool) bool {
	q := j.t.model.question[tag]
	return given || q >= 0 && j.sums[q] > j.t.model.floors[q] && !j.denied(tag) &&
		(!j.t.named[tag] || j.standings[tag] != standing{})
}

// stays says whether a topic that the rules give is not to be taken away, in an item that belongs and whose title has no
// exclusion: a strong term of it stands in the title, or it comes often in a text longer than those learned from, and the
// model does not speak against it.
func (j *judging) stays(tag int32) bool {
	at, s := j.t.model.relevance, &j.standings[tag]
	if scored[j.t.scores[tag]] != news.FacetTopic || j.excluded || at >= 0 && j.odds(at) <= keepFrom*wholeFeature {
		return false
	}
	q := j.t.model.question[tag]
	return s.strong || j.textEnd-j.titleEnd > longest && s.text >= often && q >= 0 && j.odds(int(q)) > 0
}

// gives says whether a tag is given, all things weighed.
func (j *judging) gives(tag int32, given bool) bool {
	if !j.weighs(tag, given) {
		return false
	}
	if given && j.stays(tag) {
		return true
	}
	d := &j.t.model.decisions[j.t.scores[tag]]
	sum := int64(d.bias) * wholeFeature
	for i, g := range j.groundsOf(tag, given) {
		sum += int64(d.weights[i]) * int64(g)
	}
	return sum > 0
}
