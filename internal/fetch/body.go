package fetch

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/andybalholm/brotli"
)

var (
	errTooLarge = errors.New("body larger than the limit")
	errEncoding = errors.New("content encoding that was not asked for")
)

const (
	// smallBody is what every request in flight may hold; for more it needs one of largeBodies places, so that a run
	// stays within its memory whatever the hosts send.
	smallBody   = 1 << 20
	largeBodies = 2
	// peeked is how much of a body is looked at for marks of a challenge.
	peeked = 64 << 10
)

// read gives the whole decoded body, or an error: never a part of it. The second result counts what came over the wire.
func (c *Client) read(ctx context.Context, resp *http.Response, large *permit) ([]byte, int64, error) {
	wire := &capped{r: resp.Body, left: c.o.MaxBody}
	buffered := bufio.NewReader(wire)
	if needsWindow(buffered, resp.Header) {
		if err := large.take(ctx); err != nil {
			return nil, 0, err
		}
	}
	body, err := decode(buffered, resp.Header, c.o.MaxBody)
	var all []byte
	if err == nil {
		all, err = io.ReadAll(io.LimitReader(body, smallBody))
	}
	if err == nil && len(all) == smallBody {
		if err = large.take(ctx); err == nil {
			all, err = io.ReadAll(io.MultiReader(bytes.NewReader(all), body))
		}
	}
	sent := c.o.MaxBody - max(0, wire.left)
	if err != nil {
		return nil, sent, err
	}
	return all, sent, nil
}

// peek gives the beginning of a body, as far as it can be read.
func (c *Client) peek(resp *http.Response) ([]byte, int64) {
	wire := &capped{r: resp.Body, left: peeked}
	body, err := decode(bufio.NewReader(wire), resp.Header, peeked)
	if err != nil {
		return nil, peeked - max(0, wire.left)
	}
	all, _ := io.ReadAll(body)
	return all, peeked - max(0, wire.left)
}

// capped fails with errTooLarge once more than left bytes have come.
type capped struct {
	r    io.Reader
	left int64
}

func (c *capped) Read(p []byte) (int, error) {
	if c.left < 0 {
		return 0, errTooLarge
	}
	n, err := c.r.Read(p[:min(int64(len(p)), c.left+1)])
	c.left -= int64(n)
	if c.left < 0 {
		return n - 1, errTooLarge
	}
	return n, err
}

// decode undoes the content encodings, each limited for itself. Where a server names an encoding and sends plain text,
// or sends gzip and names none, the bytes are believed.
func decode(r *bufio.Reader, h http.Header, limit int64) (io.Reader, error) {
	encodings := encodingsOf(h)
	if len(encodings) > 3 {
		return nil, errEncoding
	}
	if len(encodings) == 0 && isGzip(r) {
		encodings = []string{"gzip"}
	}
	for _, e := range slices.Backward(encodings) {
		var next io.Reader
		switch e {
		case "gzip", "x-gzip":
			if !isGzip(r) {
				continue
			}
			z, err := gzip.NewReader(r)
			if err != nil {
				return nil, err
			}
			next = members{z}
		case "deflate":
			// RFC 9110 means zlib; some servers send the bare stream.
			if head, _ := r.Peek(2); len(head) == 2 && head[0]&0x0f == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 {
				z, err := zlib.NewReader(r)
				if err != nil {
					return nil, err
				}
				next = z
			} else {
				next = flate.NewReader(r)
			}
		case "br":
			next = brotli.NewReader(r)
		default:
			return nil, errEncoding
		}
		r = bufio.NewReader(&capped{r: next, left: limit})
	}
	return r, nil
}

// encodingsOf lists the content encodings in the order of their application, without the names that mean none.
func encodingsOf(h http.Header) []string {
	var list []string
	for e := range strings.SplitSeq(strings.Join(h.Values("Content-Encoding"), ","), ",") {
		switch e = strings.ToLower(strings.TrimSpace(e)); e {
		case "", "identity", "none", "utf-8", "binary", "8bit":
		default:
			list = append(list, e)
		}
	}
	return list
}

func isGzip(r *bufio.Reader) bool {
	head, _ := r.Peek(2)
	return len(head) == 2 && head[0] == 0x1f && head[1] == 0x8b
}

// needsWindow says whether a Brotli stream declares a window of more than 4 MiB, which its decoder may have to hold
// (RFC 7932 §9.1: the first bits give its size).
func needsWindow(r *bufio.Reader, h http.Header) bool {
	if e := encodingsOf(h); len(e) == 0 || e[len(e)-1] != "br" {
		return false
	}
	head, _ := r.Peek(1)
	return len(head) == 1 && head[0]&0x01 == 1 && head[0]&0x0f >= 0x0d
}

// members reads a gzip stream of one or several members and takes what follows the last one for padding.
type members struct{ z *gzip.Reader }

func (m members) Read(p []byte) (int, error) {
	n, err := m.z.Read(p)
	if errors.Is(err, gzip.ErrHeader) { // the first header has been read before
		err = io.EOF
	}
	return n, err
}

func hashOf(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}
