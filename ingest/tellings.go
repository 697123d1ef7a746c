package ingest

import (
	"encoding/json"
	"slices"
	"sync"

	"rapporteur"
	"rapporteur/history"
	"rapporteur/store"
)

// tellings are those that were made or read lately, by their packed form: what another
// process changes meanwhile comes in another one. It is safe for concurrent use.
type tellings struct {
	mu sync.Mutex
	// recent are used since earlier had half of mostTellings.
	recent, earlier map[store.Tellings][]history.Telling
	size            int
}

// mostTellings is how many tellings are held, some 4 KB each. A report is compared with
// most of those before that speak of the same sides: with 10,000 short reports of 11,000
// facts, unpacking them for each batch took a third of the time of joining.
const mostTellings = 16384

func newTellings() *tellings {
	return &tellings{recent: map[store.Tellings][]history.Telling{}}
}

// of unpacks tellings.
func (k *tellings) of(packed store.Tellings) ([]history.Telling, error) {
	k.mu.Lock()
	all, recent := k.recent[packed]
	earlier, have := k.earlier[packed]
	k.mu.Unlock()
	switch {
	case recent:
		return all, nil
	case have:
		all = earlier
	default:
		data, err := packed.Unpack()
		if err == nil {
			err = json.Unmarshal(data, &all)
		}
		if err != nil {
			return nil, err
		}
	}
	k.hold(packed, all)
	return all, nil
}

// pack packs tellings, without those that are too many.
func (k *tellings) pack(all []history.Telling) (store.Tellings, error) {
	all = atMost(all)
	data, err := json.Marshal(all)
	if err != nil {
		return "", err
	}
	packed := store.PackTellings(data)
	k.hold(packed, all)
	return packed, nil
}

// packed lays out what was read from an input with the tellings of its record.
func (k *tellings) packed(in store.Input, r *rapporteur.Record, version string) (*store.Packed, error) {
	p, err := store.Pack(in, r, version)
	if err != nil {
		return nil, err
	}
	told, err := k.pack(history.Tellings(r))
	p.Tell(history.Version, told)
	return p, err
}

// hold remembers tellings.
func (k *tellings) hold(packed store.Tellings, all []history.Telling) {
	for i := range all {
		all[i].Keys() // made before others share it
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if _, have := k.recent[packed]; have {
		return
	}
	if k.size += len(all); k.size > mostTellings/2 {
		k.recent, k.earlier, k.size = map[store.Tellings][]history.Telling{}, k.recent, len(all)
	}
	k.recent[packed] = all
}

// atMost leaves out the events, and then the last tellings, where there are too many.
func atMost(all []history.Telling) []history.Telling {
	if len(all) >= store.TellingsPerReport {
		all = slices.DeleteFunc(all, func(t history.Telling) bool { return t.Kind == rapporteur.EventFact })
	}
	return all[:min(len(all), store.TellingsPerReport-1)]
}
