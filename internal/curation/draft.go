package curation

import (
	"errors"
	"fmt"
	"slices"

	"counternotice/internal/news"
)

// Draft completes a decision as somebody types it, with any reference that holds now: stories are named by their path,
// reports by their id, and Items is filled with what the stories have. The decisions of the file are taken into account. The
// comment says in a line what it is about, for people who read the file; of what is hidden it says nothing. The error says what could not be
// found, and the remedy.
func (f *File) Draft(in Input, d news.Decision) (out news.Decision, comment string, err error) {
	k := newDesk(f, in)
	for _, e := range f.Decisions {
		if e.Verb == news.VerbMerge || e.Verb == news.VerbSplit {
			k.carryOut(&news.Outcome{Decision: e, Made: e.At(in.Zone)})
		}
	}
	byReport := d.Verb == news.VerbHide || d.Verb == news.VerbRetag || d.Verb == news.VerbSplit || d.Verb == news.VerbLead
	about := func(ref string) (refs []string, err error) {
		t, why := k.resolve(ref)
		switch left := k.leftOut(ref); {
		case len(left) > 0 && (d.Verb == news.VerbHide || d.Verb == news.VerbTake):
			return left, nil
		case len(left) > 0:
			return nil, fmt.Errorf("%s; %s; the next run makes a report of it", why, k.remedy(ref))
		case why != "":
			return nil, errors.New(why + "; look for it in the archive with \"digest explain\", or take the address from its page")
		case d.Verb == news.VerbTake:
			return nil, fmt.Errorf("%q was not left out: it is in %s; change its tags with \"digest curate retag\"", short(ref), k.story(t.story).Path())
		case t.named == "" && byReport:
			refs = t.reports
		case d.Verb == news.VerbSplit || d.Verb == news.VerbLead:
			return nil, fmt.Errorf("%q is a story; name the report", ref)
		default:
			refs = []string{k.story(t.story).Path()}
		}
		if t.named == "" && byReport && d.Verb != news.VerbSplit {
			return refs, nil // a report is its own anchor
		}
		for _, m := range k.story(t.story).Members {
			if !slices.Contains(d.Items, m.Item) {
				d.Items = append(d.Items, m.Item)
			}
		}
		return refs, nil
	}
	var targets []string
	for _, ref := range d.Targets {
		refs, err := about(ref)
		if err != nil {
			return d, "", err
		}
		for _, r := range refs {
			if !slices.Contains(targets, r) {
				targets = append(targets, r)
			}
		}
	}
	if d.Verb == news.VerbSplit {
		slices.SortFunc(targets, func(x, y string) int { return news.CompareItems(k.item(x), k.item(y)) })
		if why := k.leavesNone(targets, in.Now); why != "" {
			return d, "", fmt.Errorf("%s; %s; nothing was written", why, leaveOthers)
		}
	}
	d.Targets = targets
	if d.Into != "" {
		refs, err := about(d.Into)
		if err != nil {
			return d, "", err
		}
		d.Into = refs[0]
	}
	if d.Verb == news.VerbHide {
		return d, "", nil // the file is public too
	}
	if d.Verb == news.VerbTake {
		i := slices.IndexFunc(in.LeftOut, func(l news.LeftOut) bool { return l.ID == targets[0] })
		return d, fmt.Sprintf("%q, %s", short(in.LeftOut[i].Title), in.LeftOut[i].Feed), nil
	}
	t, _ := k.resolve(targets[0])
	subject := k.story(t.story).Lead
	if len(t.reports) > 0 {
		subject = t.reports[0]
	}
	it := k.item(subject)
	return d, fmt.Sprintf("%q, %s", short(it.Title), it.Feed), nil
}
