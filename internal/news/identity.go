package news

import (
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
	bySelf  map[string][]*record // within a feed: id, address and title, and with the date as well
}

type record struct {
	id        string
	left      bool
	published time.Time
	titles    []string // folded, the later ones too
	sources   []Source
	feeds     map[string]bool
	guids     map[string]bool // of any feed
	urls      map[string]bool // exactKeys, of any feed
}

// NewKnown makes an empty memory.
func NewKnown() *Known {
	return &Known{
		records: map[string]*record{}, byGUID: map[string][]*record{}, byURL: map[string][]*record{}, byTitle: map[string][]*record{},
		byKey: map[string][]*record{}, bySelf: map[string][]*record{},
	}
}

// AddItem remembers an item with all its sources.
func (k *Known) AddItem(it Item) {
	r := k.add(it.ID, it.Title, it.Published)
	if len(it.Sources) == 0 {
		k.name(r, Source{Feed: it.Feed, URL: it.URL})
	}
	for _, s := range it.Sources {
		k.name(r, s)
	}
}

// AddLeftOut remembers an entry that was not taken.
func (k *Known) AddLeftOut(l LeftOut) {
	r := k.add(l.ID, l.Title, l.Published)
	r.left = true
	k.name(r, Source{Feed: l.Feed, GUID: l.GUID, URL: l.URL})
}

func (k *Known) add(id, title string, published time.Time) *record {
	r := &record{id: id, published: published, titles: []string{foldTitle(title)}, feeds: map[string]bool{}, guids: map[string]bool{}, urls: map[string]bool{}}
	k.records[id] = r
	return r
}

// Revise remembers a further title of an item, so that the entry is known by both.
func (k *Known) Revise(id, title string) {
	r, t := k.records[id], foldTitle(title)
	if r == nil || t == "" || slices.Contains(r.titles, t) {
		return
	}
	r.titles = append(r.titles, t)
	for _, s := range r.sources {
		k.title(r, s, t)
	}
}

// title indexes what a source says of a record under one of its titles.
func (k *Known) title(r *record, s Source, title string) {
	_, exact := addressKeys(s.URL)
	self := selfKey(s.Feed, s.GUID, exact, title)
	index(k.bySelf, self, r)
	index(k.bySelf, self+"\n"+r.published.UTC().Format(time.RFC3339), r)
	if title != "" {
		index(k.byTitle, s.Feed+"\n"+title, r)
	}
}

func selfKey(feed, guid, exact, title string) string {
	return feed + "\n" + guid + "\n" + exact + "\n" + title
}

// AddSource remembers that a further feed carries an item.
func (k *Known) AddSource(id string, s Source) {
	if r := k.records[id]; r != nil {
		k.name(r, s)
	}
}

// Forget drops what was left out and is taken after all.
func (k *Known) Forget(id string) { delete(k.records, id) }

func (k *Known) name(r *record, s Source) {
	r.feeds[s.Feed] = true
	if s.GUID != "" {
		r.guids[s.GUID] = true
		index(k.byGUID, s.Feed+"\n"+s.GUID, r)
	}
	if s.URL != "" {
		key, exact := addressKeys(s.URL)
		r.urls[exact] = true
		index(k.byURL, s.Feed+"\n"+exact, r)
		index(k.byKey, key, r)
	}
	r.sources = append(r.sources, s)
	for _, t := range r.titles {
		k.title(r, s, t)
	}
}

func index(m map[string][]*record, key string, r *record) {
	if list := m[key]; len(list) == 0 || !slices.Contains(list, r) {
		m[key] = append(list, r)
	}
}

// Has says at a glance whether an entry is known; Match decides. It may be called from several goroutines while nothing is added.
func (k *Known) Has(e Entry) bool {
	if e.GUID != "" && len(k.byGUID[e.Feed+"\n"+e.GUID]) > 0 {
		return true
	}
	_, exact := addressKeys(e.URL)
	return exact != "" && len(k.byURL[e.Feed+"\n"+exact]) > 0
}

// Only is the id of the one record that an entry names by its id or else by its address; empty if there are none or
// several. Like Has it only reads.
func (k *Known) Only(e Entry) string {
	_, exact := addressKeys(e.URL)
	for _, list := range [][]*record{k.byGUID[e.Feed+"\n"+e.GUID], k.byURL[e.Feed+"\n"+exact]} {
		if len(list) == 1 && k.records[list[0].id] == list[0] {
			return list[0].id
		}
	}
	return ""
}

// Match says what an entry is.
type Match struct {
	ID     string // of the item or left-out entry that it is, or the new id
	New    bool   // not known
	Left   bool   // known as left out
	Other  bool   // known, but not yet from this feed
	Repeat bool   // the same as an earlier entry of the document
	Alone  bool   // its address names an article, and no other entry of the document has it
}

// entry is an Entry on its way through Match.
type entry struct {
	Entry
	ident      string
	title      string // folded
	key, exact string // addressKeys
	alone      bool
	twins      []*entry // further entries of the same ident
}

// document is what the entries of one document have between them.
type document struct {
	guids, urls map[string]bool
	taken       map[string]bool // ids: no two entries of a document are one known item
}

