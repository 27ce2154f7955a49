package site

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"time"

	"counternotice/internal/edition"
	"counternotice/internal/news"
)

// report is one item on the page of its story.
type report struct {
	Title     text
	Href      string
	HrefLang  string
	In        string
	Publisher text
	Source    string // the page of the source; empty when it has none
	When      moment
	Seen      bool
	Speaker   string
	Authors   []text
	Excerpt   *excerpt
	Also      []sourceRef
	Former    []former // titles that the publisher has replaced, the newest first
	Copy      bool     // repeats another report, that of which is not on the page
	Copies    []cite   // what repeats this one word for word
	Leading   bool     // only named: it stands above
	FollowUp  bool     // published on a later day than the first report
	Deep      bool     // stands under the heading of a day
}

// document is a paper that the reports link to.
type document struct {
	Href     string
	HrefLang string
	Type     string // of the file, as MIME has it; empty for a page
	Name     string // "Judgment C-682/18", else its address
	Form     string // "PDF, Dutch"
	Whose    text   // the body whose it is, else the source whose host it lies on; may be empty
	At       string // its host, where neither Name nor Whose tells it
	Official bool
	Cited    string // "linked by 3 publishers"
}

// reference is a document of record that reports cite by number, and where else it is cited.
type reference struct {
	Label   string
	Kind    string
	Reports string
	Stories []line
}

// took is a story that was merged into this one.
type took struct {
	Href  string
	Begun moment
}

// former is a title that stood there until a day.
type former struct {
	Title text
	Until moment
}

// formerShown is how many former titles a report names: a headline that flaps must not fill the page.
const formerShown = 3

type reportDay struct {
	Day     string
	ISO     string
	Count   string // of independent reports
	Reports []*report
	count   int
}

func (p *pen) documents(s *edition.Story) []document {
	var out []document
	for _, d := range s.Documents {
		v := document{Href: outward(d.URL), Name: d.Title(), Official: d.Official, Cited: "linked by " + counted(d.Cited, "publisher", "publishers")}
		if v.Href == "" {
			continue
		}
		var form []string
		if v.Type = fileType(v.Href); v.Type != "" {
			form = append(form, fileTypes[v.Type])
		}
		if l := p.language(d.Language); l.name != "" {
			form, v.HrefLang = append(form, l.name), l.tag
		}
		v.Form = strings.Join(form, ", ")
		switch {
		case d.Body != "":
			v.Whose = p.name(d.Body, p.home.tag)
		case d.Source != nil:
			v.Whose = p.name(sourceName(d.Source), d.Source.Feed.Language)
		}
		if v.Name == "" {
			v.Name = address(d.URL)
		} else {
			v.At = news.Host(d.URL)
		}
		out = append(out, v)
	}
	return out
}

// fileTypes names the types of files for readers.
var fileTypes = map[string]string{
	"application/pdf": "PDF", "application/msword": "Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
	"application/vnd.oasis.opendocument.text": "OpenDocument", "application/rtf": "RTF", "application/vnd.ms-excel": "Excel",
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel", "application/vnd.oasis.opendocument.spreadsheet": "OpenDocument", "text/csv": "CSV", "application/zip": "ZIP",
	"application/epub+zip": "EPUB",
}

var extensions = map[string]string{
	".pdf": "application/pdf", ".doc": "application/msword", ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".odt": "application/vnd.oasis.opendocument.text", ".rtf": "application/rtf", ".xls": "application/vnd.ms-excel",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".ods": "application/vnd.oasis.opendocument.spreadsheet", ".csv": "text/csv", ".zip": "application/zip",
	".epub": "application/epub+zip",
}

// fileType is the type of a file, as far as its address tells; empty for a page.
func fileType(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	_, rest, _ = strings.Cut(rest, "/")
	rest, _, _ = strings.Cut(strings.ToLower(rest), "?")
	rest, _, _ = strings.Cut(rest, "#")
	if t := extensions[path.Ext(rest)]; t != "" {
		return t
	}
	if slices.Contains(strings.Split(rest, "/"), "pdf") { // "arxiv.example/pdf/2611.01234"
		return "application/pdf"
	}
	return ""
}

