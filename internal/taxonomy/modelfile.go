package taxonomy

import (
	"bufio"
	"bytes"
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"counternotice/internal/news"
)

// modelHead is written above a model.
const modelHead = `# What digest train learned from labelled items: a second opinion on relevance and on the tags below, beside taxonomy.yaml.
# Do not edit; correct a label and train again. Under each tag stand its bias, then what speaks for it and against it:
# words, beginnings of words, @concepts of taxonomy.yaml alone and by two, tags by the weight of their terms, and +tags that
# the rules give. Under "given/topic", "given/place" and so on stand the grounds by which a tag of that facet is given.
`

// String is the model as a file, sorted, so that the same labels give the same bytes.
func (m *Model) String() string {
	var b strings.Builder
	b.WriteString(modelHead)
	type line struct {
		name   string
		weight int32
	}
	lines := make([][]line, len(m.questions))
	for f, name := range m.names.words {
		for _, v := range m.votes[f] {
			lines[v.question] = append(lines[v.question], line{name, v.weight})
		}
	}
	section := func(head string, bias int32, lines []line) {
		fmt.Fprintf(&b, "\n%s %s\n", head, hundredths(bias))
		slices.SortFunc(lines, func(a, b line) int {
			return cmp.Or(cmp.Compare(b.weight, a.weight), strings.Compare(a.name, b.name))
		})
		for _, l := range lines {
			fmt.Fprintf(&b, "  %s %s\n", hundredths(l.weight), l.name)
		}
	}
	for i, d := range m.decisions {
		if d == plain {
			continue
		}
		var weights []line
		for g, name := range groundNames {
			if d.weights[g] != 0 {
				weights = append(weights, line{name, d.weights[g]})
			}
		}
		section(decisionHead+string(scored[i]), d.bias, weights)
	}
	for i, q := range m.questions {
		section(string(q.tag), q.bias, lines[i])
	}
	return b.String()
}

// decisionHead begins the head of a section that holds the weights of grounds, before the facet.
const decisionHead = "given/"

func hundredths(n int32) string { return strconv.FormatFloat(float64(n)/100, 'f', 2, 64) }

// ParseModel reads what String writes; name is how problems call the file. The error is a news.Problems.
func ParseModel(name string, data []byte) (*Model, error) {
	m := newModel()
	var problems news.Problems
	var into *decision // the section, when it holds grounds
	var decided [len(scored)]bool
	s := bufio.NewScanner(bytes.NewReader(data))
	for at := 1; s.Scan(); at++ {
		line := s.Text()
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		bad := func(what string) {
			problems = append(problems, news.Problem{File: name, Line: at, What: what, Remedy: "take the file from the program, or run digest train again"})
		}
		a, b, ok := strings.Cut(strings.TrimPrefix(line, "  "), " ")
		indented := strings.HasPrefix(line, "  ")
		number, word := a, b
		if !indented {
			number, word = b, a
		}
		n, err := parseHundredths(number)
		switch {
		case !ok || err != nil || word == "":
			bad(fmt.Sprintf("%.60q is neither a tag with its bias nor a weight with its feature", line))
		case !indented && strings.HasPrefix(word, decisionHead):
			facet := slices.Index(scored[:], news.Facet(strings.TrimPrefix(word, decisionHead)))
			if facet < 0 || decided[facet] {
				bad(fmt.Sprintf("%.60q is no facet, or stands there twice", word))
				continue
			}
			into, decided[facet] = &m.decisions[facet], true
			*into = decision{bias: n}
		case !indented:
			into = nil
			if !strings.Contains(word, "/") && word != string(relevance) || slices.ContainsFunc(m.questions, func(q question) bool { return q.tag == news.TagID(word) }) {
				bad(fmt.Sprintf("%.60q is no tag, or stands there twice", word))
			}
			m.questions = append(m.questions, question{news.TagID(word), n})
		case into != nil:
			g := slices.Index(groundNames[:], word)
			if g < 0 {
				bad(fmt.Sprintf("%.60q is no ground", word))
				continue
			}
			into.weights[g] = n
		case len(m.questions) == 0:
			bad("a weight stands before the first tag")
		default:
			m.add(word, int32(len(m.questions)-1), n)
		}
	}
	if err := s.Err(); err != nil {
		problems = append(problems, news.Problem{File: name, What: err.Error(), Remedy: "run digest train again"})
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return m, nil
}

// maxWeight keeps sums within 64 bits whatever a file says.
const maxWeight = 10000

func parseHundredths(s string) (int32, error) {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || !(math.Abs(f) <= maxWeight/100) {
		return 0, fmt.Errorf("%q is no weight", s)
	}
	return int32(math.Round(f * 100)), nil
}
