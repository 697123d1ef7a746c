package knowledge

import (
	"strings"
)

// finish gives the entry of a block that has all its lines its names.
func (b *block) finish() {
	e := b.Entry
	e.Names = make([]Name, 0, len(b.names)+3)
	e.Names = append(append(e.Names, Name{e.Name, Canonical}), b.names...)
	if e.Type == State && e.Capital != "" {
		e.Names = append(e.Names, Name{e.Capital, Capital})
	}
	if e.Type == Person && !b.has("surname") {
		for _, s := range surnames(e.Name, e.Country) {
			e.Names = append(e.Names, Name{s, Surname})
		}
	}
}

// familyFirst are the states where the family name stands first and English
// reports leave it there. Vietnamese are called by their last name.
var familyFirst = map[string]bool{"CHN": true, "PRK": true, "KOR": true, "TWN": true, "HKG": true, "SGP": true, "KHM": true}

// particles begin a family name of several words.
var particles = map[string]bool{
	"al": true, "el": true, "ben": true, "bin": true, "da": true, "das": true, "de": true, "del": true, "della": true,
	"den": true, "der": true, "di": true, "do": true, "dos": true, "du": true, "la": true, "le": true, "mac": true,
	"ten": true, "ter": true, "van": true, "vom": true, "von": true, "zu": true, "ó": true, "abu": true, "ould": true,
}

// surnames are what reports call a person by after the first mention, as far as
// the full name tells: the last word with the particles before it, or the first
// one where that is the custom; without a leading Arabic article too.
func surnames(name, country string) []string {
	words := strings.Fields(name)
	for len(words) > 1 && suffixes[words[len(words)-1]] {
		words = words[:len(words)-1]
	}
	if len(words) < 2 {
		return nil
	}
	if familyFirst[country] && len(words) <= 3 && !strings.Contains(words[0], ".") {
		return words[:1]
	}
	first := len(words) - 1
	for first > 1 && particles[strings.ToLower(words[first-1])] {
		first--
	}
	found := []string{strings.Join(words[first:], " ")}
	if last := words[len(words)-1]; last != found[0] {
		found = append(found, last)
	}
	for _, article := range []string{"al-", "Al-", "el-", "El-", "as-", "ar-", "an-"} {
		if rest, cut := strings.CutPrefix(words[len(words)-1], article); cut && len(rest) > 1 {
			found = append(found, rest)
		}
	}
	return found
}

// suffixes follow a family name.
var suffixes = map[string]bool{"Jr": true, "Jr.": true, "Sr.": true, "II": true, "III": true, "IV": true}
