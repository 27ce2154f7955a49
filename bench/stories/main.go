// Command stories prints how the stories of labelled items agree with the labels: what "digest eval stories" prints, for
// several files at once.
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
		fmt.Printf("%s\n%v\n", name, r)
		if err := f.Close(); err != nil {
			log.Fatal(err)
		}
	}
}
