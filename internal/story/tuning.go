package story

// tuning is every number that decides what is one story. docs/decisions.md has how they were found and what each gave.
type tuning struct {
	textWeight float64 // of a stem of the text, when one of the title weighs 1
	background float64 // how many headlines the background counts are worth beside the window's own
	rarity     float64 // power of the inverse document frequency
	decay      float64 // hours in which time divides similarity by e
	horizon    float64 // hours beyond which two items are not compared
	memory     float64 // hours for which items that have left the window are still compared with
	floor      float64 // similarity below which two items are no neighbours
	foreign    float64 // weight of a similarity between two languages
	follow     float64 // similarity to a closed story at which a cluster is its follow-up
	followTime float64 // hours in which time divides that similarity by e
	linkage    linkage
}

// linkage weighs what two clusters have between them; see judge. The weights are those of a logistic regression over
// the decisions of the clustering itself, on the labelled streams.
type linkage struct {
	bias, average, best, linked, smaller, larger, apart, gap, near, wide, topic, words, texts, cross, crossAverage float64

	glue float64 // for pairs that are in one story already
	cut  float64 // log odds above which two clusters are one story
}

var tuned = tuning{
	textWeight: 0.6,
	background: 8000,
	rarity:     0.9,
	decay:      36,
	horizon:    120,
	memory:     60,
	floor:      0.02,
	foreign:    1.2,
	follow:     0.99,
	followTime: 240,
	linkage: linkage{
		bias: 2.69, average: 4.01, best: 0.40, linked: -2.62, smaller: -0.07, larger: 1.02, apart: -0.57, gap: 1.07,
		near: -3.46, wide: 0.43, topic: -0.74, words: 0.65, texts: -2.16, cross: -1.83, crossAverage: -0.57,
		glue: 0.5,
	},
}
