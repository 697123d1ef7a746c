package extract

import (
	"strings"
)

// dealing is verbs that name an event of a type by what they are done with.
type dealing struct {
	kind           string
	verbs, objects map[string]bool
}

// dealings are looked at in order. Those are left out of which annotators take some for
// giving way in words and others for giving way in deeds, such as "suspend the tests".
var dealings = []dealing{
	{"RETREAT", set(`abandon dismantle destroy give renounce freeze`), set(`nuclear missile weapon enrichment arsenal warhead`)},
	{"RETREAT", set(`lift ease waive relax`), set(`sanction tariff ban embargo blockade restriction duty`)},
	{"RETREAT", set(`withdraw pull`), set(`troop troops force forces soldier army tank brigade battalion`)},
	{"SANCTION", set(`suspend freeze cut halt sever break`), set(`aid tie relation cooperation funding loan contact`)},
	{"SANCTION", set(`impose levy slap announce introduce reimpose restore tighten`), set(`sanction tariff duty embargo`)},
	{"SANCTION", set(`withdraw pull quit leave exit`), set(`agreement deal accord treaty pact convention organisation organization union council bloc`)},
	{"MOBILIZE", set(`conduct carry launch test fire`), set(`missile rocket`)},
}

// dealt is the type of event that a verb names with its object, "" where it names none.
func (f *facts) dealt(verb int) string {
	lemma := f.lemma(verb)
	var with []string
	for _, d := range f.dependants(verb, "obj", "obl", "nsubj:pass") {
		with = f.hanging(d, with, maxHanging-2)
	}
	for _, d := range dealings {
		if d.verbs[lemma] && len(with) > 0 && fits(d.objects, with) {
			return d.kind
		}
	}
	return ""
}

// tried is the type of a noun for the trial of a weapon.
func (f *facts) tried(noun int) string {
	if w, above := f.lemma(noun), f.governor(noun); w != "test" && w != "launch" || above >= 0 && ending[f.lemma(above)] {
		return ""
	}
	for _, d := range f.dependants(noun, "compound", "amod", "nmod") {
		if w := strings.ToLower(f.lemma(d)); w == "missile" || w == "nuclear" || w == "rocket" || w == "ballistic" {
			return "MOBILIZE"
		}
	}
	return ""
}

// ending are the verbs that say of what they govern that it is no longer done.
var ending = set(`suspend freeze halt stop end cease abandon renounce ban`)
