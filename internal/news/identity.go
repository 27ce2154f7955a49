package news

import (
	"cmp"
	"crypto/sha256"
	"encoding/base32"
	"slices"
	"strings"
	"time"
)

// Known recognises the entries of a feed document among what the digest already has. Identity is scoped to the feed, so
// that no feed takes over the article of another by naming its id; two feeds meet only in the address of an article.
type Known struct {
	records map[string]*record // by id
	byGUID  map[string][]*record
	byURL   map[string][]*record // within a feed, with the fragment
	byTitle map[string][]*record
	byKey   map[string][]*record // across feeds: AddressKey
}

type record struct {
	id        string
	left      bool
	title     string // folded
	published time.Time
	feeds     map[string]bool
	guids     map[string]bool // of any feed
}

// NewKnown makes an empty memory.
func NewKnown() *Known {
	return &Known{map[string]*record{}, map[string][]*record{}, map[string][]*record{}, map[string][]*record{}, map[string][]*record{}}
}

// AddItem remembers an item with all its sources.
func (k *Known) AddItem(it Item) {
	r := &record{id: it.ID, title: foldTitle(it.Title), published: it.Published, feeds: map[string]bool{}, guids: map[string]bool{}}
	k.records[it.ID] = r
	k.name(r, Source{Feed: it.Feed, URL: it.URL})
	for _, s := range it.Sources {
		k.name(r, s)
	}
}

// AddLeftOut remembers an entry that was not taken.
func (k *Known) AddLeftOut(l LeftOut) {
	r := &record{id: l.ID, left: true, title: foldTitle(l.Title), published: l.Published, feeds: map[string]bool{}, guids: map[string]bool{}}
	k.records[l.ID] = r
	k.name(r, Source{Feed: l.Feed, GUID: l.GUID, URL: l.URL})
}

// Revise remembers a further title of an item, so that the entry is known by both.
func (k *Known) Revise(id, title string) {
	if r := k.records[id]; r != nil {
		for feed := range r.feeds {
			index(k.byTitle, feed+"\n"+foldTitle(title), r)
		}
	}
}

// AddSource remembers that a further feed carries an item.
func (k *Known) AddSource(id string, s Source) {
	if r := k.records[id]; r != nil {
		k.name(r, s)
	}
}

// Forget drops what was left out and is taken after all.
func (k *Known) Forget(id string) {
	delete(k.records, id)
}

func (k *Known) name(r *record, s Source) {
	r.feeds[s.Feed] = true
	if s.GUID != "" {
		r.guids[s.GUID] = true
		index(k.byGUID, s.Feed+"\n"+s.GUID, r)
	}
	if s.URL != "" {
		index(k.byURL, s.Feed+"\n"+exactKey(s.URL), r)
		index(k.byKey, AddressKey(s.URL), r)
	}
	index(k.byTitle, s.Feed+"\n"+r.title, r)
}

func index(m map[string][]*record, key string, r *record) {
	if !slices.Contains(m[key], r) {
		m[key] = append(m[key], r)
	}
}

// Has says at a glance whether an entry is known; Match decides. It may be called from several goroutines while nothing is added.
func (k *Known) Has(e Entry) bool {
	return e.GUID != "" && len(k.byGUID[e.Feed+"\n"+e.GUID]) > 0 || e.URL != "" && len(k.byURL[e.Feed+"\n"+exactKey(e.URL)]) > 0
}

// Match says what an entry is.
type Match struct {
	ID     string // of the item or left-out entry that it is, or the new id
	New    bool   // not known
	Left   bool   // known as left out
	Other  bool   // known, but not yet from this feed
	Repeat bool   // the same as an earlier entry of the document
}

// Match recognises the entries of one document of one feed, in order. The ids of new entries depend on what the feed
// says of them alone, never on a clock. Entries that share an id or an address with others of their document, as broken
// feeds have it, are told apart by what differs.
func (k *Known) Match(entries []Entry) []Match {
	idents := identities(entries)
	guids, keys := map[string]bool{}, map[string]int{}
	seen := map[string]int{}
	for i, e := range entries {
		guids[e.GUID] = true
		if _, again := seen[idents[i]]; !again {
			seen[idents[i]] = i
			keys[AddressKey(e.URL)]++
		}
	}
	out := make([]Match, len(entries))
	taken := map[string]bool{} // no two entries of a document are one known item
	for i, e := range entries {
		if first := seen[idents[i]]; first != i {
			out[i] = out[first]
			out[i].Repeat = true
			continue
		}
		alone := keys[AddressKey(e.URL)] == 1 && e.URL != "" && !SiteRoot(e.URL)
		r := k.find(e, strings.HasPrefix(idents[i], "g:"), alone, guids, taken)
		if r != nil {
			taken[r.id] = true
			out[i] = Match{ID: r.id, Left: r.left, Other: !r.feeds[e.Feed]}
			continue
		}
		id := makeID(e.Feed, idents[i])
		for n := 2; k.records[id] != nil || taken[id]; n++ {
			id = makeID(e.Feed, idents[i]+"\n"+strings.Repeat("+", n))
		}
		taken[id] = true
		out[i] = Match{ID: id, New: true}
	}
	return out
}

