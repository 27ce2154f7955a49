package pipeline

import (
	"slices"
	"strings"
	"time"

	"counternotice/internal/edition"
	"counternotice/internal/news"
	"counternotice/internal/taxonomy"
	"counternotice/internal/text"
)

// candidate is an entry with what the digest would keep of it. Its text goes as soon as it has been judged.
type candidate struct {
	entry   news.Entry
	excerpt string
	judged  bool
	held    bool // one more new entry than a run takes: it was not looked at
	verdict taxonomy.Verdict
	stems   news.Stems // only of what is in
	numbers []string
	refs    []news.Ref
}

// The archive keeps so much of a text beside its excerpt: enough to tell stories, not enough to restore it.
const (
	stemWords  = 60
	maxNumbers = 30
	maxLinks   = 30
	maxRefs    = 12
)

// weigh cuts an entry to what the digest may keep of it, and judges it if it is new or has changed.
func (g *gatherer) weigh(f news.Feed, e news.Entry, held bool) candidate {
	if held {
		return candidate{entry: strip(f, e), held: true}
	}
	license := licensed(f)
	source := e.Summary
	if source == "" {
		source = e.Text
	}
	c := candidate{entry: e, excerpt: strings.Clone(text.Excerpt(source, license.Words, license.Words*news.ClosedRunes/news.ClosedWords))}
	id := g.sifter.known.Only(e)
	if g.sifter.settled(id, e, c.excerpt) {
		c.entry = strip(f, e)
		return c
	}
	c.judge(g.config.Taxonomy, f, g.sifter.published(e), g.sifter.byHand(id))
	return c
}

// licensed is the licence of a feed; one that is not known reserves all rights.
func licensed(f news.Feed) news.License {
	l, ok := news.LookupLicense(f.License)
	if !ok {
		l, _ = news.LookupLicense(news.AllRightsReserved)
	}
	return l
}

// judge lets the taxonomy decide about a candidate of a time, which may be zero, and lets go of its text. What an editor takes
// is in whatever the taxonomy says, with the tags that it would have in a feed that is taken whole.
func (c *candidate) judge(t *taxonomy.Taxonomy, f news.Feed, at time.Time, byHand bool) {
	if byHand {
		f.Scope = news.ScopeAll
	}
	e := c.entry
	body := e.Text
	if len(body) < len(e.Summary) {
		body = e.Summary
	}
	c.judged = true
	c.verdict = t.Judge(taxonomy.Input{Title: e.Title, Text: body, Categories: e.Categories, Language: e.Language, Region: f.Region, Scope: f.Scope})
	if byHand {
		c.verdict.In, c.verdict.Reason = true, news.Reason{Code: news.ReasonEditor, Text: "It was taken by an editor, whatever the rules say."}
	}
	excerpt, license := c.excerpt, licensed(f)
	if !c.verdict.In { // nothing is kept of its text
		excerpt, license = "", news.License{}
	}
	c.verdict.Tags, c.verdict.Reason = edition.Quotable(e.Title, excerpt, license, c.verdict.Tags, c.verdict.Reason)
	if c.verdict.In { // what is left out is never told
		opening := text.Excerpt(body, stemWords, 2*stemWords)
		stems := text.Stems(opening, e.Language)
		for k := range stems {
			stems[k] = strings.Clone(stems[k])
		}
		c.stems = news.CountStems(stems)
		for _, n := range text.Numbers(e.Title + "\n" + opening) {
			if len(c.numbers) < maxNumbers {
				c.numbers = append(c.numbers, strings.Clone(n))
			}
		}
		c.refs = references(e, body, at)
	}
	c.entry = strip(f, e)
}

// references are the first documents that an entry cites: in its title, its text, its own address and its links.
func references(e news.Entry, body string, at time.Time) []news.Ref {
	found := text.References(e.Title+"\n"+body, at)
	for _, address := range append([]string{e.URL}, e.Links...) {
		found = append(found, text.LinkReference(address))
	}
	var out []news.Ref
	for _, r := range found {
		if ref := news.Ref(strings.Clone(r)); r != "" && len(out) < maxRefs && !slices.Contains(out, ref) {
			out = append(out, ref)
		}
	}
	slices.Sort(out)
	return out
}

// strip is an entry without its text, in memory of its own, so that the document can go, and without what is secret of
// the feed's address.
func strip(f news.Feed, e news.Entry) news.Entry {
	e.Text, e.Summary = "", ""
	e.Title, e.GUID, e.Language = strings.Clone(e.Title), strings.Clone(e.GUID), strings.Clone(e.Language)
	e.URL = open(f, strings.Clone(e.URL))
	e.GUID = open(f, e.GUID)
	e.Links = own(e.Links[:min(len(e.Links), maxLinks)])
	for i := range e.Links {
		e.Links[i] = open(f, e.Links[i])
	}
	e.Authors, e.Categories = own(e.Authors), own(e.Categories)
	return e
}

func own(list []string) []string {
	if len(list) == 0 {
		return nil
	}
	out := slices.Clone(list)
	for i := range out {
		out[i] = strings.Clone(out[i])
	}
	return out
}

// open is an address that gives away no secret of the feed's: a document may name its own address in full.
func open(f news.Feed, address string) string {
	if f.Secret == "" || address == "" {
		return address
	}
	if feedAddress := news.AddressKey(f.Secret); feedAddress == news.AddressKey(address) || strings.Contains(address, f.Secret) {
		return shown(news.Canonical(f.URL))
	}
	return address
}
