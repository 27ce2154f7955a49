package news

import "strings"

// Facet is a kind of tag.
type Facet string

// The facets.
const (
	FacetTopic      Facet = "topic"
	FacetAction     Facet = "action"
	FacetPlace      Facet = "place"
	FacetActor      Facet = "actor"
	FacetInstrument Facet = "instrument"
	FacetCampaign   Facet = "campaign"
)

// Facets lists the facets in the order in which pages show them.
var Facets = []Facet{FacetTopic, FacetPlace, FacetActor, FacetInstrument, FacetAction, FacetCampaign}

// Path is the facet's part of an address: the name of the facet, but "law" for an instrument.
func (f Facet) Path() string {
	if f == FacetInstrument {
		return "law"
	}
	return string(f)
}

// TagID names a tag as "facet/name": "topic/site-blocking", "instrument/dmca".
type TagID string

// MakeTagID joins a facet and a name.
func MakeTagID(f Facet, name string) TagID { return TagID(string(f) + "/" + name) }

// Facet is the part before the slash.
func (id TagID) Facet() Facet {
	f, _, _ := strings.Cut(string(id), "/")
	return Facet(f)
}

// Name is the part after the slash.
func (id TagID) Name() string {
	_, n, _ := strings.Cut(string(id), "/")
	return n
}

// Path is the address of the tag's page below the root of the site: "law/dmca/".
func (id TagID) Path() string { return id.Facet().Path() + "/" + id.Name() + "/" }

// Tag is one entry of the taxonomy as pages show it.
type Tag struct {
	ID         TagID
	Labels     map[string]string // by language; "en" is always there
	Definition string
	Words      []TagWord // of a place, an actor, a law or a campaign: its labels, and some words that it is recognised by in each language, its towns, people and products too, so not all are names of it
	Terms      []string  // of an actor, a law or a campaign: all such words; of a place there are hundreds
	Parents    []TagID
	Kind       string // of an actor: "agency", "court", "company"…; else empty
}

// TagWord is a label of a tag, or a word or phrase by which it is recognised.
type TagWord struct {
	Text     string
	Language string // of the label or of the list that has it; empty for words of any language, and for Latin ones of a language with letters of its own
}

// Label is the tag's label in a language, else in English.
func (t Tag) Label(language string) string {
	if l, ok := t.Labels[language]; ok {
		return l
	}
	return t.Labels["en"]
}
