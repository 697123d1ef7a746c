package export

import (
	"encoding/json"
	"io"

	"rapporteur"
)

// Layers writes analyses as JSON objects one after another, laid out as JSON
// lays records out: keys in snake_case, the unknown left out, offsets in code
// points.
//
// "tokens" is the table that the others point into: a token is meant by its
// index, a run of tokens by "tokens", the index of its first and the one after
// its last. A token's "head" is the index of the token that governs it, its own
// at the root. A mention's "cluster" is an index into "clusters", whose members
// are indices into "mentions". A time's "anchor" is "published" or the span that
// its value was computed from.
type Layers struct{ enc *json.Encoder }

// NewLayers returns a writer of analyses to w.
func NewLayers(w io.Writer, o JSONOptions) *Layers { return &Layers{newEncoder(w, o)} }

// Write writes one analysis with a single call of the underlying writer; the
// error is that writer's.
func (l *Layers) Write(doc *rapporteur.Document, a *rapporteur.Analysis) error {
	return l.enc.Encode(newJSONLayers(doc, a))
}

type jsonLayers struct {
	Report       jsonReport        `json:"report"`
	Tokens       []jsonToken       `json:"tokens"`
	Sentences    []jsonPhrase      `json:"sentences"`
	Mentions     []jsonMention     `json:"mentions"`
	Clusters     [][]int           `json:"clusters"`
	Names        []jsonName        `json:"names"`
	Times        []jsonPhraseTime  `json:"times"`
	Events       []jsonEvent       `json:"events"`
	Attributions []jsonAttribution `json:"attributions"`
	Speech       []jsonAttribution `json:"speech"`
}

type jsonToken struct {
	JSONSpan
	Tag      string `json:"tag,omitempty"`
	UPOS     string `json:"upos,omitempty"`
	Lemma    string `json:"lemma,omitempty"`
	Head     *int   `json:"head,omitempty"`
	Relation string `json:"relation,omitempty"`
}

type jsonPhrase struct {
	JSONSpan
	Tokens    [2]int  `json:"tokens"`
	Posterior float64 `json:"posterior,omitempty"`
}

type jsonMention struct {
	jsonPhrase
	Head    int                    `json:"head"`
	Type    rapporteur.MentionType `json:"type"`
	Form    rapporteur.Form        `json:"form"`
	Cluster int                    `json:"cluster"`
}

type jsonName struct {
	jsonPhrase
	Type rapporteur.NameType `json:"type"`
}

type jsonPhraseTime struct {
	jsonTime
	Tokens    [2]int  `json:"tokens"`
	Posterior float64 `json:"posterior"`
}

type jsonEvent struct {
	JSONSpan
	Token      int     `json:"token"`
	Posterior  float64 `json:"posterior"`
	Factuality float64 `json:"factuality"`
}

type jsonAttribution struct {
	Source    []jsonPhrase `json:"source,omitempty"`
	Cue       []jsonPhrase `json:"cue,omitempty"`
	Content   []jsonPhrase `json:"content,omitempty"`
	Thought   float64      `json:"thought"`
	Posterior float64      `json:"posterior"`
}

func newJSONLayers(doc *rapporteur.Document, a *rapporteur.Analysis) jsonLayers {
	l := layers{newCodePoints(doc.Text), a}
	return jsonLayers{
		Report:       newJSONReport(doc),
		Tokens:       l.tokens(),
		Sentences:    each(a.Sentences, func(r rapporteur.TokenRange) jsonPhrase { return l.run(r, 0) }),
		Mentions:     each(a.Mentions, l.mention),
		Clusters:     each(a.Clusters, func(members []int) []int { return members }),
		Names:        each(a.Names, l.name),
		Times:        each(a.Times, l.time),
		Events:       each(a.Events, l.event),
		Attributions: each(a.Attributions, l.attribution),
		Speech:       each(a.Speech, l.attribution),
	}
}

// layers writes out the entries of an analysis.
type layers struct {
	points   codePoints
	analysis *rapporteur.Analysis
}

func (l layers) tokens() []jsonToken {
	a := l.analysis
	out := make([]jsonToken, len(a.Tokens))
	for i, t := range a.Tokens {
		out[i].JSONSpan = l.points.span(t.Span)
		if len(a.Tree) > 0 {
			out[i].Head, out[i].Relation = &a.Tree[i].Head, a.Tree[i].Relation
		}
		if len(a.Lemmas) > 0 {
			out[i].Lemma = a.Lemmas[i]
		}
		if len(a.Tags) > 0 {
			out[i].Tag = a.Tags[i]
			w := tagged{form: out[i].Text, lemma: out[i].Lemma, tag: out[i].Tag, relation: out[i].Relation}
			out[i].UPOS = w.universal()
		}
	}
	return out
}

// run is a run of tokens; a posterior of 0 is left out.
func (l layers) run(r rapporteur.TokenRange, posterior float64) jsonPhrase {
	span := l.points.span(l.analysis.Span(r))
	return jsonPhrase{span, [2]int{r.First, r.End}, rounded(posterior, 1000)}
}

func (l layers) phrase(p rapporteur.Phrase) jsonPhrase { return l.run(p.Tokens, p.Posterior) }

func (l layers) mention(m rapporteur.Mention) jsonMention {
	return jsonMention{l.run(m.Tokens, m.Posterior), m.Head, m.Type, m.Form, m.Cluster}
}

func (l layers) name(n rapporteur.Name) jsonName { return jsonName{l.phrase(n.Phrase), n.Type} }

// time is an entry of times in a record with its tokens and posterior.
func (l layers) time(t rapporteur.Time) jsonPhraseTime {
	x := rapporteur.TimeExpression{
		Span: l.analysis.Span(t.Tokens), Type: t.Type, Value: t.Value, Published: t.Anchor.Published,
	}
	if i := t.Anchor.Time; i > 0 {
		x.From = l.analysis.Span(l.analysis.Times[i-1].Tokens)
	}
	return jsonPhraseTime{l.points.time(x), [2]int{t.Tokens.First, t.Tokens.End}, rounded(t.Posterior, 1000)}
}

func (l layers) event(e rapporteur.EventWord) jsonEvent {
	span := l.points.span(l.analysis.Tokens[e.Token].Span)
	return jsonEvent{span, e.Token, rounded(e.Posterior, 1000), rounded(e.Factuality, 1000)}
}

func (l layers) attribution(t rapporteur.Attribution) jsonAttribution {
	return jsonAttribution{
		Source: each(t.Source, l.phrase), Cue: each(t.Cue, l.phrase), Content: each(t.Content, l.phrase),
		Thought: rounded(t.Thought, 1000), Posterior: rounded(t.Posterior, 1000),
	}
}
