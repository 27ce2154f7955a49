package main

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	counternotice "counternotice"
	"counternotice/internal/pipeline"
	"counternotice/internal/taxonomy"
	"counternotice/templates"
)

// options are the flags, the same everywhere.
type options struct {
	set                                                                       *flag.FlagSet
	feeds, taxonomy, model, curation, content, templates, archive, cache, out string
	now                                                                       string
	offline, json, tagged                                                     bool
	about                                                                     string
	help                                                                      io.Writer
	allowHosts                                                                hosts
}

type hosts []string

func (h *hosts) String() string { return strings.Join(*h, ",") }

func (h *hosts) Set(s string) error {
	host, port, err := net.SplitHostPort(s)
	if n, e := strconv.ParseUint(port, 10, 16); err != nil || e != nil || n == 0 || host == "" {
		return errors.New("want HOST:PORT, for instance 127.0.0.1:8080")
	}
	*h = append(*h, s)
	return nil
}

// flags makes the flag set of a verb, with those of the named flags that it has.
func (c Command) flags(verb, about string, names ...string) *options {
	o := &options{set: flag.NewFlagSet(verb, flag.ContinueOnError), about: about, help: c.Stdout}
	o.set.Usage = func() {}
	for _, name := range names {
		switch name {
		case "feeds":
			o.set.StringVar(&o.feeds, name, "", "the `file` of the feed list (default feeds.yaml, else the one inside the program)")
		case "taxonomy":
			o.set.StringVar(&o.taxonomy, name, "", "the `file` of the tags and what earns them, with the words by language in the folder beside it that has its name (default taxonomy.yaml, else the one inside the program)")
		case "model":
			o.set.StringVar(&o.model, name, "", "the `file` of what digest train learned (default model.txt, else the one inside the program)")
		case "curation":
			o.set.StringVar(&o.curation, name, "", "the `file` of what the editors decided (default curation.yaml, else the one inside the program)")
		case "content":
			o.set.StringVar(&o.content, name, "", "the `folder` of the written pages (default content, else the one inside the program)")
		case "templates":
			o.set.StringVar(&o.templates, name, "", "the `folder` of the templates (default templates, else the one inside the program)")
		case "archive":
			o.set.StringVar(&o.archive, name, "", "the `folder` of the archive (default archive)")
		case "cache":
			o.set.StringVar(&o.cache, name, "", "the `folder` of what may be lost (default the archive's name with .cache, beside it)")
		case "out":
			o.set.StringVar(&o.out, name, "", "the `folder` of the built site (default public)")
		case "now":
			o.set.StringVar(&o.now, name, "", "the `time` to take for now, RFC 3339 or a date (default the clock)")
		case "offline":
			o.set.BoolVar(&o.offline, name, false, "ask nobody; read what the cache holds")
		case "json":
			o.set.BoolVar(&o.json, name, false, "print the result as JSON")
		case "allow-host":
			o.set.Var(&o.allowHosts, name, "let the fetcher reach a private address under exactly this `HOST:PORT`; may be repeated")
		}
	}
	return o
}

func (o *options) parse(args []string) error {
	o.set.SetOutput(io.Discard) // one line says what is wrong; help is for who asks
	err := o.set.Parse(args)
	if errors.Is(err, flag.ErrHelp) {
		p := helpPaper(o.help)
		p.row(0, nil, "digest "+o.set.Name()+": "+o.about)
		p.line("")
		o.list(p)
		return cmp.Or(p.err, err)
	}
	if err != nil {
		return usageError{fmt.Sprintf("%v; \"digest %s --help\" lists the flags", err, o.set.Name())}
	}
	return nil
}

// helpPaper is where help is printed, in lines that a terminal of the usual width holds also when they come through a pager.
func helpPaper(w io.Writer) *paper {
	p := newPaper(w)
	p.columns = min(p.columns, 80)
	return p
}

// list prints the flags, each with what it stands for and what it is when it is left out.
func (o *options) list(p *paper) {
	o.set.VisitAll(func(f *flag.Flag) {
		value, words := flag.UnquoteUsage(f)
		if !slices.Contains([]string{"", "0", "false"}, f.DefValue) {
			words += " (default " + f.DefValue + ")"
		}
		p.row(1, nil, "--"+f.Name+" "+value)
		p.row(3, nil, words)
	})
}

// noArguments parses flags of a verb that takes nothing else.
func (o *options) noArguments(args []string) error {
	if err := o.parse(args); err != nil {
		return err
	}
	if o.set.NArg() > 0 {
		return usageError{fmt.Sprintf("does not take %q", o.set.Arg(0))}
	}
	return nil
}

