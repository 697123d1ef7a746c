package export

import (
	"strings"
	"testing"

	"rapporteur"
)

func TestEntityCoordinates(t *testing.T) {
	r := &rapporteur.Record{Report: &rapporteur.Document{Text: "Fjell"}, Entities: []rapporteur.Entity{
		{ID: "e1", Name: "Fjell", Type: rapporteur.PlaceEntity, At: &rapporteur.Coordinates{Latitude: 0, Longitude: -4.25}},
		{ID: "e2", Name: "Skerry", Type: rapporteur.PlaceEntity},
	}}
	got := encode(t, JSONOptions{}, r)
	if want := `"lat":0,"lon":-4.25`; !strings.Contains(got, want) {
		t.Errorf("%s lacks %s", got, want)
	}
	if strings.Count(got, `"lat"`) != 1 {
		t.Errorf("a place that lies nowhere known has coordinates: %s", got)
	}
}
