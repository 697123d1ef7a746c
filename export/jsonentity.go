package export

import "rapporteur"

type jsonEntity struct {
	ID         string                `json:"id"`
	Name       string                `json:"name,omitempty"`
	Type       rapporteur.EntityType `json:"type"`
	Country    string                `json:"country,omitempty"`
	KB         string                `json:"kb,omitempty"`
	Lat        *float64              `json:"lat,omitempty"`
	Lon        *float64              `json:"lon,omitempty"`
	Party      string                `json:"party,omitempty"`
	Roles      []jsonRole            `json:"roles,omitempty"`
	Mentions   []jsonEntityMention   `json:"mentions,omitempty"`
	Confidence float64               `json:"confidence"`
}

type jsonRole struct {
	Title string `json:"title,omitempty"`
	Of    string `json:"of,omitempty"`
	From  string `json:"from,omitempty"`
	To    string `json:"to,omitempty"`
}

type jsonEntityMention struct {
	JSONSpan
	Form rapporteur.Form `json:"form,omitempty"`
}

func (c codePoints) entity(e rapporteur.Entity) jsonEntity {
	out := jsonEntity{
		ID: e.ID, Name: e.Name, Type: e.Type, Country: e.Country, KB: e.KB, Party: e.Party,
		Confidence: rounded(e.Confidence, 1000),
	}
	if e.At != nil {
		out.Lat, out.Lon = &e.At.Latitude, &e.At.Longitude
	}
	for _, r := range e.Roles {
		out.Roles = append(out.Roles, jsonRole(r))
	}
	for _, m := range e.Mentions {
		out.Mentions = append(out.Mentions, jsonEntityMention{c.span(m.Span), m.Form})
	}
	return out
}
