// Package counternotice carries the hand-edited files of the project inside the binary, for use where the working
// directory has none. It does nothing else.
package counternotice

import "embed"

// Files holds feeds.yaml, taxonomy.yaml with the words by language, model.txt, curation.yaml and the pages under content/.
//
//go:embed feeds.yaml taxonomy.yaml taxonomy/*.yaml model.txt curation.yaml content
var Files embed.FS
