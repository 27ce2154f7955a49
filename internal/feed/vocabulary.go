package feed

// namespaces gives the prefix by which the digest knows a namespace. Addresses are compared in lower case and without
// a slash or a hash at the end, since feeds vary them. Elements of other namespaces are not read.
var namespaces = map[string]string{
	"http://www.w3.org/2005/atom":                                    "atom",
	"https://www.w3.org/2005/atom":                                   "atom",
	"http://purl.org/atom/ns":                                        "atom",
	"http://purl.org/atom-blog/ns":                                   "atom",
	"http://example.com/newformat":                                   "atom",
	"http://www.w3.org/1999/02/22-rdf-syntax-ns":                     "rdf",
	"http://purl.org/rss/1.0":                                        "rss",
	"http://purl.org/net/rss1.1":                                     "rss",
	"http://channel.netscape.com/rdf/simple/0.9":                     "rss",
	"http://my.netscape.com/rdf/simple/0.9":                          "rss",
	"http://my.netscape.com/publish/formats/rss-0.91.dtd":            "rss",
	"http://backend.userland.com/rss":                                "rss",
	"http://backend.userland.com/rss2":                               "rss",
	"http://backend.userland.com/rss091":                             "rss",
	"http://blogs.law.harvard.edu/tech/rss":                          "rss",
	"http://cyber.law.harvard.edu/rss":                               "rss",
	"http://cyber.law.harvard.edu/rss/rss.html":                      "rss",
	"http://purl.org/dc/elements/1.0":                                "dc",
	"http://purl.org/dc/elements/1.1":                                "dc",
	"http://purl.org/dc/terms":                                       "dcterms",
	"http://purl.org/rss/1.0/modules/content":                        "content",
	"http://www.itunes.com/dtds/podcast-1.0.dtd":                     "itunes",
	"http://search.yahoo.com/mrss":                                   "media",
	"http://rssnamespace.org/feedburner/ext/1.0":                     "feedburner",
	"http://www.pheedo.com/namespace/pheedo":                         "pheedo",
	"http://creativecommons.org/ns":                                  "cc",
	"http://web.resource.org/cc":                                     "cc",
	"http://backend.userland.com/creativecommonsrssmodule":           "cc",
	"http://cyber.law.harvard.edu/rss/creativecommonsrssmodule.html": "cc",
	"http://news.yandex.ru":                                          "yandex",
	"http://www.w3.org/1999/xhtml":                                   "xhtml",
}

// prefixes are what undeclared or oddly declared prefixes stand for.
var prefixes = map[string]string{
	"atom": "atom", "atom10": "atom", "atom03": "atom", "a10": "atom", "rdf": "rdf", "rss": "rss", "dc": "dc", "dcterms": "dcterms", "content": "content", "itunes": "itunes",
	"media": "media", "feedburner": "feedburner", "pheedo": "pheedo", "cc": "cc", "creativecommons": "cc", "yandex": "yandex", "xhtml": "xhtml",
}

// wanted are the fields of entries and documents that are read, apart from those of the format itself.
var wanted = map[string]bool{
	"dc:title": true, "dc:creator": true, "dc:author": true, "dc:date": true, "dc:subject": true, "dc:description": true, "dc:language": true, "dc:rights": true,
	"dcterms:created": true, "dcterms:issued": true, "dcterms:modified": true, "dcterms:abstract": true, "dcterms:license": true, "dcterms:rights": true, "content:encoded": true, "itunes:author": true,
	"itunes:summary": true, "itunes:subtitle": true, "itunes:title": true, "itunes:keywords": true, "media:title": true, "media:description": true, "media:credit": true, "media:keywords": true,
	"feedburner:origlink": true, "pheedo:origlink": true, "cc:license": true, "yandex:full-text": true, "xhtml:body": true, "xhtml:div": true,
	"atom:title": true, "atom:link": true, "atom:author": true, "atom:published": true, "atom:updated": true, "atom:issued": true, "atom:modified": true, "atom:created": true,
	"atom:content": true, "atom:summary": true, "atom:category": true, "atom:id": true, "atom:rights": true,
}

// rich are the fields that hold markup of any length; the others are short.
var rich = map[string]bool{
	"description": true, "content": true, "summary": true, "encoded": true, "content:encoded": true, "dc:description": true, "itunes:summary": true, "itunes:subtitle": true, "media:description": true,
	"yandex:full-text": true, "xhtml:body": true, "xhtml:div": true, "atom:content": true, "atom:summary": true, "dcterms:abstract": true, "body": true, "fulltext": true, "full-text": true,
}

// siblings begin a field of their own wherever an unclosed short field stands open.
var siblings = map[string]bool{
	"title": true, "link": true, "description": true, "pubdate": true, "guid": true, "category": true, "author": true, "comments": true, "enclosure": true, "id": true,
	"updated": true, "published": true, "summary": true, "content": true, "item": true, "entry": true,
}

// void are the elements of HTML that have no end tag.
var void = map[string]bool{"br": true, "img": true, "hr": true, "input": true, "meta": true, "area": true, "col": true, "embed": true, "source": true, "wbr": true}

// wantedOfDocument are the fields of a document that are read.
var wantedOfDocument = map[string]bool{
	"title": true, "link": true, "language": true, "copyright": true, "rights": true, "license": true, "dc:title": true, "dc:language": true, "dc:rights": true, "cc:license": true,
	"dcterms:license": true, "dcterms:rights": true, "atom:link": true, "atom:rights": true,
}

// repeated are the fields that an entry may have several of; of the others the first counts that is not empty.
var repeated = map[string]bool{
	"category": true, "link": true, "author": true, "contributor": true, "enclosure": true, "dc:creator": true, "dc:author": true, "dc:subject": true, "atom:link": true,
	"atom:author": true, "atom:category": true, "media:credit": true, "cc:license": true, "license": true, "dcterms:license": true, "dc:rights": true, "dcterms:rights": true,
}

// dates are the fields that hold a date.
var dates = map[string]bool{
	"pubdate": true, "published": true, "updated": true, "issued": true, "modified": true, "created": true, "date": true, "lastmod": true, "dc:date": true, "dcterms:created": true,
	"dcterms:issued": true, "dcterms:modified": true, "atom:published": true, "atom:updated": true, "atom:issued": true, "atom:modified": true, "atom:created": true,
}

// foreign gives, for fields of one format that turn up in the other, where a parser looks for them.
var (
	foreignInRSS = map[string]string{
		"atom:author": "dc:creator", "dc:author": "dc:creator", "media:credit": "dc:creator", "contributor": "dc:creator", "encoded": "content:encoded", "content": "content:encoded",
		"atom:issued": "dcterms:issued", "atom:modified": "dcterms:modified", "atom:created": "dcterms:created", "published": "dcterms:issued", "issued": "dcterms:issued",
		"updated": "dcterms:modified", "modified": "dcterms:modified", "created": "dcterms:created", "date": "dcterms:created", "lastmod": "dcterms:modified", "abstract": "description",
		"id": "guid", "summary": "atom:summary", "license": "cc:license", "copyright": "dc:rights", "rights": "dc:rights", "body": "xhtml:body", "fulltext": "yandex:full-text", "full-text": "yandex:full-text",
	}
	foreignInAtom = map[string]string{
		"pubdate": "dcterms:issued", "description": "dc:description", "guid": "id", "encoded": "content:encoded", "created": "dcterms:created", "date": "dcterms:created",
		"tagline": "subtitle", "dc:author": "dc:creator", "media:credit": "dc:creator", "contributor": "dc:creator", "copyright": "rights", "license": "cc:license",
	}
)
