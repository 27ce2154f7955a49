package feed

import (
	"bytes"
	"mime"
	"regexp"
	"strings"
	uni "unicode"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

var (
	declaration = regexp.MustCompile(`^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']\s*([A-Za-z0-9._:-]{1,40})`)
	metaCharset = regexp.MustCompile(`(?i)<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9._:-]{1,40})`)
)

// legacy is the encoding that pages of a language had before UTF-8, for documents that name none or a wrong one.
var legacy = map[string]string{
	"ru": "windows-1251", "uk": "windows-1251", "bg": "windows-1251", "sr": "windows-1251", "ja": "shift_jis", "ko": "euc-kr", "zh": "gb18030", "tr": "windows-1254",
	"pl": "windows-1250", "cs": "windows-1250", "sk": "windows-1250", "hu": "windows-1250", "ro": "windows-1250", "hr": "windows-1250", "sl": "windows-1250",
	"el": "windows-1253", "he": "windows-1255", "ar": "windows-1256", "fa": "windows-1256", "th": "windows-874", "vi": "windows-1258",
}

// decode brings a body to UTF-8. A byte order mark decides, then the validity of the bytes as UTF-8, then the encoding
// that the document declares, then the one that the server names, then the language; each only if the bytes bear it out.
func decode(body []byte, contentType, language string, notes *problems) string {
	for _, m := range []struct {
		mark string
		enc  encoding.Encoding
	}{
		{"\xef\xbb\xbf", encoding.Nop},
		{"\xff\xfe\x00\x00", utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM)},
		{"\x00\x00\xfe\xff", utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM)},
		{"\xff\xfe", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)},
		{"\xfe\xff", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)},
		// The same without a mark: the first character is "<" or, for JSON, "{".
		{"<\x00\x00\x00", utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM)},
		{"\x00\x00\x00<", utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM)},
		{"<\x00", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)},
		{"\x00<", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)},
		{"{\x00", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)},
		{"\x00{", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)},
		{"\x4c\x6f\xa7\x94", charmap.CodePage037}, // "<?xm" in EBCDIC
	} {
		if !bytes.HasPrefix(body, []byte(m.mark)) {
			continue
		}
		if m.enc != encoding.Nop {
			s, _ := decodeAs(body, m.enc)
			return strings.TrimPrefix(s, "\ufeff")
		}
		body = body[len(m.mark):]
		if utf8.Valid(body) {
			return string(body)
		}
		notes.add("not all bytes are UTF-8; the others were read as windows-1252")
		return mend(body)
	}
	head := body[:min(len(body), 2048)]
	declared := label(declaration, head)
	if declared == "" {
		declared = label(metaCharset, head)
	}
	_, params, _ := mime.ParseMediaType(contentType)
	served := params["charset"]
	if utf8.Valid(body) {
		for _, name := range []string{declared, served} {
			if enc := lookup(name); enc != nil && sevenBit(name) {
				s, _ := decodeAs(body, enc)
				return s
			}
		}
		return string(body)
	}
	// Bytes that are nearly UTF-8 are UTF-8 with damage, whatever is declared: no other encoding looks like it by chance.
	good, bad := sequences(body)
	if good > 4*bad || bad == 0 {
		notes.add("not all bytes are UTF-8; %d were read as windows-1252", bad)
		return mend(body)
	}
	base, _, _ := strings.Cut(language, "-")
	best, bestBad := "", -1
	for _, name := range []string{declared, served, legacy[base], "windows-1252"} {
		enc := lookup(name)
		if enc == nil {
			if name != "" && name == declared && !isUTF8(name) {
				notes.add("the declared encoding %q is not known", name)
			}
			continue
		}
		s, wrong := decodeAs(body, enc)
		if wrong*50 <= len(body)-len(s)/4 && wrong <= len(body)/200 {
			if name != declared && declared != "" {
				notes.add("declared as %q, read as %q", declared, name)
			}
			return s
		}
		if bestBad < 0 || wrong < bestBad {
			best, bestBad = s, wrong
		}
	}
	return best
}

