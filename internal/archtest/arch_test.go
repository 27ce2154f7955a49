// Package archtest holds the project to the structure that ARCHITECTURE.md describes: who may import whom, which package
// may touch disk, network, clock and environment, and that the codemap names every package. It has no code of its own.
package archtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const (
	root   = "../.."
	module = "counternotice"
)

// imports is the table of DESIGN.md and ARCHITECTURE.md: which of our own packages a package may import.
var imports = map[string][]string{
	".":                  {},
	"templates":          {},
	"sample":             {},
	"internal/news":      {},
	"internal/text":      {},
	"internal/feedlist":  {"internal/news"},
	"internal/taxonomy":  {"internal/news", "internal/text"},
	"internal/fetch":     {"internal/news"},
	"internal/feed":      {"internal/news", "internal/text"},
	"internal/story":     {"internal/news", "internal/text"},
	"internal/archive":   {"internal/news"},
	"internal/cache":     {"internal/news"},
	"internal/curation":  {"internal/news", "internal/text"},
	"internal/edition":   {"internal/news", "internal/text"},
	"internal/site":      {"internal/news", "internal/text", "internal/edition", "internal/letter", "templates"},
	"internal/syndicate": {"internal/news", "internal/edition", "internal/letter"},
	"internal/search":    {"internal/news", "internal/text", "internal/edition"},
	"internal/letter":    {"internal/news", "internal/text", "internal/edition"},
	"internal/outdir":    {},
}

// privileges says which of our packages may import a package of the standard library, or call a function of it.
var privileges = map[string][]string{
	"net/http":      {"internal/fetch", "cmd/digest"},
	"html/template": {"internal/site", "internal/letter"},
	"os":            {"internal/archive", "internal/cache", "internal/outdir", "cmd/digest"},
	"os/exec":       {},
	"unsafe":        {},
	"log":           {"cmd/digest"},
	"math/rand":     {},
	"math/rand/v2":  {},
}

// libraries says where a third-party library has its home.
var libraries = map[string][]string{
	"github.com/mmcdole/gofeed":           {"internal/feed"},
	"github.com/yuin/goldmark":            {"internal/site"},
	"github.com/gorilla/feeds":            {"internal/syndicate"},
	"go.yaml.in/yaml/v4":                  {"internal/feedlist", "internal/taxonomy", "internal/curation"},
	"github.com/andybalholm/brotli":       {"internal/fetch"},
	"github.com/gofrs/flock":              {"internal/archive"},
	"github.com/fsnotify/fsnotify":        {"cmd/digest"},
	"github.com/schollz/progressbar":      {"cmd/digest"},
	"golang.org/x/term":                   {"cmd/digest"},
	"github.com/blevesearch/snowballstem": {"internal/text"},
}

type source struct {
	pkg  string // folder below the root
	name string
	file *ast.File
	fset *token.FileSet
}

// sources parses every Go file that is not a test and not a tool of bench/.
func sources(t *testing.T) []source {
	t.Helper()
	var out []source
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, p)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		if d.IsDir() {
			if name := d.Name(); rel != "." && (strings.HasPrefix(name, ".") || slices.Contains([]string{"tools", "testdata", "node_modules", "public", "bench"}, name)) {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(rel, ".go") || strings.HasSuffix(rel, "_test.go") {
			return nil
		}
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, p, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		out = append(out, source{path.Dir(rel), rel, f, fset})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) < 30 {
		t.Fatalf("only %d files found", len(out))
	}
	return out
}

func imported(f *ast.File) []string {
	var out []string
	for _, i := range f.Imports {
		out = append(out, strings.Trim(i.Path.Value, `"`))
	}
	return out
}

