package fetch

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"syscall"

	"counternotice/internal/news"
)

// verdict is what an answer says about a feed.
type verdict struct {
	health  news.Health
	reason  string
	passing bool
}

// judge reads the last answer of an attempt. Every reason is made of our own words and of numbers.
func judge(ans answer, page, conditional bool) verdict {
	status := ans.status
	answers := "answers " + statusName(status)
	if wall := challengeOf(ans.header, ans.body); wall != "" {
		if status/100 == 2 {
			answers = "answers"
		}
		return verdict{health: news.HealthBlocked, reason: answers + " with " + wall}
	}
	switch {
	case status == http.StatusNotModified && conditional:
		return verdict{health: news.HealthOK}
	case status == http.StatusNotModified:
		return verdict{health: news.HealthDead, reason: answers + ", though it was asked for the whole"}
	case status == http.StatusPartialContent:
		return verdict{health: news.HealthDead, reason: answers + ", though it was asked for the whole"}
	case status/100 == 2 && len(bytes.Trim(ans.body, "\ufeff\x00 \t\r\n")) == 0:
		return verdict{health: news.HealthEmpty, reason: "answers without a word"}
	case status/100 == 2 && !page && isWebPage(ans.body):
		return verdict{health: news.HealthBlocked, reason: "answers with a web page where a feed was expected"}
	case status/100 == 2:
		return verdict{health: news.HealthOK}
	case isRedirect(status):
		return verdict{health: news.HealthDead, reason: answers + " and does not say where to"}
	case status == http.StatusGone:
		return verdict{health: news.HealthGone, reason: answers}
	}
	switch status {
	case http.StatusUnauthorized, http.StatusPaymentRequired, http.StatusForbidden, http.StatusNotAcceptable, http.StatusProxyAuthRequired,
		http.StatusTooManyRequests, http.StatusUnavailableForLegalReasons, http.StatusNetworkAuthenticationRequired:
		return verdict{health: news.HealthBlocked, reason: answers}
	}
	return verdict{health: news.HealthDead, reason: answers, passing: passes(status)}
}

// passes says whether a fault with this status tends to pass. 520 to 530 are Cloudflare's, for an origin in trouble.
func passes(status int) bool {
	switch status {
	case http.StatusInternalServerError, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return 520 <= status && status <= 530
}

func statusName(status int) string {
	if text := http.StatusText(status); text != "" {
		return strconv.Itoa(status) + " " + text
	}
	return strconv.Itoa(status)
}

// proxyError is the refusal of a proxy to connect.
type proxyError struct{ status int }

func (e proxyError) Error() string { return "proxy answers " + statusName(e.status) }

// fault is an attempt without a usable answer.
type fault struct {
	health      news.Health
	reason      string
	passing     bool
	unreachable bool // no connection came about
	late        bool // the time was up
}

// faultOf puts an error into words of our own: what libraries say holds addresses, and so passwords. The status is 0
// as long as no headers had come.
func faultOf(err error, status int, o *Options) fault {
	dead := func(reason string) fault { return fault{health: news.HealthDead, reason: reason} }
	passing := func(reason string) fault { return fault{health: news.HealthDead, reason: reason, passing: true} }
	unreachable := func(reason string) fault {
		return fault{health: news.HealthDead, reason: reason, passing: true, unreachable: true}
	}

	if errors.Is(err, errRefused) {
		return dead("leads to a private or reserved address, which only --allow-host HOST:PORT permits")
	}
	if errors.Is(err, errTooLarge) {
		return dead("sends more than " + size(o.MaxBody))
	}
	if errors.Is(err, errEncoding) {
		return dead("sends an encoding that it was not asked for")
	}
	if e, ok := errors.AsType[proxyError](err); ok {
		f := dead("the proxy answers " + statusName(e.status))
		f.passing = passes(e.status)
		return f
	}
	if e, ok := errors.AsType[*net.DNSError](err); ok {
		if e.IsNotFound {
			f := unreachable("no such host")
			f.passing = false
			return f
		}
		return unreachable("its name cannot be looked up at the moment")
	}
	if reason := certificateFault(err); reason != "" {
		return dead(reason)
	}
	if e, ok := errors.AsType[*net.OpError](err); ok && (e.Op == "dial" || e.Op == "proxyconnect") {
		what := "cannot be reached"
		switch {
		case errors.Is(err, syscall.ECONNREFUSED):
			what = "refuses the connection"
		case e.Timeout():
			what = "does not take the connection"
		}
		if e.Op == "proxyconnect" {
			what = "the proxy " + what
		}
		return unreachable(what)
	}
	if e, ok := errors.AsType[net.Error](err); ok && e.Timeout() {
		if !errors.Is(err, context.DeadlineExceeded) { // the one other limit in force is that of the TLS handshake
			return unreachable("does not complete a secure connection")
		}
		f := passing(fmt.Sprintf("did not answer within %v", o.Timeout))
		if status != 0 {
			f.reason = fmt.Sprintf("did not finish its answer within %v", o.Timeout)
		}
		f.late = true
		return f
	}
	if text := err.Error(); strings.Contains(text, "headers exceeded") || strings.Contains(text, "header list larger") {
		return dead("sends more than " + size(o.MaxHeader) + " of headers") // net/http has no value for it, in HTTP/1 and in HTTP/2
	} else if strings.Contains(text, "malformed HTTP") {
		return dead("does not answer in HTTP")
	}
	if damaged(err) {
		return passing("sends an answer that is damaged")
	}
	if status != 0 {
		return passing("broke off in the middle of its answer")
	}
	return passing("closed the connection without an answer")
}

// certificateFault names what is wrong with TLS; empty if nothing is.
func certificateFault(err error) string {
	if e, ok := errors.AsType[x509.CertificateInvalidError](err); ok && e.Reason == x509.Expired {
		return "its certificate has expired or is not valid yet"
	}
	if _, ok := errors.AsType[x509.HostnameError](err); ok {
		return "its certificate is for another host"
	}
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return "its certificate is not one to trust"
	}
	if _, ok := errors.AsType[tls.RecordHeaderError](err); ok {
		return "does not answer in TLS"
	}
	if _, ok := errors.AsType[tls.AlertError](err); ok {
		return "refuses a secure connection"
	}
	if e, ok := errors.AsType[*net.OpError](err); ok && (e.Op == "remote error" || e.Op == "local error") {
		return "refuses a secure connection"
	}
	return ""
}

// damaged says whether a decoder stumbled over the bytes, not over their end.
func damaged(err error) bool {
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return false
	}
	if _, ok := errors.AsType[flate.CorruptInputError](err); ok {
		return true
	}
	for _, e := range []error{gzip.ErrHeader, gzip.ErrChecksum, zlib.ErrHeader, zlib.ErrChecksum, zlib.ErrDictionary} {
		if errors.Is(err, e) {
			return true
		}
	}
	return strings.HasPrefix(err.Error(), "brotli:")
}

// size writes a limit for people.
func size(n int64) string {
	switch {
	case n >= 1<<20 && n%(1<<20) == 0:
		return fmt.Sprintf("%d MiB", n>>20)
	case n >= 1<<10 && n%(1<<10) == 0:
		return fmt.Sprintf("%d KiB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}
