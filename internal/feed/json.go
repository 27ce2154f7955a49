package feed

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	feedjson "github.com/mmcdole/gofeed/json"
)

// readJSON reads JSON Feed 1.0 and 1.1, item by item, so that one bad item costs itself only and a document that was
// cut off keeps what came before.
func readJSON(s string, notes *problems) (Document, []raw, error) {
	var d Document
	var items []feedjson.Item
	bad, isFeed := 0, false
	dec := json.NewDecoder(strings.NewReader(mendJSON(s)))
	head := map[string]json.RawMessage{}
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return d, nil, fmt.Errorf("%w: it is JSON, but no object", ErrNotFeed)
	}
	var broken error
	for broken == nil && dec.More() {
		key, err := dec.Token()
		if err != nil {
			broken = err
			break
		}
		if name, _ := key.(string); name != "items" || isFeed {
			var v json.RawMessage
			if broken = dec.Decode(&v); broken == nil && len(head) < 100 {
				head[name] = v
			}
			continue
		}
		if t, err := dec.Token(); err != nil || t != json.Delim('[') {
			return d, nil, fmt.Errorf("%w: its items are no list", ErrNotFeed)
		}
		isFeed = true
		for dec.More() {
			var v json.RawMessage
			if broken = dec.Decode(&v); broken != nil {
				break
			}
			if len(items) >= maxEntries {
				continue
			}
			if it, ok := readItem(v); ok {
				if it.ID == "" && it.URL == "" {
					it.ID = hash(string(v))
				}
				items = append(items, it)
			} else {
				bad++
			}
		}
		if broken == nil {
			_, broken = dec.Token()
		}
	}
	if broken != nil {
		if errors.Is(broken, io.EOF) || errors.Is(broken, io.ErrUnexpectedEOF) {
			notes.add("the document ends early")
		} else {
			notes.add("the JSON is broken: %q", broken.Error())
		}
	}
	if bad > 0 {
		notes.add("%d items are no objects", bad)
	}
	version := jsonText(head["version"])
	if !isFeed {
		if strings.Contains(version, "jsonfeed.org") {
			return d, nil, ErrEmpty
		}
		return d, nil, fmt.Errorf("%w: it is JSON without items", ErrNotFeed)
	}
	if i := strings.LastIndexByte(version, '/'); i >= 0 && len(version)-i < 6 {
		d.Format = "json " + version[i+1:]
	} else {
		d.Format = "json"
	}
	d.Title, d.Home, d.Language = jsonText(head["title"]), jsonText(head["home_page_url"]), jsonText(head["language"])
	raws := make([]raw, 0, len(items))
	for _, it := range items {
		r := raw{
			guid: it.ID, permalink: true, title: it.Title, language: it.Language,
			published: []string{it.DatePublished}, updated: []string{it.DateModified}, categories: it.Tags,
		}
		if it.URL != "" {
			r.links = append(r.links, it.URL)
		}
		if it.ExternalURL != "" {
			r.links = append(r.links, it.ExternalURL)
			r.related = append(r.related, it.ExternalURL)
		}
		r.text = []string{it.ContentHTML}
		if it.ContentHTML == "" {
			r.text, r.plain = []string{it.ContentText}, true
		}
		r.summary = []string{it.Summary}
		for _, a := range append(it.Authors, it.Author) {
			if a != nil {
				r.authors = append(r.authors, a.Name)
			}
		}
		if it.Attachments != nil && len(*it.Attachments) > 0 {
			r.enclosure = (*it.Attachments)[0].URL
		}
		raws = append(raws, r)
	}
	return d, raws, nil
}

// readItem reads an item as gofeed does. One with a field of a wrong type is read again with what types allow.
func readItem(v json.RawMessage) (feedjson.Item, bool) {
	var it feedjson.Item
	if err := guard(func() error { return json.Unmarshal(v, &it) }); err == nil {
		return it, true
	}
	var fields map[string]json.RawMessage
	if json.Unmarshal(v, &fields) != nil {
		return it, false
	}
	text := func(name string) string { return jsonText(fields[name]) }
	it = feedjson.Item{
		ID: text("id"), URL: text("url"), ExternalURL: text("external_url"), Title: text("title"), ContentHTML: text("content_html"), ContentText: text("content_text"),
		Summary: text("summary"), DatePublished: text("date_published"), DateModified: text("date_modified"), Language: text("language"),
	}
	var tags []json.RawMessage
	if json.Unmarshal(fields["tags"], &tags) == nil {
		for _, t := range tags {
			it.Tags = append(it.Tags, jsonText(t))
		}
	} else if t := text("tags"); t != "" {
		it.Tags = strings.Split(t, ",")
	}
	var authors []json.RawMessage
	if json.Unmarshal(fields["authors"], &authors) != nil {
		authors = []json.RawMessage{fields["authors"]}
	}
	for _, a := range append(authors, fields["author"]) {
		var person struct{ Name json.RawMessage }
		if json.Unmarshal(a, &person) == nil {
			a = person.Name
		}
		if name := jsonText(a); name != "" {
			it.Authors = append(it.Authors, &feedjson.Author{Name: name})
		}
	}
	return it, true
}

// jsonText is a string or a number as text, empty for anything else.
func jsonText(v json.RawMessage) string {
	var s string
	if json.Unmarshal(v, &s) == nil {
		return s
	}
	var n json.Number
	if json.Unmarshal(v, &n) == nil {
		return n.String()
	}
	return ""
}

// mendJSON puts a space for every control character, of which none may stand in a string as it is.
func mendJSON(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, s)
}