func TestImports(t *testing.T) {
	for _, s := range sources(t) {
		for _, imp := range imported(s.file) {
			own, isOwn := strings.CutPrefix(imp, module+"/")
			if imp == module {
				own, isOwn = ".", true
			}
			if isOwn && s.pkg != "cmd/digest" && s.pkg != "internal/pipeline" {
				allowed, listed := imports[s.pkg]
				if !listed {
					t.Errorf("%s: package %s is not in the table of imports", s.name, s.pkg)
				} else if !slices.Contains(allowed, own) {
					t.Errorf("%s imports %s; the table lets %s import %v", s.name, own, s.pkg, allowed)
				}
			}
			if isOwn && own == "cmd/digest" || isOwn && own == "internal/pipeline" && s.pkg != "cmd/digest" {
				t.Errorf("%s imports %s, which stands above it", s.name, own)
			}
			if allowed, ok := privileges[imp]; ok && !slices.Contains(allowed, s.pkg) {
				t.Errorf("%s imports %s, which belongs to %v", s.name, imp, allowed)
			}
			for lib, homes := range libraries {
				if (imp == lib || strings.HasPrefix(imp, lib+"/")) && !slices.Contains(homes, s.pkg) {
					t.Errorf("%s imports %s, whose home is %v", s.name, imp, homes)
				}
			}
		}
	}
}

func TestClockAndEnvironment(t *testing.T) {
	forbidden := map[string][]string{
		"time": {"Now", "Since", "Until"}, "os": {"Getenv", "LookupEnv", "Environ", "Exit", "Getwd"},
	}
	timers := []string{"After", "AfterFunc", "NewTimer", "NewTicker", "Sleep", "Tick"}
	for _, s := range sources(t) {
		ast.Inspect(s.file, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			x, ok := sel.X.(*ast.Ident)
			if !ok {
				return true
			}
			where := s.fset.Position(sel.Pos())
			if s.pkg != "cmd/digest" && slices.Contains(forbidden[x.Name], sel.Sel.Name) {
				if !(s.pkg == "internal/fetch" && x.Name == "time" && sel.Sel.Name != "Until") { // measures durations for the report only
					t.Errorf("%s: %s.%s belongs to cmd", where, x.Name, sel.Sel.Name)
				}
			}
			if x.Name == "time" && slices.Contains(timers, sel.Sel.Name) && !slices.Contains([]string{"internal/fetch", "internal/pipeline", "cmd/digest"}, s.pkg) {
				t.Errorf("%s: time.%s belongs to fetch and pipeline", where, sel.Sel.Name)
			}
			return true
		})
		for _, d := range s.file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Name.Name == "init" && f.Recv == nil {
				t.Errorf("%s: func init", s.fset.Position(f.Pos()))
			}
		}
	}
}

func TestPackageComments(t *testing.T) {
	docs := map[string]string{}
	for _, s := range sources(t) {
		if s.file.Doc != nil {
			docs[s.pkg] += s.file.Doc.Text()
		} else if _, ok := docs[s.pkg]; !ok {
			docs[s.pkg] = ""
		}
	}
	for pkg, doc := range docs {
		if strings.Count(doc, ". ")+strings.Count(doc, ".\n") < 2 {
			t.Errorf("package %s does not say in two sentences what it owns and what it does not do", pkg)
		}
	}
}

func TestCodemap(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(root, "ARCHITECTURE.md"))
	if err != nil {
		t.Fatal(err)
	}
	for pkg := range imports {
		if name := path.Base(pkg); pkg != "." && !strings.Contains(string(data), "`"+name+"`") {
			t.Errorf("ARCHITECTURE.md does not name `%s`", name)
		}
	}
	for line := range strings.Lines(string(data)) {
		if name, ok := strings.CutPrefix(line, "| `"); ok {
			name, _, _ = strings.Cut(name, "`")
			found := false
			for _, dir := range []string{"internal/", "", "cmd/"} {
				if info, err := os.Stat(filepath.Join(root, dir+name)); err == nil && info.IsDir() {
					found = true
				}
			}
			if !found {
				t.Errorf("ARCHITECTURE.md describes `%s`, which does not exist", name)
			}
		}
	}
}
