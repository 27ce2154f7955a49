// Command stories prints how the stories of labelled items agree with the labels: what "digest eval stories" prints, for
// several files at once, and beside it what the plain way to tell stories gives on the same file.
//
//	go run ./bench/stories FILE...
package main

import (
	"fmt"
	"log"
	"os"

	"counternotice/internal/story"
)

func main() {
	for _, name := range os.Args[1:] {
		f, err := os.Open(name)
		if err != nil {
			log.Fatal(err)
		}
		r, err := story.Eval(f, nil, nil)
		if err != nil {
			log.Fatalf("%s: %v", name, err)
		}
		fmt.Printf("%s\n%v", name, r)
		if _, err := f.Seek(0, 0); err != nil {
			log.Fatal(err)
		}
		bcubed, pairwise, err := peer(f)
		if err != nil {
			log.Fatalf("%s: %v", name, err)
		}
		for k, cut := range peerCuts {
			fmt.Printf("average link, cut %.2f: B-cubed precision %.3f F1 %.3f, pairwise F1 %.3f\n", cut, bcubed[k].Precision, bcubed[k].F1, pairwise[k].F1)
		}
		if err := f.Close(); err != nil {
			log.Fatal(err)
		}
	}
}
