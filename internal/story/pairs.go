package story

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"counternotice/internal/news"
	"counternotice/internal/text"
)

// PairScore is how the similarity of pairs of articles agrees with what people said of them.
type PairScore struct {
	Languages string // "de-en", in the order of the alphabet
	Pairs     int
	Pearson   float64 // correlation with the people's judgement, turned so that the same is high
}

// EvalPairs compares the similarity that stories are told by with labelled pairs, one JSON object a line with text1,
// text2, lang1, lang2 and overall, from 1 for the same story to 4 for another. The scores come by pair of languages, ordered by name; all items of the file serve as the window.
func EvalPairs(gold io.Reader) ([]PairScore, error) {
	type labelled struct {
		Text1, Text2, Lang1, Lang2 string
		Overall                    float64
	}
	var pairs []labelled
	in := bufio.NewScanner(gold)
	in.Buffer(nil, 16<<20)
	input := Input{Now: time.Unix(0, 0).UTC(), Feeds: map[string]news.Feed{}}
	for n := 1; in.Scan(); n++ {
		if len(bytes.TrimSpace(in.Bytes())) == 0 {
			continue
		}
		var p labelled
		if err := news.DecodeLine(n, in.Bytes(), &p); err != nil {
			return nil, err
		}
		input.Items = append(input.Items,
			pairItem(fmt.Sprintf("%08d-1", len(pairs)), p.Text1, p.Lang1, input.Now),
			pairItem(fmt.Sprintf("%08d-2", len(pairs)), p.Text2, p.Lang2, input.Now))
		pairs = append(pairs, p)
	}
	if err := in.Err(); err != nil {
		return nil, err
	}
	b := openBook(input, tuned)
	b.weigh()
	said, found := map[string][]float64{}, map[string][]float64{}
	for k, p := range pairs {
		x, y := &b.nodes[2*k], &b.nodes[2*k+1]
		sim := dot(x.own, y.own)
		if x.language != y.language {
			sim = dot(x.neutral, y.neutral)
		}
		name := min(x.language, y.language) + "-" + max(x.language, y.language)
		said[name] = append(said[name], 4-p.Overall)
		found[name] = append(found[name], math.Pow(sim, pairPower))
	}
	var out []PairScore
	for _, name := range slices.Sorted(maps.Keys(said)) {
		out = append(out, PairScore{name, len(said[name]), pearson(said[name], found[name])})
	}
	return out, nil
}

// pairPower spreads likeness as people judge it: half of the words in common is more than half the same story.
const pairPower = 0.7

// pairTitle is how many words of a labelled text stand for its title, since titles are not marked.
const pairTitle = 10

func pairItem(id, body, language string, at time.Time) news.Item {
	words := strings.Fields(body)
	n := min(len(words), pairTitle)
	it := news.Item{ID: id, Title: strings.Join(words[:n], " "), Language: language, Published: at, FirstSeen: at}
	it.Stems = news.CountStems(text.Stems(text.Excerpt(strings.Join(words[n:], " "), openingWords, openingRunes), language))
	return it
}

// pearson is the correlation of two lists of one length; 0 when one of them is constant.
func pearson(x, y []float64) float64 {
	var mx, my, xx, yy, xy float64
	for i := range x {
		mx += x[i] / float64(len(x))
		my += y[i] / float64(len(x))
	}
	for i := range x {
		xx += (x[i] - mx) * (x[i] - mx)
		yy += (y[i] - my) * (y[i] - my)
		xy += (x[i] - mx) * (y[i] - my)
	}
	return xy / max(math.Sqrt(xx*yy), 1e-300)
}
