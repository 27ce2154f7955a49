package fetch

import (
	"hash/fnv"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// longestWait bounds what a host may ask for, so that no slip of its clock silences it for good.
const longestWait = 24 * time.Hour

// longestBackoff bounds the pause before another attempt, before it is moved.
const longestBackoff = 3 * time.Minute

// asksToWait says whether the Retry-After of an answer with this status is a plea for rest (RFC 9110 §10.2.3, RFC 6585 §4).
func asksToWait(status int) bool {
	return status == http.StatusTooManyRequests || status == http.StatusForbidden || status >= 500
}

// retryAfter reads the header of that name, seconds or a date, as a time from now: 0 if there is none, it cannot be
// read or it has passed; at most a day.
func retryAfter(value string, now time.Time) time.Duration {
	value = strings.TrimSpace(value)
	if value == "" {
		return 0
	}
	if whole, _, _ := strings.Cut(value, "."); strings.Trim(whole, "0123456789") == "" && whole != "" {
		seconds, err := strconv.ParseInt(whole, 10, 64)
		if err != nil || seconds > int64(longestWait/time.Second) {
			return longestWait
		}
		return time.Duration(seconds) * time.Second
	}
	t, err := http.ParseTime(value)
	if err != nil {
		return 0
	}
	return min(max(0, t.Sub(now)), longestWait)
}

// backoff is the pause before attempt tries+1 of a feed: first, then four times as long each time, moved by up to a
// quarter either way. The shift is drawn from the feed's id, so that a run can be repeated and two feeds do not march in step.
func backoff(first time.Duration, feed string, tries int) time.Duration {
	d := first
	for range tries - 1 {
		d = min(4*d, longestBackoff)
	}
	h := fnv.New32a()
	h.Write([]byte(feed + " " + strconv.Itoa(tries)))
	return d*3/4 + time.Duration(int64(d)/2*int64(h.Sum32()%1000)/1000)
}
