package site

import (
	"io/fs"
	"slices"
	"time"

	"counternotice/internal/news"
)

// composePage is the editors' desk, which the script brings to life; the stories come from internal/letter.
type composePage struct {
	page
	Script  string
	Letters string
	Weeks   []deskWeek // this week and the last one
	From    string     // the days that are chosen at first
	To      string
	First   string // of the archive
	Last    string
	Facets  []facetChoice
}

// readDesk reads the script of the desk: what an issue says, and the page, as one module.
func readDesk(templates fs.FS) (asset, error) {
	words, err := readCode(templates, "compose-letter.js")
	if err != nil {
		return asset{}, err
	}
	page, err := readCode(templates, "compose.js")
	return newAsset("compose.js", slices.Concat(words.data, page.data)), err
}

// deskWeek is a week that a button chooses.
type deskWeek struct{ Name, From, To string }

func (*composePage) template() string { return "page/compose.html" }

func (r *renderer) composePage() error {
	p := r.pen("compose/")
	v := &composePage{page: p.page("Editors’ desk", "Pick the stories of any days, put them in order, write your own sentences, and take the issue as rich text, Markdown, HTML or CSV. Nothing is sent or stored.")}
	v.Script, v.Letters = p.href(r.site.desk.path), p.href("letter/")
	// The weeks are those of the last run that recorded something, so that time alone changes no page.
	monday := r.d.Updated.In(r.zone)
	monday = time.Date(monday.Year(), monday.Month(), monday.Day()-(int(monday.Weekday())+6)%7, 0, 0, 0, 0, time.UTC)
	for i, name := range []string{"This week", "Last week"} {
		from := monday.AddDate(0, 0, -7*i)
		v.Weeks = append(v.Weeks, deskWeek{name, from.Format(time.DateOnly), from.AddDate(0, 0, 6).Format(time.DateOnly)})
	}
	v.From, v.To = v.Weeks[0].From, v.Weeks[0].To
	v.First, v.Last = v.From, v.To
	if n := len(r.d.Days); n > 0 {
		v.First, v.Last = min(r.d.Days[n-1].ID, v.From), max(r.d.Days[0].ID, v.To)
		if newest := r.d.Days[0].ID; newest < v.From { // nothing yet this week
			v.From, v.To = v.Weeks[1].From, v.Weeks[1].To
		}
	}
	var topics, places []option
	for _, l := range r.d.Tags {
		switch o := (option{l.Tag.ID.Name(), l.Title}); l.Tag.ID.Facet() {
		case news.FacetTopic:
			topics = append(topics, o)
		case news.FacetPlace:
			places = append(places, o)
		}
	}
	licenses := []option{{"full", "May be quoted in full"}, {"paid", "In full, also for money"}}
	v.Facets = []facetChoice{{"topic", "Topic", topics}, {"place", "Place", places}, {"language", "Language", r.spokenIn()}, {"license", "Licence", licenses}}
	return r.render(p.at, v)
}
