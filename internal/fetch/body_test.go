package fetch

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"io"
	"net/http"
	"strings"
	"testing"

	"counternotice/internal/news"

	"github.com/andybalholm/brotli"
)

func pack(t *testing.T, text string, layers ...func(io.Writer) io.WriteCloser) []byte {
	t.Helper()
	data := []byte(text)
	for _, layer := range layers {
		var b bytes.Buffer
		w := layer(&b)
		if _, err := w.Write(data); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		data = b.Bytes()
	}
	return data
}

func gz(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) }
func zl(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) }
func br(w io.Writer) io.WriteCloser { return brotli.NewWriter(w) }
func raw(w io.Writer) io.WriteCloser {
	f, err := flate.NewWriter(w, 6)
	if err != nil {
		panic(err) // the level is a constant
	}
	return f
}

func TestEncodings(t *testing.T) {
	long := "<rss>" + strings.Repeat("<item>words of an item</item>", 60000) + "</rss>" // more than smallBody
	bomb := strings.Repeat("0", 16<<20+1)
	gzipped, gzippedLong := pack(t, feed, gz), pack(t, long, gz)
	const cutReason, damagedReason = "broke off in the middle of its answer", "sends an answer that is damaged"
	for _, tt := range []struct {
		name, encoding string
		body           []byte
		want, reason   string
	}{
		{"plain", "", []byte(feed), feed, ""},
		{"plain and long", "", []byte(long), long, ""},
		{"gzip", "gzip", gzipped, feed, ""},
		{"gzip, long", "gzip", gzippedLong, long, ""},
		{"gzip by its old name", "X-GZIP", gzipped, feed, ""},
		{"gzip that nobody announced", "", gzipped, feed, ""},
		{"gzip announced, plain sent", "gzip", []byte(feed), feed, ""},
		{"gzip in two members", "gzip", append(pack(t, "<rss>", gz), pack(t, "</rss>", gz)...), "<rss></rss>", ""},
		{"gzip with padding", "gzip", append(bytes.Clone(gzipped), make([]byte, 40)...), feed, ""},
		{"deflate", "deflate", pack(t, feed, zl), feed, ""},
		{"deflate without its frame", "deflate", pack(t, feed, raw), feed, ""},
		{"brotli", "br", pack(t, feed, br), feed, ""},
		{"brotli with a wide window", "br", pack(t, long, func(w io.Writer) io.WriteCloser { return brotli.NewWriterOptions(w, brotli.WriterOptions{LGWin: 24}) }), long, ""},
		{"two layers", "gzip, br", pack(t, feed, gz, br), feed, ""},
		{"a charset for an encoding", "utf-8", []byte(feed), feed, ""},

		{"an encoding of its own", "zstd", []byte(feed), "", "sends an encoding that it was not asked for"},
		{"many layers", "gzip,gzip,gzip,gzip", gzipped, "", "sends an encoding that it was not asked for"},
		{"a bomb", "gzip", pack(t, bomb, gz), "", "sends more than 16 MiB"},
		{"a bomb of brotli", "br", pack(t, bomb, br), "", "sends more than 16 MiB"},
		{"a bomb of deflate", "deflate", pack(t, bomb, zl), "", "sends more than 16 MiB"},
		{"a bomb in a bomb", "gzip, gzip", pack(t, bomb, gz, gz), "", "sends more than 16 MiB"},
		{"a flood", "", []byte(bomb), "", "sends more than 16 MiB"},
		{"just not too much", "", []byte(bomb[1:]), bomb[1:], ""},
		{"gzip, cut", "gzip", gzippedLong[:len(gzippedLong)/2], "", cutReason},
		{"gzip, its sum cut", "gzip", gzipped[:len(gzipped)-4], "", cutReason},
		{"brotli, cut", "br", pack(t, long, br)[:20], "", cutReason},
		{"deflate, cut", "deflate", pack(t, long, zl)[:20], "", cutReason},
		{"gzip with another sum", "gzip", append(bytes.Clone(gzipped[:len(gzipped)-5]), 1, 2, 3, 4, 5), "", damagedReason},
		{"no brotli at all", "br", []byte(feed), "", damagedReason},
	} {
		s, addr := server(t, func(w http.ResponseWriter, r *http.Request) {
			if tt.encoding != "" {
				w.Header().Set("Content-Encoding", tt.encoding)
			}
			w.Write(tt.body)
		})
		r := one(t, Options{AllowHosts: []string{addr}}, Request{Feed: "a", URL: s.URL})
		if string(r.Body) != tt.want || r.Reason != tt.reason || (r.Health == news.HealthOK) != (tt.reason == "") {
			t.Errorf("%s: %q %q with %d bytes, want %q with %d", tt.name, r.Health, r.Reason, len(r.Body), tt.reason, len(tt.want))
		}
		if tt.reason == "" && (r.Bytes != int64(len(tt.body)) || r.Hash != hashOf([]byte(tt.want))) {
			if tt.name != "gzip with padding" {
				t.Errorf("%s: %d bytes counted of %d, hash %s", tt.name, r.Bytes, len(tt.body), r.Hash)
			}
		}
		s.Close()
	}
}