// find is the known record that an entry is, or nil.
func (k *Known) find(e Entry, trustGUID, alone bool, guids, taken map[string]bool) *record {
	title, url := foldTitle(e.Title), exactKey(e.URL)
	pick := func(candidates []*record, same func(*record) bool) *record {
		var best *record
		for _, r := range candidates {
			if k.records[r.id] == r && !taken[r.id] && same(r) && (best == nil || r.id < best.id) {
				best = r
			}
		}
		return best
	}
	sameTitle := func(r *record) bool { return r.title == title || slices.Contains(k.byTitle[e.Feed+"\n"+title], r) }
	sameDate := func(r *record) bool { return !e.Published.IsZero() && r.published.Equal(e.Published) }
	inFeed := k.byURL[e.Feed+"\n"+url]
	if trustGUID {
		// Some feeds number their places, not their articles: the id alone does not make an article the same.
		if r := pick(k.byGUID[e.Feed+"\n"+e.GUID], func(r *record) bool {
			return e.URL != "" && slices.Contains(inFeed, r) || sameTitle(r) || sameDate(r)
		}); r != nil {
			return r
		}
	}
	if e.URL != "" {
		if r := pick(inFeed, sameTitle); r != nil {
			return r
		}
		if alone && len(inFeed) == 1 {
			if r := pick(inFeed, func(r *record) bool { return !sharesGUID(r, guids) || r.guids[e.GUID] }); r != nil {
				return r
			}
		}
	}
	// A site that moves announces all its articles anew, with other ids and addresses.
	if r := pick(k.byTitle[e.Feed+"\n"+title], func(r *record) bool {
		return title != "" && (sameDate(r) && len(title) >= 20 || e.GUID == "" && e.URL == "" && (e.Published.IsZero() || r.published.IsZero() || sameDate(r)))
	}); r != nil {
		return r
	}
	if alone {
		across := slices.DeleteFunc(slices.Clone(k.byKey[AddressKey(e.URL)]), func(r *record) bool {
			return k.records[r.id] != r || r.left || r.feeds[e.Feed]
		})
		if len(across) == 1 {
			return pick(across, func(*record) bool { return true })
		}
	}
	return nil
}

func sharesGUID(r *record, guids map[string]bool) bool {
	for g := range r.guids {
		if guids[g] {
			return true
		}
	}
	return false
}

// LeftOutAt lists the ids of the left-out entries of other feeds at an address: if one feed's entry is taken, theirs is too.
func (k *Known) LeftOutAt(url string) []string {
	if url == "" || SiteRoot(url) {
		return nil
	}
	var ids []string
	for _, r := range k.byKey[AddressKey(url)] {
		if r.left && k.records[r.id] == r {
			ids = append(ids, r.id)
		}
	}
	slices.Sort(ids)
	return ids
}

// identities gives each entry of a document what tells it from the others: its id ("g:"), else its address ("u:"), else
// its title and date ("t:"). What several differing entries share does not tell them apart.
func identities(entries []Entry) []string {
	body := func(e Entry) string { return exactKey(e.URL) + "\n" + foldTitle(e.Title) }
	byGUID, byURL := map[string]string{}, map[string]string{}
	mixedGUID, mixedURL := map[string]bool{}, map[string]bool{}
	for _, e := range entries {
		if b, ok := byGUID[e.GUID]; ok && b != body(e) {
			mixedGUID[e.GUID] = true
		}
		byGUID[e.GUID] = body(e)
		if t, ok := byURL[exactKey(e.URL)]; ok && t != foldTitle(e.Title) {
			mixedURL[exactKey(e.URL)] = true
		}
		byURL[exactKey(e.URL)] = foldTitle(e.Title)
	}
	out := make([]string, len(entries))
	first := map[string]string{}
	for i, e := range entries {
		// A site that lists the plain and the AMP address of an article gives each an id of its own.
		twin := body(e) + "\n" + e.Published.Format(time.RFC3339)
		if e.URL != "" && !SiteRoot(e.URL) && e.Title != "" {
			if ident, ok := first[twin]; ok {
				out[i] = ident
				continue
			}
		}
		switch {
		case e.GUID != "" && !mixedGUID[e.GUID]:
			out[i] = "g:" + e.GUID
		case e.URL != "" && !SiteRoot(e.URL) && !mixedURL[exactKey(e.URL)]:
			out[i] = "u:" + exactKey(e.URL)
		default:
			out[i] = "t:" + body(e)
			if !e.Published.IsZero() {
				out[i] += "\n" + e.Published.Format(time.RFC3339)
			}
		}
		first[twin] = out[i]
	}
	return out
}

// exactKey tells addresses apart within a feed: AddressKey and the fragment.
func exactKey(url string) string {
	if url == "" {
		return ""
	}
	_, fragment, _ := strings.Cut(Canonical(url), "#")
	return AddressKey(url) + "#" + fragment
}

func foldTitle(s string) string { return strings.Join(strings.Fields(strings.ToLower(s)), " ") }

// makeID is 60 bits of SHA-256 in 12 characters of base32: with a million items the odds of one collision are 1 to 2,300,000.
func makeID(feed, ident string) string {
	sum := sha256.Sum256([]byte("item\n" + feed + "\n" + ident))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:]))[:12]
}

// CompareSources orders sources by when they were seen, then feed: the first stands first.
func CompareSources(a, b Source) int {
	return cmp.Or(a.Seen.Compare(b.Seen), strings.Compare(a.Feed, b.Feed))
}