// Match recognises the entries of one document of one feed. The ids of new entries depend on what the feed says of them
// alone, never on a clock. Entries that share an id or an address with others of their document, as broken feeds have
// it, are told apart by what differs. What names an article outright is settled for all entries before anything weaker
// is tried, so that no entry takes the place of another.
func (k *Known) Match(entries []Entry) []Match {
	all := make([]*entry, len(entries))
	for i, e := range entries {
		all[i] = &entry{Entry: e, title: foldTitle(e.Title)}
		all[i].key, all[i].exact = addressKeys(e.URL)
	}
	identify(all)
	doc := document{map[string]bool{}, map[string]bool{}, map[string]bool{}}
	first, keys := map[string]int{}, map[string]int{}
	var distinct []*entry
	at := make([]int, len(entries)) // position in distinct
	for i, e := range all {
		n, again := first[e.ident]
		if !again {
			n = len(distinct)
			first[e.ident] = n
			distinct = append(distinct, e)
			keys[e.key]++
		} else {
			distinct[n].twins = append(distinct[n].twins, e)
		}
		at[i] = n
		doc.guids[e.GUID], doc.urls[e.exact] = true, true
	}
	found := make([]*record, len(distinct))
	for _, e := range distinct {
		e.alone = e.key != "" && !SiteRoot(e.URL) && keys[e.key] == 1
	}
	for _, pass := range []func(*entry, *document) *record{k.byAll, k.byWords, k.byName, k.byAddress, k.byMove, k.byOther} {
		for i, e := range distinct {
			if found[i] != nil {
				continue
			}
			found[i] = pass(e, &doc)
			for n := 0; found[i] == nil && n < len(e.twins); n++ {
				found[i] = pass(e.twins[n], &doc)
			}
			if found[i] != nil {
				doc.taken[found[i].id] = true
			}
		}
	}
	matches := make([]Match, len(distinct))
	for i, e := range distinct {
		if r := found[i]; r != nil {
			matches[i] = Match{ID: r.id, Left: r.left, Other: !r.feeds[e.Feed], Alone: e.alone}
			continue
		}
		id := makeID(e.Feed, e.ident)
		for n := 2; k.records[id] != nil || doc.taken[id]; n++ {
			id = makeID(e.Feed, e.ident+"\n"+strings.Repeat("+", n))
		}
		doc.taken[id] = true
		matches[i] = Match{ID: id, New: true, Alone: e.alone}
	}
	out := make([]Match, len(entries))
	seen := make([]bool, len(distinct))
	for i := range entries {
		out[i] = matches[at[i]]
		out[i].Repeat = seen[at[i]]
		seen[at[i]] = true
	}
	return out
}

// pick is the candidate of the smallest id that is still there, not taken and the same.
func (k *Known) pick(doc *document, candidates []*record, same func(*record) bool) *record {
	var best *record
	for _, r := range candidates {
		if k.records[r.id] == r && !doc.taken[r.id] && (best == nil || r.id < best.id) && same(r) {
			best = r
		}
	}
	return best
}

func (e *entry) sameTitle(r *record) bool { return e.title != "" && slices.Contains(r.titles, e.title) }

func (e *entry) sameDate(r *record) bool {
	return !e.Published.IsZero() && r.published.Equal(e.Published)
}

func (e *entry) otherDate(r *record) bool {
	return !e.Published.IsZero() && !r.published.IsZero() && !r.published.Equal(e.Published)
}

// byAll finds an entry that is in all it says as it was, and byWords one whose date alone is another, as dates in the
// future become others: so that a document that has not changed is recognised whatever its entries share.
func (k *Known) byAll(e *entry, doc *document) *record {
	return k.pick(doc, k.bySelf[selfKey(e.Feed, e.GUID, e.exact, e.title)+"\n"+e.Published.UTC().Format(time.RFC3339)], func(*record) bool { return true })
}

func (k *Known) byWords(e *entry, doc *document) *record {
	if e.GUID == "" && e.exact == "" && e.title == "" {
		return nil
	}
	return k.pick(doc, k.bySelf[selfKey(e.Feed, e.GUID, e.exact, e.title)], func(r *record) bool { return !e.otherDate(r) || e.Published.After(r.published) })
}

// byName finds an entry by its id, where that is its own and something else agrees: some feeds number their places, not
// their articles. Or by its address, where the title or the id agrees.
func (k *Known) byName(e *entry, doc *document) *record {
	if strings.HasPrefix(e.ident, "g:") {
		if r := k.pick(doc, k.byGUID[e.Feed+"\n"+e.GUID], func(r *record) bool {
			bare := e.URL == "" && len(r.urls) == 0 && !e.otherDate(r)
			return r.urls[e.exact] && e.exact != "" || e.sameTitle(r) || e.sameDate(r) || bare
		}); r != nil {
			return r
		}
	}
	if e.URL == "" {
		return nil
	}
	return k.pick(doc, k.byURL[e.Feed+"\n"+e.exact], func(r *record) bool { return e.sameTitle(r) })
}

