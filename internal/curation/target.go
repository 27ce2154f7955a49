package curation

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"counternotice/internal/news"
)

const remove = "look whether it is mistyped, or remove the decision"

// target is what a reference names now.
type target struct {
	named   string   // the story, where the reference names one; it may have been merged away
	story   string   // the story that has its reports now; empty if none is left
	reports []string // where the reference names reports
}

// resolve finds what a reference names. why says what is wrong where it names nothing that is there, and remedy what to do about it.
func (k *desk) resolve(ref string) (t target, why string) {
	if t, why = k.find(ref); why != "" && len(entriesAt(k.in.LeftOut, ref)) > 0 {
		why = fmt.Sprintf("%q was left out, and is no report", short(ref))
	}
	return t, why
}

func (k *desk) remedy(ref string) string {
	if len(k.leftOut(ref)) > 0 {
		return "let the digest take it, with \"digest curate take\""
	}
	return remove
}

func (k *desk) find(ref string) (t target, why string) {
	story, item := "", ""
	ours := !strings.Contains(ref, "://") || k.in.Site != "" && strings.HasPrefix(ref, k.in.Site)
	switch {
	case news.IsItemID(ref):
		item = ref
	case news.IsStoryID(ref):
		story = ref
	case ours:
		story = news.StoryOf(ref)
	}
	if story == "" && item == "" {
		if t.reports = k.article(ref); len(t.reports) > 0 {
			t.story = k.home[t.reports[0]]
			return t, ""
		}
		if story = news.StoryOf(ref); story == "" { // ours under another host, as a mirror has it
			return t, fmt.Sprintf("no report in the archive has the address %q", short(ref))
		}
	}
	if item != "" {
		item = k.report(item)
		home, ok := k.home[item]
		if _, known := k.at[item]; !known || !ok {
			return t, fmt.Sprintf("the archive has no report %q", item)
		}
		return target{story: home, reports: []string{item}}, ""
	}
	if _, ok := k.pos[story]; !ok {
		return t, fmt.Sprintf("the archive has no story %q", story)
	}
	t = target{named: story, story: k.follow(story)}
	if t.story == "" {
		why = fmt.Sprintf("the story %q has no report any more", story)
	}
	return t, why
}

// report is the id of the report that an id names: its own, or that of an entry which was left out until another feed brought the
// article.
func (k *desk) report(id string) string {
	if _, known := k.at[id]; known {
		return id
	}
	if k.leftAs == nil {
		k.leftAs = map[string]string{}
		for _, it := range k.items {
			for _, s := range it.Sources {
				if s.LeftOut != "" {
					k.leftAs[s.LeftOut] = it.ID
				}
			}
		}
	}
	return cmp.Or(k.leftAs[id], id)
}

// leftOut finds the entries that were left out under an id or an address, if no report has it.
func (k *desk) leftOut(ref string) []string {
	if _, why := k.find(ref); why == "" {
		return nil
	}
	return entriesAt(k.in.LeftOut, ref)
}

// entriesAt finds entries that were left out under an id or an address.
func entriesAt(left []news.LeftOut, ref string) (ids []string) {
	key := news.AddressKey(ref)
	host := hostOf(key)
	for _, l := range left {
		if l.ID == ref || key != "" && strings.Contains(l.URL, host) && news.AddressKey(l.URL) == key { // a key is dear to make
			ids = append(ids, l.ID)
		}
	}
	return ids
}

// follow is the story that has the reports of one that was merged away; empty if the trail ends nowhere.
func (k *desk) follow(id string) string {
	for range 100 { // longer than any trail; a circle ends here
		at, ok := k.pos[id]
		if !ok {
			return ""
		}
		if len(k.stories[at].Members) > 0 {
			return id
		}
		id = news.StoryOf(k.stories[at].Into)
	}
	return ""
}

