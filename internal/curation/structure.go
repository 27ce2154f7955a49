package curation

import (
	"cmp"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"counternotice/internal/news"
	"counternotice/internal/text"
)

// merge moves stories into another one. The address that was named stays the one, even where the clustering has by
// now made the same of them the other way round.
func (k *desk) merge(o *news.Outcome) {
	into, why := k.resolve(o.Into)
	if why != "" && (into.named == "" || len(o.Items) == 0) {
		k.unmet(o, why, k.remedy(o.Into))
		return
	}
	groups := k.groups(o, o.Targets, false)
	to, again := into.story, false
	if into.named != "" && into.named != to && slices.ContainsFunc(o.Targets, func(ref string) bool { t, _ := k.resolve(ref); return t.named == to }) {
		to = into.named
		again = true
		k.story(to).Into = ""
	}
	if len(groups) == 0 || to == "" {
		k.nothing(o)
		return
	}
	if line := k.withdrawn(o, to); line > 0 && slices.ContainsFunc(groups, func(g group) bool { return g.story != to }) {
		k.unmet(o, fmt.Sprintf("%q was withdrawn as a whole before, in line %d, and what joined it now would go with it", short(o.Into), line), "merge into another story, or withdraw its reports instead of the story")
		return
	}
	o.Stories = []string{to}
	for _, g := range groups {
		if g.story == to {
			continue
		}
		reports := g.reports
		if g.whole {
			reports = nil
		}
		k.move(o, g.story, to, reports)
		o.Stories = append(o.Stories, g.story)
	}
	if again { // what it had before the clustering took it in leads as before
		s := k.story(to)
		own := without(s.Members, func(m news.Member) bool {
			return !slices.ContainsFunc(m.Past, func(stay news.Stay) bool { return stay.Story == s.Path() })
		})
		if len(own) > 0 {
			s.Lead = k.leading(own)
		}
	}
	for _, ref := range o.Targets {
		if t, _ := k.resolve(ref); t.named != "" && !slices.Contains(o.Stories, t.named) {
			o.Stories = append(o.Stories, t.named)
		}
	}
}

// withdrawn is the line of the decision that hides a story as a whole and was made before another one; 0 if none does.
func (k *desk) withdrawn(o *news.Outcome, story string) int {
	problems := len(k.problems)
	defer func() { k.problems = k.problems[:problems] }() // they are those of the other decision, and reported with it
	for _, d := range k.decisions {
		h := &news.Outcome{Decision: d, Made: d.At(k.in.Zone)}
		if d.Verb != news.VerbHide || cmp.Or(h.Made.Compare(o.Made), cmp.Compare(d.Ordinal, o.Ordinal)) > 0 {
			continue
		}
		if slices.ContainsFunc(k.groups(h, d.Targets, true), func(g group) bool { return g.whole && g.story == story }) {
			return d.Line
		}
	}
	return 0
}

// split sets reports apart as a story of their own, whose id is a hash of the first of them. Where items says what they
// were apart from and the clustering keeps them apart by now, the new story takes along what joined them since, or
// leads to the older story that they have joined. Where nothing was to be set apart when it was decided, nothing is done.
func (k *desk) split(o *news.Outcome) {
	apart := map[string]bool{}
	var reports []string
	for _, ref := range o.Targets {
		t, why := k.resolve(ref)
		if why == "" && len(t.reports) == 0 {
			why = fmt.Sprintf("%q is a story, and only reports can be set apart", short(ref))
		}
		if why != "" {
			k.problem(o, why, k.remedy(ref))
			continue
		}
		for _, id := range t.reports {
			if !apart[id] {
				apart[id] = true
				reports = append(reports, id)
			}
		}
	}
	if len(reports) == 0 {
		k.nothing(o)
		return
	}
	rest := slices.DeleteFunc(slices.Clone(o.Items), func(id string) bool { return apart[id] })
	if why := k.leavesNone(reports, o.Made); why != "" && len(rest) == 0 {
		k.unmet(o, why, leaveOthers+", or remove the decision")
		return
	}
	fresh := k.begin(o, reports[0])
	o.Stories, o.Reports = []string{fresh}, reports
	for _, report := range reports {
		from := k.home[report]
		if from == fresh {
			continue
		}
		// Whether the clustering keeps them apart itself by now.
		met := len(rest) > 0 && !slices.ContainsFunc(k.story(from).Members, func(m news.Member) bool { return slices.Contains(rest, m.Item) })
		if !slices.Contains(o.Stories, from) {
			o.Stories = append(o.Stories, from)
		}
		switch {
		case met && k.story(from).Begun.Before(o.Made):
			if len(k.story(fresh).Members) == 0 {
				k.story(fresh).Into = k.story(from).Path()
			}
		case met:
			k.move(o, from, fresh, nil)
		default:
			k.move(o, from, fresh, slices.DeleteFunc(slices.Clone(reports), func(id string) bool { return k.home[id] != from }))
		}
	}
	if s := k.story(fresh); len(s.Members) > 0 {
		s.Into = ""
	}
}

const leaveOthers = "name only reports that leave others behind in their story"

