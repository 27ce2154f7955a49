package taxonomy

import (
	_ "embed"
	"strings"
)

// everydayText is a few sentences in each language, of the words that stand in any text: a language, a space, its text.
//
//go:embed everyday.txt
var everydayText string

// checkEveryday refuses terms that match where nothing is said of anything: "the", "th*", "the * of". A cue may be such a
// word.
func (b *builder) checkEveryday() {
	j := &judging{t: b.t, groups: make([][]found, len(b.groups))}
	told := map[int]bool{}
	for line := range strings.Lines(everydayText) {
		language, text, _ := strings.Cut(line, " ")
		j.reset(spoken(language))
		j.read(Input{Text: text})
		j.collect()
		for _, h := range j.hits {
			rule := &b.t.rules[h.rule]
			if line := b.lines[h.rule]; line > 0 && !told[line] {
				told[line] = true
				b.problem(line, "write words that only such items have, or add a cue with &", "term %q matches everyday text (%q)", rule.source, j.text(h.found))
			}
		}
	}
}

// text is what a phrase was found as.
func (j *judging) text(f found) string {
	first, last := j.scan.tokens[f.from], j.scan.tokens[f.to-1]
	return string(j.scan.source[first.rawFrom:last.rawTo])
}
