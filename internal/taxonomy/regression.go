package taxonomy

import "math"

// regression is a logistic regression over sparse features.
type regression struct {
	columns [][]entry // by feature: in which items it stands, and how loud
	truth   []bool    // by item
	mute    []bool    // by item: it teaches nothing
	heed    []float64 // by item: how many it counts as
	before  []float64 // by item: the odds before anything is learned; nil for even ones
	penalty float64   // on the sizes of the weights (L1): it leaves most of them at nothing
	ridge   float64   // on half their squares (L2)
}

// fit learns by coordinate descent. A product is rounded before it is added, by float64(): a processor that adds it in one step, as arm64
// does, would learn other weights.
func (r *regression) fit() (weights []float64, bias float64) {
	n := len(r.truth)
	weights = make([]float64, len(r.columns))
	odds := make([]float64, n) // the logits
	chance := make([]float64, n)
	truth := make([]float64, n)
	copy(odds, r.before)
	for i := range n {
		chance[i] = 1 / (1 + math.Exp(-odds[i]))
		if r.truth[i] {
			truth[i] = 1
		}
		if r.mute[i] {
			chance[i], truth[i] = 0, 0 // as sure as its truth is false, so that it teaches nothing
		}
	}
	shift := func(i int32, by float64) {
		if r.mute[i] {
			return
		}
		odds[i] += by
		chance[i] = 1 / (1 + math.Exp(-odds[i]))
	}
	step := func(f int) float64 {
		slope, curve := r.ridge*weights[f], r.ridge+1e-6
		for _, e := range r.columns[f] {
			p := chance[e.item]
			value := e.value * r.heed[e.item]
			slope += float64(value * (p - truth[e.item]))
			curve += float64(value * e.value * p * (1 - p))
		}
		by := -weights[f]
		switch w := weights[f]; {
		case slope+r.penalty <= curve*w:
			by = -(slope + r.penalty) / curve
		case slope-r.penalty >= curve*w:
			by = -(slope - r.penalty) / curve
		}
		if by == 0 {
			return 0
		}
		by = max(-1, min(1, by))
		weights[f] += by
		for _, e := range r.columns[f] {
			shift(e.item, by*e.value)
		}
		return math.Abs(by)
	}
	lean := func() {
		slope, curve := 0.0, 1e-6
		for i := range n {
			slope += float64(r.heed[i] * (chance[i] - truth[i]))
			curve += float64(r.heed[i] * chance[i] * (1 - chance[i]))
		}
		by := max(-1, min(1, -slope/curve))
		bias += by
		for i := range n {
			shift(int32(i), by)
		}
	}
	for range maxRounds {
		lean()
		largest := 0.0
		for f := range weights {
			largest = max(largest, step(f))
		}
		for range innerRounds {
			lean()
			for f, w := range weights {
				if w != 0 {
					step(f)
				}
			}
		}
		if largest < enough {
			break
		}
	}
	return weights, bias
}
