package syndicate

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// DataVersion is the version of the open data, a part of the addresses of its schemas. Fields may be added to a version;
// taking one away, or changing what one means, makes another.
const DataVersion = "1"

// schemas holds the JSON Schema of each kind of line, and of the index; data_test.go holds them to what is written.
//
//go:embed schema/*.json
var schemas embed.FS

// dataWriter writes the files below data/ and remembers what it wrote.
type dataWriter struct {
	*writer
	files []DataFile
}

// data writes the open data: stories and their reports by the month to which each belongs, tags and sources as they are
// now and what each month brought of them, the table of licences, the schemas and the index of all.
func (w *writer) data() {
	dw := &dataWriter{writer: w}
	months := dw.months()
	dw.lines("licenses", "", slices.Values(dataLicenses()))
	dw.lines("sources", "", slices.Values(dw.sources()))
	dw.lines("tags", "", slices.Values(dw.tags()))
	for _, m := range slices.Backward(months) {
		dw.month(m)
	}
	dw.schemas()
	dw.index()
}

// DataIndex is data/index.json.
type DataIndex struct {
	Version    string     `json:"version"`
	Title      string     `json:"title"`
	URL        string     `json:"url"`
	Updated    time.Time  `json:"updated"` // the last run that recorded a change
	License    string     `json:"license"`
	LicenseURL string     `json:"license_url"`
	Rights     string     `json:"rights"`
	Files      []DataFile `json:"files"`
}

// DataFile is a file of lines.
type DataFile struct {
	URL    string `json:"url"`
	Kind   string `json:"kind"`
	Month  string `json:"month,omitempty"`
	Schema string `json:"schema"`
	Lines  int    `json:"lines"`
	Bytes  int    `json:"bytes"`
	SHA256 string `json:"sha256"`
}

func (w *dataWriter) index() {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	err := enc.Encode(DataIndex{
		Version: DataVersion, Title: w.d.Site.Title, URL: w.absolute("data/"), Updated: w.d.Updated.UTC(), License: License, LicenseURL: licenseURL, Rights: rights, Files: w.files,
	})
	w.put("data/index.json", b.Bytes(), err)
}

// lines writes one file of lines, "data/stories-2026-11.jsonl" or, without a month, "data/tags.jsonl".
func (w *dataWriter) lines(kind, month string, values func(yield func(any) bool)) {
	name, schema := "data/"+kind+".jsonl", schemaOf[kind]
	if month != "" {
		name = "data/" + kind + "-" + month + ".jsonl"
		schema = cmp.Or(schemaOf[kind+" of a month"], schema)
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	f := DataFile{URL: w.absolute(name), Kind: kind, Month: month, Schema: w.absolute(schemaPath(schema))}
	for v := range values {
		if err := enc.Encode(v); err != nil {
			w.put(name, nil, err)
			return
		}
		f.Lines++
	}
	sum := sha256.Sum256(b.Bytes())
	f.Bytes, f.SHA256 = b.Len(), hex.EncodeToString(sum[:])
	w.files = append(w.files, f)
	w.put(name, b.Bytes(), nil)
}

// schemaOf is the schema of the lines of each kind of file.
var schemaOf = map[string]string{
	"stories": "story", "items": "item", "gone": "gone", "tags": "tag", "tags of a month": "tag-month", "sources": "source", "sources of a month": "source-month", "licenses": "license",
}

func schemaPath(name string) string { return "data/schema/" + DataVersion + "/" + name + ".json" }

// schemas writes the schemas, each under the address that it names itself by.
func (w *dataWriter) schemas() {
	entries, err := schemas.ReadDir("schema")
	if err != nil {
		w.put("", nil, err)
		return
	}
	for _, e := range entries {
		data, err := schemas.ReadFile("schema/" + e.Name())
		path := schemaPath(strings.TrimSuffix(e.Name(), ".json"))
		id, errID := json.Marshal(w.absolute(path))
		data = bytes.Replace(data, []byte(`"`+e.Name()+`"`), id, 1)
		w.put(path, data, cmp.Or(err, errID))
	}
}