// job makes the pipeline's job of the flags.
func (o *options) job(c Command) (*pipeline.Job, error) {
	j := &pipeline.Job{Offline: o.offline, AllowHosts: o.allowHosts}
	var err error
	if j.Now, err = o.clock(c); err != nil {
		return nil, err
	}
	if j.Files, err = o.files(); err != nil {
		return nil, err
	}
	if j.Proxy, err = proxy(c.Getenv); err != nil {
		return nil, err
	}
	if o.archive == "" {
		o.archive = "archive"
	}
	if o.out == "" {
		o.out = "public"
	}
	if o.cache == "" {
		o.cache = filepath.Clean(o.archive) + ".cache"
	}
	for _, p := range []struct {
		to   *string
		from string
	}{{&j.Archive, o.archive}, {&j.Cache, o.cache}, {&j.Out, o.out}} {
		if *p.to, err = filepath.Abs(p.from); err != nil {
			return nil, err
		}
	}
	for _, pair := range [][2]string{{j.Out, j.Archive}, {j.Archive, j.Out}, {j.Out, j.Cache}, {j.Cache, j.Out}, {j.Archive, j.Cache}, {j.Cache, j.Archive}} {
		if inside(pair[0], pair[1]) {
			return nil, usageError{fmt.Sprintf("%q lies inside %q: --out, --archive and --cache must be folders apart", pair[0], pair[1])}
		}
	}
	return j, nil
}

// inside says whether a is b or below it, symbolic links followed as far as they exist.
func inside(a, b string) bool {
	rel, err := filepath.Rel(resolve(b), resolve(a))
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

func resolve(path string) string {
	rest := ""
	for p := path; ; p = filepath.Dir(p) {
		if real, err := filepath.EvalSymlinks(p); err == nil {
			return filepath.Join(real, rest)
		}
		if p == filepath.Dir(p) {
			return path
		}
		rest = filepath.Join(filepath.Base(p), rest)
	}
}

func (o *options) clock(c Command) (time.Time, error) {
	if o.now == "" {
		return c.Now().UTC().Truncate(time.Second), nil
	}
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if t, err := time.Parse(layout, o.now); err == nil {
			if t.Year() < 1990 || t.Year() > 9000 {
				break
			}
			return t.UTC().Truncate(time.Second), nil
		}
	}
	return time.Time{}, usageError{fmt.Sprintf("--now %q is no time; write 2026-11-21T06:17:00Z or 2026-11-21", o.now)}
}

// files reads the hand-edited files: those named, else those of the working directory, else those in the program.
func (o *options) files() (pipeline.Files, error) {
	var f pipeline.Files
	var err error
	if f.Feeds, err = file(o.feeds, "feeds.yaml"); err != nil {
		return f, err
	}
	if f.Taxonomy, f.Words, err = o.catalogue(); err != nil {
		return f, err
	}
	if f.Model, err = file(o.model, "model.txt"); err != nil {
		return f, err
	}
	if f.Curation, err = file(o.curation, "curation.yaml"); err != nil {
		return f, err
	}
	content, err := fs.Sub(counternotice.Files, "content")
	if err != nil {
		return f, err
	}
	if f.Content, err = folder(o.content, "content", "about.md", content); err != nil {
		return f, err
	}
	f.Templates, err = folder(o.templates, "templates", "page", templates.FS)
	return f, err
}

// catalogue reads the taxonomy, and the words by language that lie beside it.
func (o *options) catalogue() (f pipeline.File, words []taxonomy.File, err error) {
	if f, err = file(o.taxonomy, "taxonomy.yaml"); err != nil {
		return f, nil, err
	}
	dir, name := filepath.Split(f.Name)
	fsys := os.DirFS(cmp.Or(dir, "."))
	words, err = taxonomy.Words(fsys, name)
	if _, none := os.Stat(f.Name); none != nil {
		if len(words) > 0 {
			return f, nil, fmt.Errorf("%s: no %s stands beside the folder, so its words would not count; put the one that comes with the program there, or take the folder away", words[0].Name, name)
		}
		words, err = taxonomy.Words(counternotice.Files, name)
	}
	for i := range words {
		words[i].Name = dir + words[i].Name
	}
	return f, words, err
}

func file(named, standard string) (pipeline.File, error) {
	if named != "" {
		data, err := os.ReadFile(named)
		if e, ok := errors.AsType[*fs.PathError](err); ok {
			err = fmt.Errorf("%s: %w; name a file that can be read, or leave the flag out", named, e.Err)
		}
		return pipeline.File{Name: named, Data: data}, err
	}
	data, err := os.ReadFile(standard)
	if errors.Is(err, fs.ErrNotExist) {
		data, err = counternotice.Files.ReadFile(standard)
	}
	return pipeline.File{Name: standard, Data: data}, err
}

// folder is the named folder, else the standard one of the working directory if it holds the mark, else the built-in one.
func folder(named, standard, mark string, builtIn fs.FS) (fs.FS, error) {
	if named != "" {
		if info, err := os.Stat(named); err != nil || !info.IsDir() {
			return nil, fmt.Errorf("%s: no such folder", named)
		}
		return os.DirFS(named), nil
	}
	if _, err := os.Stat(filepath.Join(standard, mark)); err == nil {
		return os.DirFS(standard), nil
	}
	return builtIn, nil
}

// proxy is the proxy that the environment names, the one for https before the one for http.
func proxy(getenv func(string) string) (*url.URL, error) {
	for _, name := range []string{"HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"} {
		v := getenv(name)
		if v == "" {
			continue
		}
		if !strings.Contains(v, "://") {
			v = "http://" + v
		}
		u, err := url.Parse(v)
		if err != nil || u.Host == "" {
			return nil, usageError{fmt.Sprintf("the proxy in %s is no address; write http://HOST:PORT", name)}
		}
		return u, nil
	}
	return nil, nil
}
