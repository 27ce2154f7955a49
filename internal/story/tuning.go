package story

// tuning is every number that decides what is one story. docs/decisions.md has how they were found and what each gave.
type tuning struct {
	textWeight float64 // of a stem of the text, when one of the title weighs 1
	background float64 // how many headlines the background counts are worth beside the window's own
	keep       int     // terms of an item that are compared, the most weighty
	nearest    int     // neighbours of an item that are kept
	rarity     float64 // power of the inverse document frequency
	decay      float64 // hours in which time divides similarity by e
	horizon    float64 // hours beyond which two items are not compared
	memory     float64 // hours for which items that have left the window are still compared with
	floor      float64 // similarity below which two items are no neighbours
	foreign    float64 // weight of a similarity between two languages
	house      float64 // weight of a similarity within one publisher, whose items share a manner and a beat
	linkage    linkage
}

// linkage weighs what two clusters have between them; see judge. The weights are those of a logistic regression over
// the decisions of the clustering itself, on the labelled streams.
type linkage struct {
	bias, average, best, linked, smaller, larger, apart, gap, near, wide, topic, words, texts, cross, crossAverage, evidence, terms float64

	glue float64 // for pairs that are in one story already
	moat float64 // against pairs that are in two stories already
	cut  float64 // log odds above which two clusters are one story
}

var tuned = tuning{
	textWeight: 0.6,
	background: 8000,
	keep:       30,
	nearest:    80,
	rarity:     0.9,
	decay:      36,
	horizon:    120,
	memory:     60,
	floor:      0.045,
	foreign:    1.2,
	house:      0.9,
	linkage: linkage{
		bias: -1.81, average: 3.96, best: 0.91, linked: -2.83, smaller: 0.13, larger: 1.37, apart: -0.14, gap: 0.70,
		near: -3.06, wide: 0.41, topic: -0.59, words: 2.83, texts: -2.21, cross: 0.16, crossAverage: 0.17, evidence: 0.91, terms: -1.72,
		glue: 1, moat: 0.7, cut: 0.3,
	},
}
