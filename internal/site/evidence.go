package site

import (
	"strconv"
	"strings"

	"counternotice/internal/edition"
	"counternotice/internal/news"
)

type tagGroup struct {
	Facet string
	Tags  []link
}

type tagEvidence struct {
	Label   link
	Reports string
	Lines   []evidence
}

// evidence is one line of what earned an item its tag or its place. Either Rule or Says is set.
type evidence struct {
	Rule  text   // in the notation of taxonomy.yaml
	Says  string // in words: "words in common"
	Tag   link   // that Says ends in
	Value text
	Where string
	Score string
}

func (p *pen) storyTags(v *storyPage, s *edition.Story) {
	for _, f := range news.Facets {
		g := tagGroup{Facet: facetTitle(f)}
		for _, t := range s.Tags {
			if t.Tag.ID.Facet() != f {
				continue
			}
			l := p.tagLink(t)
			g.Tags = append(g.Tags, l)
			if len(t.Evidence) > 0 {
				v.Evidence = append(v.Evidence, tagEvidence{Label: l, Reports: counted(t.Reports, "report", "reports"), Lines: p.evidence(t.Evidence)})
			}
		}
		if len(g.Tags) > 0 {
			v.Tags = append(v.Tags, g)
		}
	}
}

// evidence is what earned a tag.
func (p *pen) evidence(list []news.Evidence) []evidence {
	out := make([]evidence, 0, len(list))
	for _, e := range list {
		v := evidence{Value: p.name(e.Value, ""), Where: where(e.In), Score: score(e.Score)}
		learned, isLearned := strings.CutPrefix(e.Rule, "model: ")
		switch {
		case isLearned:
			v.Says, v.Value = "learned from labelled items", p.name(learned, "")
		case e.In == "tag":
			v.Says, v.Tag = "follows from the tag", p.tagByID(news.TagID(e.Rule))
		case e.In == "feed":
			v.Says = "the country of the source"
		default:
			v.Rule = p.name(e.Rule, "")
		}
		out = append(out, v)
	}
	return out
}

func score(f float64) string {
	if f == 0 {
		return ""
	}
	return strconv.FormatFloat(f, 'g', -1, 64)
}

// tagByID links to a tag by its label; one that has no page is named in the words of its id.
func (p *pen) tagByID(id news.TagID) link {
	if l := p.listed[id.Path()]; l != nil {
		return link{Href: p.href(l.Path), Text: l.Title}
	}
	return link{Text: strings.ReplaceAll(id.Name(), "-", " ")}
}

// where says in which part of an item a rule found something.
func where(in string) string {
	switch in {
	case "title":
		return "in the title"
	case "text":
		return "in the text"
	case "category":
		return "in the publisher's categories"
	case "link":
		return "in a link"
	case "title and text":
		return "in the title or the text"
	case "languages":
		return "across languages"
	}
	return ""
}
