package site

import (
	"testing"

	"counternotice/internal/edition"
)

func TestFileTypes(t *testing.T) {
	for address, want := range map[string]string{
		"https://court.example/ruling.pdf":               "PDF",
		"https://court.example/Ruling.PDF?download=1#p2": "PDF",
		"https://papers.example/pdf/2611.01234":          "PDF",
		"https://law.example/bill.docx":                  "Word",
		"https://law.example/list.csv":                   "CSV",
		"https://law.example/annex.zip":                  "ZIP",
		"https://pdf.example/":                           "",
		"https://law.pdf":                                "",
		"https://law.example/how-to-read-a-pdf":          "",
		"https://law.example/view?file=a.pdf":            "",
		"":                                               "",
	} {
		if got := fileTypes[fileType(address)]; got != want {
			t.Errorf("%q: %q, want %q", address, got, want)
		}
	}
}

func TestPaperName(t *testing.T) {
	for _, tt := range []struct {
		doc  edition.Document
		want string
	}{
		{edition.Document{Kind: "judgment", Number: "C-682/18"}, "Judgment C-682/18"},
		{edition.Document{Kind: "docket"}, "Docket"},
		{edition.Document{Kind: "law", Number: "Directive 2019/790"}, "Directive 2019/790"},
		{edition.Document{Kind: "law"}, "Law"},
		{edition.Document{Number: "17"}, ""},
	} {
		if got := paperName(tt.doc); got != tt.want {
			t.Errorf("%+v: %q, want %q", tt.doc, got, tt.want)
		}
	}
	for ext, mime := range extensions {
		if fileTypes[mime] == "" {
			t.Errorf("%s has no name", ext)
		}
	}
}