// leavesNone says of reports that were to be set apart at a moment in which story they leave no other one behind; empty if in none. A
// story of which they are all for another reason does not count: they came to it from elsewhere since, or another has left it.
func (k *desk) leavesNone(reports []string, made time.Time) string {
	for _, report := range reports {
		s := k.story(k.home[report])
		if slices.ContainsFunc(s.Members, func(m news.Member) bool {
			return !slices.Contains(reports, m.Item) || len(m.Past) > 0 && m.Joined.After(made)
		}) || k.lost(s.Path(), made) {
			continue
		}
		if len(s.Members) == 1 {
			return fmt.Sprintf("%q stands alone already, in %s", report, s.Path())
		}
		return fmt.Sprintf("these are all reports of %s", s.Path())
	}
	return ""
}

// lost says whether a report has left the story of a path after a moment, by itself.
func (k *desk) lost(path string, made time.Time) bool {
	for _, s := range k.stories {
		for _, m := range s.Members {
			for i, stay := range m.Past {
				until := m.Joined
				if i+1 < len(m.Past) {
					until = m.Past[i+1].Joined
				}
				if stay.Story == path && until.After(made) {
					return true
				}
			}
		}
	}
	return false
}

// begin makes an empty story at an address that never changes.
func (k *desk) begin(o *news.Outcome, founding string) string {
	id := ""
	for n := 0; ; n++ {
		sum := sha256.Sum256([]byte("split\n" + founding + "\n" + strconv.Itoa(n)))
		id = strings.ToLower(base32.StdEncoding.EncodeToString(sum[:5]))
		if _, taken := k.pos[id]; !taken {
			break
		}
	}
	it := k.item(founding)
	title := it.Title
	if i := slices.IndexFunc(k.in.Recorded, func(r news.Item) bool { return r.ID == founding }); i >= 0 {
		title = k.in.Recorded[i].Title
	}
	k.pos[id] = len(k.stories)
	k.stories = append(k.stories, news.Story{ID: id, Day: it.Day, Slug: text.Slug(title), Begun: o.Made, Dated: k.dated(o, it), Updated: o.Made})
	return id
}

// dated is the date in feeds of a story that is set apart: an odd second, where those that the archive has are even, of the hour
// before the decision, or of the time since the run before it, lest importers have asked since then; but of two minutes at least. Which
// one depends on the founding report, so that other decisions come and go and it stays, unless two have the same. What was found in a
// backlog is no news, and has a second of the hour after its own date.
func (k *desk) dated(o *news.Outcome, founding news.Item) time.Time {
	const step = 2 * time.Second
	if founding.Backlog && !founding.Published.IsZero() {
		return k.free(founding.Published.Truncate(step).Add(oddSecond(founding.ID, time.Hour)), step)
	}
	span := time.Hour
	for _, s := range k.in.Stories {
		if since := o.Made.Sub(s.Begun); since >= 0 {
			span = min(span, since)
		}
	}
	return k.free(o.Made.Truncate(step).Add(-oddSecond(founding.ID, max(span, 2*time.Minute))), -step)
}

// oddSecond picks one of a span by a hash.
func oddSecond(id string, span time.Duration) time.Duration {
	sum := sha256.Sum256([]byte("dated\n" + id))
	return time.Duration(binary.BigEndian.Uint32(sum[:])%uint32(span/(2*time.Second)))*2*time.Second + time.Second
}

// free is the first of some moments that no story has for its date.
func (k *desk) free(at time.Time, step time.Duration) time.Time {
	for slices.ContainsFunc(k.stories, func(s news.Story) bool { return s.Dated.Equal(at) }) {
		at = at.Add(step)
	}
	return at
}

// move takes reports, or all where reports is nil, from one story to another. The other keeps the report that leads it, since its
// address keeps the title in it; one that had no reports is led as those that it takes were.
func (k *desk) move(o *news.Outcome, from, to string, reports []string) {
	src, dst := k.story(from), k.story(to)
	moves := func(m news.Member) bool { return reports == nil || slices.Contains(reports, m.Item) }
	lead := dst.Lead
	dst.Members = slices.Clone(dst.Members)
	for _, m := range src.Members {
		if !moves(m) {
			continue
		}
		if reports == nil { // what they have in common with one another still holds
			m.Why = append(slices.Clip(m.Why), decided(o))
		} else {
			m.Why = []news.Evidence{decided(o)}
		}
		k.home[m.Item] = to
		dst.Members = append(dst.Members, m)
	}
	slices.SortFunc(dst.Members, func(x, y news.Member) int { return news.CompareItems(k.item(x.Item), k.item(y.Item)) })
	if lead == "" {
		lead = src.Lead
	}
	led := src.Lead
	dst.Lead = lead
	src.Members = without(src.Members, moves)
	src.Left = slices.Clone(src.Left)
	for _, s := range []*news.Story{src, dst} {
		if o.Made.After(s.Updated) {
			s.Updated = o.Made
		}
	}
	if src.Updated.After(dst.Updated) && reports == nil {
		dst.Updated = src.Updated
	}
	k.mend(dst)
	if len(src.Members) == 0 {
		set := k.settled[from]
		set.Led = led
		k.settled[from] = set
		src.Members, src.Lead, src.Into = nil, "", dst.Path()
		return
	}
	k.mend(src)
	if path := dst.Path(); !slices.Contains(src.Left, path) {
		src.Left = append(src.Left, path)
	}
}
