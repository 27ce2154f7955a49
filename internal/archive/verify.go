package archive

import (
	"fmt"

	"counternotice/internal/news"
)

// Verify reads everything and answers every problem in order of file and line: damage, files that are whole but written
// otherwise, names that do not belong, and references that lead nowhere. An error means that the folder could not be read.
func (a *Archive) Verify() (news.Problems, error) {
	c, loose, err := a.load("")
	if err != nil {
		return nil, err
	}
	out, err := a.strange()
	if err != nil {
		return nil, err
	}
	out = append(out, c.Damaged...)
	for _, name := range loose {
		out = append(out, news.Problem{
			File: a.path(name), What: "is whole, but its line ends or its order are not the digest's",
			Remedy: "nothing is lost; restore it from git to be rid of this",
		})
	}
	v := verifier{a: a, out: out, items: map[string]*news.Item{}, story: map[string]string{}, paths: map[string]bool{}, feeds: map[string]bool{}}
	v.references(c)
	_ = v.out.Err() // puts them in order
	return v.out, nil
}

type verifier struct {
	a     *Archive
	out   news.Problems
	items map[string]*news.Item
	story map[string]string // item to the story that has it
	paths map[string]bool   // of stories
	feeds map[string]bool
}

func (v *verifier) add(file, format string, args ...any) {
	v.out = append(v.out, news.Problem{File: v.a.path(file), What: fmt.Sprintf(format, args...), Remedy: "restore the archive from git as it was before"})
}

func (v *verifier) references(c *Content) {
	for i := range c.States {
		v.feeds[c.States[i].Feed.ID] = true
	}
	for i := range c.Items {
		it := &c.Items[i]
		v.items[it.ID] = it
		file := items.file(it)
		switch {
		case len(it.Sources) == 0 || it.Sources[0].Feed != it.Feed:
			v.add(file, "item %q does not name its feed %q as its first source", it.ID, it.Feed)
		case !v.feeds[it.Feed]:
			v.add(file, "item %q is of feed %q, of which nothing is remembered", it.ID, it.Feed)
		}
	}
	for i := range c.LeftOut {
		if l := &c.LeftOut[i]; v.items[l.ID] != nil {
			v.add(leftOut.file(l), "%q is left out, and is an item too", l.ID)
		}
	}
	for i := range c.Revisions {
		r := &c.Revisions[i]
		if it := v.items[r.Item]; it == nil || it.Month() != r.ItemMonth {
			v.add(revisions.file(r), "revises item %q of %s, which is not there", r.Item, r.ItemMonth)
		}
	}
	for i := range c.Stories {
		v.paths[c.Stories[i].Path()] = true
	}
	for i := range c.Stories {
		v.members(&c.Stories[i])
	}
	for i := range c.Items {
		if it := &c.Items[i]; v.story[it.ID] == "" {
			v.add(items.file(it), "item %q is in no story", it.ID)
		}
	}
}

func (v *verifier) members(s *news.Story) {
	file := stories.file(s)
	in := map[string]bool{}
	for _, m := range s.Members {
		in[m.Item] = true
		switch first := v.story[m.Item]; {
		case v.items[m.Item] == nil:
			v.add(file, "story %q has item %q, which is not there", s.ID, m.Item)
		case first != "":
			v.add(file, "story %q has item %q, which story %q has too", s.ID, m.Item, first)
		default:
			v.story[m.Item] = s.ID
		}
	}
	for _, m := range s.Members {
		if m.Copy != "" && (!in[m.Copy] || m.Copy == m.Item) {
			v.add(file, "story %q has item %q as a copy of %q, which it does not have", s.ID, m.Item, m.Copy)
		}
		for _, stay := range m.Past {
			if !v.paths[stay.Story] {
				v.add(file, "item %q of story %q was in story %q before, which is not there", m.Item, s.ID, stay.Story)
			}
		}
	}
	switch {
	case s.Into != "" && len(s.Members) > 0:
		v.add(file, "story %q is merged away and has items", s.ID)
	case s.Into != "" && (!v.paths[s.Into] || s.Into == s.Path()):
		v.add(file, "story %q was merged into %q, which is not there", s.ID, s.Into)
	case s.Into == "" && len(s.Members) > 0 && !in[s.Lead]:
		v.add(file, "story %q is led by %q, which it does not have", s.ID, s.Lead)
	case s.Into == "" && len(s.Members) == 0 && len(s.Left) == 0:
		v.add(file, "story %q has no items", s.ID)
	}
	for _, p := range s.Left {
		if !v.paths[p] {
			v.add(file, "items of story %q left for %q, which is not there", s.ID, p)
		}
	}
}