func label(re *regexp.Regexp, head []byte) string {
	if m := re.FindSubmatch(head); m != nil {
		return strings.ToLower(string(m[1]))
	}
	return ""
}

// lookup finds an encoding by its name on the web; nil for UTF-8, which is tried before, and for unknown ones. GB 2312
// and GBK are read as their superset.
func lookup(name string) encoding.Encoding {
	if name == "" || isUTF8(name) {
		return nil
	}
	enc, canonical := charset.Lookup(name)
	switch canonical {
	case "":
		return nil
	case "gbk":
		return simplifiedchinese.GB18030
	case "utf-16le", "utf-16be", "replacement", "utf-8": // 8-bit bytes that claim to be UTF-16 are not
		if name == "hz-gb-2312" {
			return simplifiedchinese.HZGB2312
		}
		return nil
	}
	return enc
}

func isUTF8(name string) bool {
	return strings.EqualFold(name, "utf-8") || strings.EqualFold(name, "utf8")
}

// sevenBit names the encodings whose documents are valid UTF-8 by their bytes and yet are not.
func sevenBit(name string) bool {
	return strings.EqualFold(name, "iso-2022-jp") || strings.EqualFold(name, "csiso2022jp") || strings.EqualFold(name, "hz-gb-2312")
}

// decodeAs also counts the characters that the encoding does not have.
func decodeAs(body []byte, enc encoding.Encoding) (string, int) {
	out, err := enc.NewDecoder().Bytes(body)
	if err != nil {
		return "", len(body)
	}
	s := string(out)
	return s, strings.Count(s, "\ufffd") + strings.Count(s, "\x00")
}

// sequences counts the multi-byte characters that are whole and the bytes that belong to none.
func sequences(body []byte) (good, bad int) {
	for i := 0; i < len(body); {
		if body[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(body[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
		} else {
			good++
		}
		i += n
	}
	return good, bad
}

// mend reads UTF-8 in which single bytes are of windows-1252, as editors leave them who paste into a template.
func mend(body []byte) string {
	var b strings.Builder
	b.Grow(len(body) + 64)
	for i := 0; i < len(body); {
		r, n := utf8.DecodeRune(body[i:])
		if r == utf8.RuneError && n == 1 {
			r = charmap.Windows1252.DecodeByte(body[i])
		}
		b.WriteRune(r)
		i += n
	}
	return b.String()
}

// once undoes an encoding done twice: text whose every character outside ASCII is one of windows-1252 that stands for a
// byte of UTF-8 ("Ã©" for "é"). Generators do so that take UTF-8 for Latin-1 and encode it again.
func once(s string) string {
	i := strings.IndexFunc(s, func(r rune) bool { return r >= utf8.RuneSelf })
	if i < 0 {
		return s
	}
	b := make([]byte, i, len(s))
	copy(b, s)
	for _, r := range s[i:] {
		c := byte(r)
		if r >= 0x100 {
			var ok bool
			if c, ok = charmap.Windows1252.EncodeRune(r); !ok {
				return s
			}
		}
		b = append(b, c)
	}
	if !utf8.Valid(b) {
		return s
	}
	// What the bytes give must be of the alphabets that this happens to, or else it is by chance that they are valid.
	foreign := false
	out := strings.Map(func(r rune) rune {
		if r >= 0x80 && r <= 0x9f { // the same mistake a step earlier
			r = charmap.Windows1252.DecodeByte(byte(r))
		}
		if r >= utf8.RuneSelf && !uni.In(r, uni.Latin, uni.Cyrillic, uni.Greek, uni.P, uni.S, uni.Z, uni.Mn, uni.No) {
			foreign = true
		}
		return r
	}, string(b))
	if foreign {
		return s
	}
	return out
}
