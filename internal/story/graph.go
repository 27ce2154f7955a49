package story

import "math"

// edge says how near two nodes are.
type edge struct {
	to  int32
	sim float64
}

// neighbours gives for each node the nodes that are near it in words and in time, through an inverted index whose lists
// are in order of time, so that its cost grows with the items of one window and not with all items.
func (b *book) neighbours() [][]edge {
	lists := make([][]int32, len(b.weight.stems))
	weights := make([][]float64, len(b.weight.stems))
	start := make([]int, len(b.weight.stems)) // the first of a list that is within the horizon
	near := make([][]edge, len(b.nodes))
	score := make([]float64, len(b.nodes))
	var touched []int32
	for i := range b.nodes {
		n := &b.nodes[i]
		touched = touched[:0]
		for k, t := range n.vec.terms {
			list := lists[t]
			for start[t] < len(list) && n.hours-b.nodes[list[start[t]]].hours > b.tu.horizon {
				start[t]++
			}
			for p := start[t]; p < len(list); p++ {
				j := list[p]
				if score[j] == 0 {
					touched = append(touched, j)
				}
				score[j] += n.vec.weights[k] * weights[t][p]
			}
			lists[t] = append(list, int32(i))
			weights[t] = append(weights[t], n.vec.weights[k])
		}
		for _, j := range touched {
			m := &b.nodes[j]
			s := score[j] * math.Exp(-(n.hours-m.hours)/b.tu.decay)
			score[j] = 0
			if s < b.tu.floor {
				continue
			}
			if n.home != "" && n.home == m.home {
				s += b.tu.glue
			}
			near[i] = append(near[i], edge{j, s})
			near[j] = append(near[j], edge{int32(i), s})
		}
	}
	return near
}
