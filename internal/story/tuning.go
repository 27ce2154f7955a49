package story

// tuning is every number that decides what is one story. They were chosen on the shared halves of the labelled sets;
// docs/decisions.md has what each gave.
type tuning struct {
	textWeight float64 // of a stem of the text, when one of the title weighs 1
	background float64 // how many headlines the background counts are worth beside the window's own
	decay      float64 // hours in which time divides similarity by e
	horizon    float64 // hours beyond which two items are not compared
	floor      float64 // similarity below which two items are no neighbours
	cut        float64 // average similarity at which two clusters are one story
	glue       float64 // added between items that are in one story already
	follow     float64 // similarity to a closed story at which a cluster is its follow-up
	followTime float64 // hours in which time divides that similarity by e
}

var tuned = tuning{
	textWeight: 0.6,
	background: 2000,
	decay:      36,
	horizon:    120,
	floor:      0.02,
	cut:        0.11,
	glue:       0.05,
	follow:     0.35,
	followTime: 240,
}
