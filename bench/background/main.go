// Command background counts in how many headlines each stem occurs, for internal/story/background.txt. It keeps counts
// only, no headline.
//
//	go run ./bench/background <headlines.jsonl >internal/story/background.txt
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"log"
	"maps"
	"os"
	"slices"

	"counternotice/internal/text"
)

// least is how many headlines must have a stem: rarer ones say little more than that they are rare.
const least = 4

func main() {
	counts := map[string]int{}
	seen := map[string]bool{}
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<20)
	for in.Scan() {
		var h struct{ Title string }
		if err := json.Unmarshal(in.Bytes(), &h); err != nil {
			log.Fatal(err)
		}
		if seen[h.Title] {
			continue
		}
		seen[h.Title] = true
		stems := text.Stems(h.Title, "en")
		slices.Sort(stems)
		for _, s := range slices.Compact(stems) {
			counts[s]++
		}
	}
	if err := in.Err(); err != nil {
		log.Fatal(err)
	}
	out := bufio.NewWriter(os.Stdout)
	fmt.Fprintln(out, len(seen))
	for _, s := range slices.Sorted(maps.Keys(counts)) {
		if counts[s] >= least {
			fmt.Fprintln(out, s, counts[s])
		}
	}
	if err := out.Flush(); err != nil {
		log.Fatal(err)
	}
}