// byAddress finds an entry under another id and title at an address that is its own: an article that was rewritten. One
// that comes with another id, title and date is another article at a constant address.
func (k *Known) byAddress(e *entry, doc *document) *record {
	list := k.byURL[e.Feed+"\n"+e.exact]
	if !e.alone || len(list) != 1 {
		return nil
	}
	return k.pick(doc, list, func(r *record) bool {
		if r.guids[e.GUID] || e.GUID == "" || len(r.guids) == 0 {
			return true
		}
		return !shares(r.guids, doc.guids) && !e.otherDate(r)
	})
}

// byMove finds an entry whose id and address are both other ones, by title and date: a site that moves announces all
// its articles anew. So nothing of the document may still carry the old ones.
func (k *Known) byMove(e *entry, doc *document) *record {
	if e.title == "" {
		return nil
	}
	return k.pick(doc, k.byTitle[e.Feed+"\n"+e.title], func(r *record) bool {
		if e.GUID == "" && e.URL == "" {
			return !e.otherDate(r) && len(r.urls) == 0 && len(r.guids) == 0
		}
		return e.sameDate(r) && len(e.title) >= movedTitle && !shares(r.guids, doc.guids) && !shares(r.urls, doc.urls)
	})
}

// movedTitle is how long a title must be, in bytes, to name an article within its feed and second.
const movedTitle = 20

// byOther finds an entry among the items of other feeds, by its address.
func (k *Known) byOther(e *entry, doc *document) *record {
	if !e.alone {
		return nil
	}
	var across []*record
	for _, r := range k.byKey[e.key] {
		if k.records[r.id] == r && !r.left && !r.feeds[e.Feed] {
			across = append(across, r)
		}
	}
	if len(across) != 1 {
		return nil
	}
	return k.pick(doc, across, func(*record) bool { return true })
}

func shares(a, b map[string]bool) bool {
	for s := range a {
		if b[s] {
			return true
		}
	}
	return false
}

// LeftOutAt lists the ids of what other feeds than the one given have left out at an address, each feed's only one
// there: if one feed's entry of an article is taken, theirs is in as well.
func (k *Known) LeftOutAt(feed, url string) []string {
	if url == "" || SiteRoot(url) {
		return nil
	}
	byFeed := map[string][]string{}
	for _, r := range k.byKey[AddressKey(url)] {
		if r.left && k.records[r.id] == r && !r.feeds[feed] {
			for f := range r.feeds {
				byFeed[f] = append(byFeed[f], r.id)
			}
		}
	}
	var ids []string
	for _, list := range byFeed {
		if len(list) == 1 {
			ids = append(ids, list[0])
		}
	}
	slices.Sort(ids)
	return ids
}

// identify gives each entry of a document what tells it from the others: its id ("g:"), else its address ("u:"), else
// its title and date ("t:"). What several differing entries share does not tell them apart.
func identify(entries []*entry) {
	body := func(e *entry) string { return e.exact + "\n" + e.title }
	byGUID, byURL := map[string]string{}, map[string]string{}
	mixedGUID, mixedURL := map[string]bool{}, map[string]bool{}
	for _, e := range entries {
		if b, ok := byGUID[e.GUID]; ok && b != body(e) {
			mixedGUID[e.GUID] = true
		}
		byGUID[e.GUID] = body(e)
		if t, ok := byURL[e.exact]; ok && t != e.title {
			mixedURL[e.exact] = true
		}
		byURL[e.exact] = e.title
	}
	// A site that lists the plain and the AMP address of an article gives each an id of its own; so entries that agree in
	// address, title and date are one, whatever their ids. Groups join through any member, in whatever order they come.
	group := map[string]string{}
	var root func(string) string
	root = func(s string) string {
		if up, ok := group[s]; ok && up != s {
			group[s] = root(up)
			return group[s]
		}
		return s
	}
	for _, e := range entries {
		article := e.exact != "" && !SiteRoot(e.URL)
		switch {
		case e.GUID != "" && !mixedGUID[e.GUID]:
			e.ident = "g:" + e.GUID
		case article && !mixedURL[e.exact]:
			e.ident = "u:" + e.exact
		default:
			e.ident = "t:" + body(e)
			if !e.Published.IsZero() {
				e.ident += "\n" + e.Published.Format(time.RFC3339)
			}
		}
		if article && e.title != "" {
			a, b := root(e.ident), root("twin:"+body(e)+"\n"+e.Published.Format(time.RFC3339))
			group[max(a, b)] = min(a, b) // "g:" before "t:" before "twin:" before "u:": an id names a group first
		}
	}
	for _, e := range entries {
		if r := root(e.ident); !strings.HasPrefix(r, "twin:") {
			e.ident = r
		}
	}
}

func foldTitle(s string) string { return strings.Join(strings.Fields(strings.ToLower(s)), " ") }

// makeID is 60 bits of SHA-256 in 12 characters of base32: with a million items the odds of one collision are 1 to 2,300,000.
func makeID(feed, ident string) string {
	sum := sha256.Sum256([]byte("item\n" + feed + "\n" + ident))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:]))[:12]
}
