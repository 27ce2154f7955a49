package site

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"counternotice/internal/edition"
	"counternotice/internal/news"
	folded "counternotice/internal/text"
)

// join is what put a report into its story.
type join struct {
	Publisher text
	Title     text
	When      moment
	After     string // "3 hours after the leading report"
	Copy      bool
	Lines     []evidence
}

func (p *pen) joins(s *edition.Story) []join {
	var out []join
	for _, rep := range s.Reports {
		if len(rep.Why) == 0 {
			continue
		}
		t, _ := p.title(rep.Item.Title, rep.Item.Language)
		j := join{Publisher: p.publisher(rep), Title: t, When: p.clockFull(rep.Joined), Copy: rep.Copy, Lines: p.joinEvidence(rep, s)}
		if rep != s.Lead && rep.Dated && s.Lead.Dated {
			j.After = apart(rep.Published.Sub(s.Lead.Published))
		}
		out = append(out, j)
	}
	return out
}

func (p *pen) joinEvidence(rep *edition.Report, s *edition.Story) []evidence {
	out := make([]evidence, 0, len(rep.Why))
	for _, e := range rep.Why {
		v := evidence{Value: p.name(e.Value, ""), Score: score(e.Score)}
		switch e.Rule {
		case "report":
			k := slices.IndexFunc(s.Reports, func(o *edition.Report) bool { return o.Item.ID == e.Value })
			if k < 0 {
				continue
			}
			v.Says, v.Value = "nearest to the report by", p.publisher(s.Reports[k])
		case "words":
			v.Says, v.Where, v.Value = "words in common", where(e.In), p.name(wordForms(e, rep, s), "")
		case "together":
			v.Says, v.Value = "taken together, the reports in its language and those in others share", p.name(wordForms(e, rep, s), "")
		case "link":
			v.Says = "the same link"
		case "number":
			v.Says = "a number in common"
		case "reference":
			v.Says, v.Value = "the same case, bill or paper", p.name(news.Ref(e.Value).Label(), "")
		case "time":
			v.Says = "apart in time"
		default:
			v.Says, v.Where = e.Rule, where(e.In)
		}
		out = append(out, v)
	}
	return out
}

// shared is a term that two reports share: a stem, a pair of characters, a number, or the English name of a thing.
type shared struct {
	term   string
	weight float64 // 0 where none is given
}

// wordForms sets the terms of "court:0.12 constitut:0.09" as their readers know them, "courts 0.12, constitutional 0.09", and
// of "rule=verdict:0.10" both, "ruling = verdict 0.10": by the first word that has the stem in what the page shows of the report, of the leading one, of a few others. A stem that
// stands in none of them was found further down in the text and ends in an ellipsis.
func wordForms(e news.Evidence, rep *edition.Report, s *edition.Story) string {
	var terms []shared
	for f := range strings.FieldsSeq(e.Value) {
		term, number, _ := strings.Cut(strings.TrimSuffix(f, ","), ":")
		weight, _ := strconv.ParseFloat(number, 64)
		terms = append(terms, shared{term, weight})
	}
	shown := append([]*edition.Report{rep, s.Lead}, s.Reports[:min(len(s.Reports), 5)]...)
	nearest := slices.DeleteFunc(slices.Clone(s.Reports), func(o *edition.Report) bool {
		return !slices.ContainsFunc(rep.Why, func(e news.Evidence) bool { return e.Rule == "report" && e.Value == o.Item.ID })
	})
	terms = runsOf(terms, shown)
	var out []string
	for _, t := range terms {
		stem, other, _ := strings.Cut(t.term, "=")
		form := formOf(stem, shown, e.In)
		if other != "" {
			form += " = " + formOf(other, append(nearest, shown...), e.In)
		}
		if t.weight > 0 {
			form += " " + strconv.FormatFloat(t.weight, 'f', 2, 64)
		}
		out = append(out, form)
	}
	return strings.Join(out, ", ")
}

// formOf is a term as its readers know it.
func formOf(term string, shown []*edition.Report, in string) string {
	if first, _ := utf8.DecodeRuneInString(term); !unicode.IsLetter(first) || isUnspaced(first) {
		return term
	}
	if form := wordForm(term, shown); form != "" {
		return form
	}
	if in == "languages" {
		return term
	}
	return term + "…"
}

// wordForm finds the first word with a stem in what reports say; empty if there is none.
func wordForm(stem string, reports []*edition.Report) string {
	for _, part := range []func(news.Item) string{func(it news.Item) string { return it.Title }, func(it news.Item) string { return it.Excerpt }} {
		for _, rep := range reports {
			for w := range strings.FieldsFuncSeq(part(rep.Item), func(r rune) bool {
				return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '\'' && r != '’'
			}) {
				if strings.EqualFold(w, stem) {
					return w
				}
				if first, _ := utf8.DecodeRuneInString(w); isUnspaced(first) {
					continue
				}
				if stems := folded.Stems(w, rep.Item.Language); len(stems) == 1 && stems[0] == stem {
					w = strings.ReplaceAll(w, "’", "'")
					if head, tail, elided := strings.Cut(w, "'"); elided && folded.Fold(tail) != "s" && !strings.HasPrefix(folded.Fold(head), stem) {
						return tail // "d'internet"
					}
					return strings.TrimSuffix(w, "'s")
				}
			}
		}
	}
	return ""
}

// runsOf puts pairs of characters of scripts without spaces together where they overlap in a title: two pairs for a name
// of three characters. The run stands where its first pair stood and weighs as much as all of them.
func runsOf(terms []shared, reports []*edition.Report) []shared {
	pairs := map[string]int{}
	for i, t := range terms {
		if first, n := utf8.DecodeRuneInString(t.term); isUnspaced(first) && utf8.RuneCountInString(t.term[n:]) == 1 {
			pairs[t.term] = i
		}
	}
	taken := map[int]bool{}
	for _, rep := range reports {
		title := []rune(folded.Fold(rep.Item.Title))
		for i := 0; i+1 < len(title); i++ {
			var run []int
			for k := i; k+1 < len(title); k++ {
				at, ok := pairs[string(title[k:k+2])]
				if !ok || taken[at] {
					break
				}
				run = append(run, at)
				taken[at] = true
			}
			if len(run) == 0 {
				continue
			}
			first, weight := run[0], 0.0
			for _, at := range run {
				first = min(first, at)
				weight += terms[at].weight
				terms[at].term = ""
			}
			terms[first] = shared{string(title[i : i+len(run)+1]), weight}
			i += len(run)
		}
	}
	out := terms[:0]
	for _, t := range terms {
		if t.term != "" {
			out = append(out, t)
		}
	}
	return out
}

func isUnspaced(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai)
}
