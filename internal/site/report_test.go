package site

import "testing"

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

func TestFileTypesHaveNames(t *testing.T) {
	for ext, mime := range extensions {
		if fileTypes[mime] == "" {
			t.Errorf("%s has no name", ext)
		}
	}
}