// referenceKind puts the kind of a cited document in words.
func referenceKind(kind string) string {
	switch kind {
	case "case", "docket":
		return "court case"
	case "act":
		return "law"
	case "doi":
		return "paper"
	case "cve":
		return "vulnerability"
	case "lumen":
		return "notice"
	}
	return kind
}

// address is where a link leads, without what every address has, and short enough for a line.
func address(raw string) string {
	_, rest, _ := strings.Cut(outward(raw), "://")
	rest = strings.TrimSuffix(strings.TrimPrefix(rest, "www."), "/")
	if r := []rune(rest); len(r) > addressRunes {
		return string(r[:addressRunes]) + "…"
	}
	return rest
}

const addressRunes = 70

// apart says how long after or before the leading report another was published.
func apart(d time.Duration) string {
	word := " after the leading report"
	if d < 0 {
		d, word = -d, " before the leading report"
	}
	switch h := int(d.Hours()); {
	case d < time.Hour:
		return "within an hour of the leading report"
	case h < 48:
		return counted(h, "hour", "hours") + word
	default:
		return counted(h/24, "day", "days") + word
	}
}

// followUp is how long after the first report a later one is called a follow-up; sooner, it retells.
const followUp = 24 * time.Hour

// reports tells the leading report and then the course of events: by the publishers' own days, the oldest first. A
// word-for-word copy is named beside the report that it repeats.
func (p *pen) reports(v *storyPage, s *edition.Story) {
	copies := map[*edition.Report][]cite{}
	var rest []*edition.Report
	for _, rep := range s.Reports {
		if rep.Copy && rep.CopyOf != nil {
			copies[rep.CopyOf] = append(copies[rep.CopyOf], p.cite(rep))
		} else {
			rest = append(rest, rep)
			v.Running = v.Running || p.dayOf(rep.Published) != p.dayOf(s.Lead.Published)
		}
	}
	v.Lead = p.report(s.Lead)
	v.Lead.Copies = copies[s.Lead]
	if len(rest) == 1 {
		return
	}
	slices.SortStableFunc(rest, func(a, b *edition.Report) int {
		return cmp.Or(strings.Compare(p.dayOf(a.Published), p.dayOf(b.Published)), a.Published.Compare(b.Published), news.CompareItems(a.Item, b.Item))
	})
	for _, rep := range rest {
		if rep == s.Lead && !v.Running {
			continue
		}
		day := p.dayOf(rep.Published)
		if n := len(v.Days); n == 0 || v.Days[n-1].ISO != day {
			v.Days = append(v.Days, reportDay{Day: spellDay(day), ISO: day})
		}
		d := &v.Days[len(v.Days)-1]
		d.count++
		d.Count = counted(d.count, "report", "reports")
		if rep == s.Lead {
			d.Reports = append(d.Reports, &report{Publisher: v.Lead.Publisher, Leading: true})
			continue
		}
		out := p.report(rep)
		out.Copies, out.Deep, out.FollowUp = copies[rep], v.Running, rep.Dated && rep.Published.Sub(rest[0].Published) >= followUp
		d.Reports = append(d.Reports, out)
	}
}

func (p *pen) report(rep *edition.Report) *report {
	out := &report{
		Href: outward(rep.Item.URL), Publisher: p.publisher(rep), When: p.clock(rep.Published), Seen: !rep.Dated, Speaker: rep.Speaker,
		Excerpt: p.excerpt(rep), Copy: rep.Copy,
	}
	out.Title, out.In = p.title(rep.Item.Title, rep.Item.Language)
	if rep.Foreign {
		l := p.language(rep.Item.Language)
		out.HrefLang, out.In = l.tag, l.name
	}
	if rep.Source != nil {
		out.Source = p.sourceLink(rep.Source).Href
	}
	for _, a := range rep.Item.Authors {
		out.Authors = append(out.Authors, p.name(a, rep.Item.Language))
	}
	for _, src := range rep.Also {
		out.Also = append(out.Also, sourceRef{p.sourceLink(src).Href, p.name(sourceName(src), src.Feed.Language)})
	}
	for _, f := range slices.Backward(rep.Item.Former) {
		if len(out.Former) < formerShown {
			t, _ := p.title(f.Title, rep.Item.Language)
			out.Former = append(out.Former, former{t, p.date(f.Until)})
		}
	}
	return out
}
