package knowledge

import "strings"

// gender is what pronoun a person goes by, as far as titles and given names tell.
type gender int

// The genders; neither is unknown.
const (
	neither gender = iota
	male
	female
)

// agree reports whether two genders may be one person's.
func agree(x, y gender) bool { return x == neither || y == neither || x == y }

// genderOf is the gender that the words for an office say.
func genderOf(words string) gender {
	words = strings.ToLower(words)
	switch {
	case strings.HasSuffix(words, "woman"), strings.HasPrefix(words, "queen"), strings.Contains(words, "princess"), strings.Contains(words, "first lady"):
		return female
	case strings.HasSuffix(words, "man") && !strings.HasSuffix(words, "human"), strings.HasPrefix(words, "king"), strings.HasPrefix(words, "prince"),
		strings.HasPrefix(words, "crown prince"), strings.HasPrefix(words, "pope"), strings.HasPrefix(words, "emir"), strings.HasPrefix(words, "sultan"):
		return male
	}
	return neither
}

// givenNames are frequent given names of public persons, folded, that are borne by
// one gender only in every language.
var givenNames = genders(`abdel abdullah abdul abraham adam ahmed alain albert alejandro aleksandar aleksandr alexander alexandre ali anatoly
	anders andrew andrii andriy anthony antonio antony antónio arthur ayman barack benjamin bernard bill boris brian bruno carl carlos charles
	christian christopher claude cyril daniel david denis dennis dmitry dmytro dominic donald edward emmanuel emmerson eric ernesto evo felipe
	felix fernando francois frank frederick friedrich fumio gabriel geir george gerard gerhard giuseppe gordon guillermo gustavo hakan hans
	harold hassan heiko henry herman hossein hugo ibrahim igor ilham imran ismail ivan jacob jake james jared javier jens jeremy jim joe
	john jonas jose josep joseph juan julius justin keith keir kenneth kevin kofi konstantin lars lech leo leonid lloyd louis luigi luis
	luiz mahmoud manuel marco mario mark martin mateo matteo matthew mauricio michael michel miguel mike mikhail mohamed mohammad mohammed
	muhammad narendra naftali nawaf nicolas nikolai nikol nikos olaf oleksandr oleg omar oscar pablo pascal paul pedro peter petr petro philip
	pierre recep rafael ramzan raul recep rex ricardo richard rishi robert rodrigo roger ronald rustem salva sebastian sergei sergey sergio
	shimon shinzo simon stefan stephen steve steven taras thomas tim tom tony ulrich vaclav viktor victor vladimir vitaly volodymyr walter
	wang werner william wolfgang yair yitzhak yoav yuri yevgeny yoshimasa`,
	`agnes alice amina ana angela anita anna annalena anne annegret asma beata benazir bridget brigitte carla carmen carolina caroline catherine
	cecilia chrystia claudia condoleezza cristina dalia diana dilma edda ekaterina elena elisabeth elizabeth ellen emily emma esther eva federica
	fatima fatou florence gina giorgia gro hanan hannah helen helena helle hillary ilse ingrid irina isabel jacinda jane janet janine jennifer
	jessica joan johanna joyce julia julie kaja kamala karen karin karoline katarina kate katerina katherine kathryn kristalina laura leila lena
	linda lisa louise lucia madeleine magdalena maia maria marie marina marine mary melania megan mette michelle mirjana nadia nancy natalia
	navi ngozi nicola nikki olga oksana penny rachel rebecca retno roberta rosa roza ruth samantha sanna sara sarah simone sonia sophie stephanie
	susan susana svetlana sviatlana sylvie tatiana teresa theresa tzipi ulrike ursula valentina valerie vera victoria viola wendy yulia yvette
	yvonne zoe zuzana`)

func genders(men, women string) map[string]gender {
	out := map[string]gender{}
	for _, w := range strings.Fields(men) {
		out[Fold(w)] = male
	}
	for _, w := range strings.Fields(women) {
		out[Fold(w)] = female
	}
	return out
}
