package source

import (
	"fmt"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// functionWords are frequent words of languages in Latin script by ISO 639-1
// code, English first. No English word that a report may have in lower case
// stands under another language, nor one that English keeps inside names, as
// "de" or "van".
var functionWords = []struct{ code, words string }{
	{"en", "the and of to that for with from said says by this it its not have has were been are be which who they their he his she her we will would after before about when than what there into could between more also should but or an at as is"},
	{"fr", "les des une est dans pour que qui aux avec cette elle nous vous sont été mais ont leur leurs ses lui être fait après cela sans selon deux et ne ce il sur pas d'un d'une qu'il c'est n'est l'on"},
	{"de", "das und ist mit für auf ein eine nicht dem auch sich als wird sind nach zum zur bei haben wie aus oder aber einer eines einen dass noch durch sie wir ich werden über seine"},
	{"es", "los las que una por con para como pero sus está este esta fue han entre también según dijo desde más sobre hasta cuando muy ser su se lo y"},
	{"pt", "não uma para com por mais das ao aos pela pelo são foi está também seu sua entre que muito já quando ser disse até isso nas nos à e"},
	{"it", "che una sono della delle dei nel nella alla più anche gli dal dalla è stato questo questa degli loro ha hanno essere ai di il si un e con"},
	{"nl", "het een en niet zijn dat voor aan bij ook naar maar wordt heeft werd om te deze dit uit nog geen kan hebben worden tot meer zich"},
	{"sv", "och att det som för är inte av ett den till på har från också efter kan när sig vid jag"},
	{"da", "og at det som af er ikke til på fra blev også efter har han hun kan når den et med der"},
	{"no", "og det som av er ikke til på fra ble også etter har han hun når den et med at seg"},
	{"fi", "ja ei että oli mutta myös ovat hän se kun ole sekä joka kuin olla niin"},
	{"pl", "nie się jest na że od przez oraz jako był są ale po jego także przed które który dla tym w z i"},
	{"cs", "se na je že od pro jsou byl ale nebo také podle které který jako v jeho"},
	{"ro", "și în din pentru este nu sunt prin mai fi cu că au pe fost ca această"},
	{"hu", "és hogy nem egy csak már meg volt ez kell azt mint lesz vagy az"},
	{"hr", "je koji nije su za kao od na se što ali koja biti bi i u"},
	{"tr", "ve bir için ile olarak çok daha olan gibi kadar değil sonra bu ise olduğunu etti dedi"},
	{"az", "və bir üçün ilə bu olan edib daha olaraq kimi ki isə"},
	{"id", "yang dan untuk dengan dari pada ini itu tidak akan dalam adalah oleh telah juga mereka tersebut kepada bahwa ke di"},
	{"vi", "và của là có không được cho trong với những một các đã này người về khi đến"},
	{"sw", "wa kwa katika za cha kuwa hiyo huo pia na ni kama baada hii"},
	{"tl", "ang ng mga ay hindi sa kay nang ito niya siya na"},
	{"so", "iyo oo ku ka ee waxaa uu ay ayaa soo waa"},
	{"sq", "dhe të në një për është nga që ka nuk u si ai"},
	{"ca", "els les una amb que dels és són també més seva aquest aquesta i"},
}

// scripts are the languages to name for text in another script than Latin.
var scripts = []struct {
	table *unicode.RangeTable
	code  string
}{
	{unicode.Hiragana, "ja"}, {unicode.Katakana, "ja"}, {unicode.Hangul, "ko"}, {unicode.Han, "zh"}, {unicode.Cyrillic, "ru"}, {unicode.Arabic, "ar"},
	{unicode.Hebrew, "he"}, {unicode.Greek, "el"}, {unicode.Devanagari, "hi"}, {unicode.Bengali, "bn"}, {unicode.Thai, "th"}, {unicode.Georgian, "ka"},
	{unicode.Armenian, "hy"}, {unicode.Ethiopic, "am"}, {unicode.Tamil, "ta"}, {unicode.Myanmar, "my"}, {unicode.Khmer, "km"},
}

// letterLanguages are letters that one language of a script has and the one named
// in scripts lacks.
var letterLanguages = []struct{ script, letters, code string }{
	{"ru", "іїєґІЇЄҐ", "uk"},
	{"ar", "پچژگ", "fa"},
	{"ar", "ٹڈڑںے", "ur"},
}

var languageNames = map[string]string{
	"fr": "French", "de": "German", "es": "Spanish", "pt": "Portuguese", "it": "Italian", "nl": "Dutch", "sv": "Swedish", "da": "Danish",
	"no": "Norwegian", "fi": "Finnish", "pl": "Polish", "cs": "Czech", "ro": "Romanian", "hu": "Hungarian", "hr": "Croatian, Serbian or Bosnian", "tr": "Turkish",
	"az": "Azerbaijani", "id": "Indonesian or Malay", "vi": "Vietnamese", "sw": "Swahili", "tl": "Filipino", "so": "Somali", "sq": "Albanian", "ca": "Catalan",
	"ja": "Japanese", "ko": "Korean", "zh": "Chinese", "ru": "Russian", "uk": "Ukrainian", "ar": "Arabic", "fa": "Persian", "ur": "Urdu", "he": "Hebrew",
	"el": "Greek", "hi": "Hindi", "bn": "Bengali", "th": "Thai", "ka": "Georgian", "hy": "Armenian", "am": "Amharic", "ta": "Tamil", "my": "Burmese", "km": "Khmer",
}

// notEnglish refuses a text in the language of this code, "" if it is unknown.
func notEnglish(code string) *Refusal {
	reason := "is not in English"
	if name := languageNames[code]; name != "" {
		reason += fmt.Sprintf(" (it looks like %s)", name)
	}
	return refuse(reason + "; --any-language reads it all the same")
}

// checkLetters refuses a text without letters, or with but one.
func checkLetters(text string) error {
	first, _ := utf8.DecodeRuneInString(strings.TrimSpace(text))
	if n := utf8.RuneCountInString(strings.TrimSpace(text)); n >= 8 && strings.Count(text, string(first)) >= n {
		return refuse(fmt.Sprintf("is one character, %q, repeated", first))
	}
	if strings.IndexFunc(text, unicode.IsLetter) < 0 {
		return refuse("has no letters")
	}
	return nil
}

// languageOf tells English ("en") from other languages, whose ISO 639-1 code it
// returns, "" where it knows only that a text is not English. It goes by evidence
// against English, so that headlines and lists of names, which have hardly any
// function words, pass as English:
//   - fewer than half of the letters are Latin;
//   - another language has at least three function words and more than English has;
//   - of 60 words or more, fewer than one in 25 is an English function word. English
//     reports have more than one in five, lists of headlines one in ten.
func languageOf(text string) string {
	if code := scriptLanguage(text); code != "" {
		return code
	}
	counts, words := functionCounts(text)
	other := 0
	for i := range functionWords {
		if i > 0 && (other == 0 || counts[i] > counts[other]) {
			other = i
		}
	}
	switch {
	case counts[other] >= 3 && counts[other] > counts[0]:
		return functionWords[other].code
	case words >= 60 && counts[0]*25 < words:
		return ""
	}
	return "en"
}

// functionIndex maps a function word to the languages that have it, as bits.
var functionIndex = sync.OnceValue(func() map[string]uint32 {
	index := map[string]uint32{}
	for i, l := range functionWords {
		for w := range strings.FieldsSeq(l.words) {
			index[w] |= 1 << i
		}
	}
	return index
})

// functionCounts counts the function words of each language and the words of
// Latin letters. A word with a capital counts in neither, since "Las" is part of a
// name, unless the text has hardly any lower case.
func functionCounts(text string) (counts []int, words int) {
	counts = make([]int, len(functionWords))
	capitals := mostlyCapitals(text)
	for w := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' }) {
		w = strings.Trim(strings.ReplaceAll(w, "’", "'"), "'")
		if capitals {
			w = strings.ToLower(w)
		} else if w == "" || strings.IndexFunc(w, unicode.IsUpper) >= 0 {
			continue
		}
		words++
		for bits, i := functionIndex()[w], 0; bits != 0; bits, i = bits>>1, i+1 {
			counts[i] += int(bits & 1)
		}
	}
	return counts, words
}

func mostlyCapitals(text string) bool {
	var upper, lower int
	for _, r := range text {
		switch {
		case unicode.IsUpper(r):
			upper++
		case unicode.IsLower(r):
			lower++
		}
	}
	return upper > 2*lower
}

// scriptLanguage names the language of a text most of whose letters are not Latin.
func scriptLanguage(text string) string {
	counts := make([]int, len(scripts))
	var latin, others int
	for _, r := range text {
		switch {
		case r < 0x250 || !unicode.IsLetter(r):
			if unicode.IsLetter(r) {
				latin++
			}
		case unicode.Is(unicode.Latin, r):
			latin++
		default:
			others++
			for i := range scripts {
				if unicode.Is(scripts[i].table, r) {
					counts[i]++
					break
				}
			}
		}
	}
	if others <= latin {
		return ""
	}
	best := 0
	for i := range counts {
		if counts[i] > counts[best] {
			best = i
		}
	}
	code := scripts[best].code
	if code == "zh" && counts[0]+counts[1] > counts[best]/20 {
		code = "ja"
	}
	for _, l := range letterLanguages {
		if l.script == code && strings.ContainsAny(text, l.letters) {
			code = l.code
		}
	}
	return code
}
