package pipeline

import (
	"counternotice/internal/archive"
	"counternotice/internal/curation"
	"counternotice/internal/news"
	"counternotice/internal/site"
	"counternotice/internal/taxonomy"
)

// ReadDecisions reads the editors' decisions, and holds their tags against the taxonomy, where that could be read, and
// their texts against what pages take.
func ReadDecisions(f File, tags *taxonomy.Taxonomy) (*curation.File, error) {
	decisions, err := curation.Parse(f.Name, f.Data)
	if err != nil {
		return nil, err
	}
	var problems news.Problems
	if tags != nil {
		if ps, ok := decisions.Check(tags.Tags()).(news.Problems); ok {
			problems = ps
		}
	}
	for _, t := range decisions.Texts {
		if line, what, remedy := site.CheckText(t.Markdown); what != "" {
			if !t.Block {
				line = 0
			}
			problems = append(problems, news.Problem{File: f.Name, Line: t.Line + line, What: "text: " + what, Remedy: remedy})
		}
	}
	return decisions, problems.Err()
}

// deciding is what decisions are applied to: the archive as it is, revised.
func (j *Job) deciding(c *Config, content *archive.Content) curation.Input {
	in := curation.Input{
		Now: j.Now, Zone: c.List.Zone, Site: c.List.Site.URL, Items: news.Revise(content.Items, content.Revisions, LiveDays), Recorded: content.Items,
		Stories: dated(content.Stories, content.Items), LeftOut: content.LeftOut, Feeds: map[string]news.Feed{},
	}
	for _, st := range content.States {
		in.Feeds[st.Feed.ID] = st.Feed
	}
	for _, f := range c.List.Feeds {
		in.Feeds[f.ID] = f
	}
	return in
}

// Deciding reads the archive and gives what decisions are applied to. Nothing is published.
func (j *Job) Deciding(c *Config) (curation.Input, error) {
	arch, err := archive.OpenRead(j.Archive)
	if err != nil {
		return curation.Input{}, err
	}
	defer arch.Close()
	content, err := load(arch, noStems)
	if err != nil {
		return curation.Input{}, err
	}
	return j.deciding(c, content), nil
}
