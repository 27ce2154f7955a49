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
	bias, average, best, linked, smaller, larger, apart, gap, near, wide, topic, words, texts, cross, crossAverage, evidence, terms, dense, denseAverage float64

	glue float64 // for pairs that are in one story already
	moat float64 // against pairs that are in two stories already
	cut  float64 // log odds above which two clusters are one story
}

var tuned = tuning{
	textWeight: 0.6,
	background: 8000,
	keep:       30,
	nearest:    160,
	rarity:     0.9,
	decay:      36,
	horizon:    120,
	memory:     60,
	floor:      0.045,
	foreign:    1.2,
	house:      0.9,
	linkage: linkage{
		bias: -2.489, average: 3.149, best: 0.596, linked: -3.443, smaller: 0.053, larger: 1.325, apart: -0.462, gap: 0.212,
		near: -3.907, wide: 0.578, topic: -0.749, words: 1.323, texts: -0.839, cross: 2.283, crossAverage: 1.014, evidence: 1.615, terms: -2.143,
		dense: 3.128, denseAverage: 1.121,
		glue: 1.5, moat: 0.7, cut: 0.3,
	},
}
