package site

import (
	"slices"
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
	Rule   text   // in the notation of taxonomy.yaml
	Quote  text   // what it matched, in the words of the report; may be empty
	Beside text   // what else it needs and found elsewhere; may be empty
	Else   string // where that is: "in the text"
	Says   string // in words: "words in common"
	Tag    link   // that Says ends in
	Value  text
	Where  string
	Of     cite // the report, on the page of a story
	Score  string
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
				v.Evidence = append(v.Evidence, tagEvidence{Label: l, Reports: counted(t.Reports, "report", "reports"), Lines: p.tagEvidence(t.Evidence)})
			}
		}
		if len(g.Tags) > 0 {
			v.Tags = append(v.Tags, g)
		}
	}
}

// tagEvidence is what earned a story a tag, with the report that each line is of.
func (p *pen) tagEvidence(list []edition.TagEvidence) []evidence {
	out := make([]evidence, 0, len(list))
	for _, e := range list {
		v := p.evidence([]news.Evidence{e.Evidence})[0]
		it := e.Report.Item
		switch e.In {
		case "decision": // is of the story, whichever report it names
			out = append(out, v)
			continue
		case "category":
			v.Where = "in the categories"
		case "tag":
			v.Where = "in the report"
		}
		v.Of = cite{Href: outward(it.URL), Name: p.publisher(e.Report)}
		if e.Report.Foreign {
			v.Of.HrefLang = p.language(it.Language).tag
		}
		v.Quote, v.Beside, v.Else = p.text(e.Quote, it.Language), p.text(e.Beside, it.Language), "in the title"
		if e.In == "title" {
			v.Else = "in the text"
		}
		out = append(out, v)
	}
	return out
}

// evidence is what earned a tag.
func (p *pen) evidence(list []news.Evidence) []evidence {
	out := make([]evidence, 0, len(list))
	for _, e := range list {
		v := evidence{Value: p.name(e.Value, ""), Where: where(e.In), Score: score(e.Score)}
		learned, isLearned := strings.CutPrefix(e.Rule, news.Inferred)
		switch {
		case isLearned:
			p.inferred(&v, learned)
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

// inferred says what a tag that no phrase names was inferred from: a feature of the model, as taxonomy.Model writes it.
func (p *pen) inferred(v *evidence, feature string) {
	tag, given := strings.CutPrefix(feature, "+")
	facet, name, isTag := strings.Cut(tag, "/")
	switch {
	case feature == "+relevance":
		v.Says = "inferred from the rules, which take the report"
	case feature == "+excluded":
		v.Says = "inferred from a sense of the title that is not ours"
	case strings.HasPrefix(feature, "@"):
		v.Says, v.Value = "inferred from words for", p.name(strings.TrimPrefix(strings.ReplaceAll(feature, " @", " and "), "@"), "")
	case facet == "language":
		v.Says, v.Value = "inferred from the language", p.name(name, "")
	case given && isTag:
		v.Says, v.Tag = "inferred from the tag", p.tagByID(news.TagID(tag))
	case isTag && slices.Contains(news.Facets, news.Facet(facet)):
		v.Says, v.Tag = "inferred from words of the tag", p.tagByID(news.TagID(tag))
	case strings.HasSuffix(feature, "*"):
		v.Says, v.Value = "inferred from a word that begins", p.name(strings.TrimSuffix(feature, "*"), "")
	default:
		v.Says, v.Value = "inferred from the word", p.name(feature, "")
	}
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