// article finds the reports at an address, in the order of news.CompareItems.
func (k *desk) article(address string) []string {
	key := news.AddressKey(address)
	if key == "" {
		return nil
	}
	host := hostOf(key)
	if k.articles[host] == nil { // a key is dear to make, so only those of hosts that are asked for are made
		k.articles[host] = map[string][]string{}
		if k.inOrder == nil {
			k.inOrder = slices.SortedFunc(slices.Values(k.items), news.CompareItems)
		}
		for _, it := range k.inOrder {
			if k.home[it.ID] == "" {
				continue
			}
			urls := []string{it.URL}
			for _, s := range it.Sources {
				urls = append(urls, s.URL)
			}
			for _, u := range urls {
				if !strings.Contains(u, host) {
					continue
				}
				if at := news.AddressKey(u); !slices.Contains(k.articles[host][at], it.ID) {
					k.articles[host][at] = append(k.articles[host][at], it.ID)
				}
			}
		}
	}
	found := k.articles[host][key]
	if canonical := news.Canonical(address); len(found) > 1 { // one page may hold several articles, told apart by the fragment
		exact := slices.DeleteFunc(slices.Clone(found), func(id string) bool { return k.item(id).URL != canonical })
		if len(exact) > 0 {
			return exact
		}
	}
	return found
}

// hostOf is the host in the key of an address, which every address of that key has in it.
func hostOf(key string) string {
	if end := strings.IndexAny(key, "/?#"); end >= 0 {
		return key[:end]
	}
	return key
}

// group is what a decision means in one story.
type group struct {
	story   string
	whole   bool     // the story as such
	reports []string // else these of its reports
	anchors int      // how many of the decision's items it has
	named   bool
}

func (g *group) add(report string) {
	if !slices.Contains(g.reports, report) {
		g.reports = append(g.reports, report)
	}
}

// groups finds the stories in which the subject of a decision stands now, the one with most of it first. byReport says
// that a reference to a report means that report and not its story. What names nothing is reported.
func (k *desk) groups(o *news.Outcome, refs []string, byReport bool) []group {
	var out []group
	at := func(story string) *group {
		i := slices.IndexFunc(out, func(g group) bool { return g.story == story })
		if i < 0 {
			i = len(out)
			out = append(out, group{story: story})
		}
		return &out[i]
	}
	named := map[string]bool{}
	for _, ref := range refs {
		t, why := k.resolve(ref)
		switch {
		case why != "" && (t.named == "" || len(o.Items) == 0):
			k.problem(o, why, k.remedy(ref))
		case t.named != "":
			named[t.named] = true
			if len(o.Items) > 0 {
				break
			}
			if at(t.story).whole = true; t.story != t.named {
				k.problem(o, fmt.Sprintf("the story %q has no reports of its own any more; it holds for %s, which has them", t.named, k.story(t.story).Path()), "name the reports that are meant in items")
			}
		case byReport:
			for _, id := range t.reports {
				at(k.home[id]).add(id)
			}
		case len(o.Items) == 0:
			at(t.story).whole = true
		}
	}
	for _, id := range o.Items {
		home, ok := k.home[id]
		if _, known := k.at[id]; !known || !ok {
			k.problem(o, fmt.Sprintf("the archive has no report %q", id), "take it out of items")
			continue
		}
		g := at(home)
		g.add(id)
		g.anchors++
	}
	for i := range out {
		g := &out[i]
		g.named = named[g.story]
		g.whole = g.whole || g.named && g.anchors > 0 || 2*g.anchors > len(k.story(g.story).Members)
	}
	slices.SortStableFunc(out, func(x, y group) int {
		return cmp.Or(cmp.Compare(y.anchors, x.anchors), first(x.named, y.named), news.CompareStories(*k.story(x.story), *k.story(y.story)))
	})
	return out
}

func first(x, y bool) int {
	switch {
	case x == y:
		return 0
	case x:
		return -1
	}
	return 1
}

// nothing reports a decision whose subject is not there; what is missing of it has been said already.
func (k *desk) nothing(o *news.Outcome) {
	if o.Unmet = "what it is about is not in the archive"; !slices.ContainsFunc(k.problems, func(p news.Problem) bool { return p.Line == o.Line }) {
		k.unmet(o, o.Unmet, remove)
	}
}
