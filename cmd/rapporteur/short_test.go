package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// shortReport is the text of the i-th of many invented reports of some forty words. Ten
// after one another are of one dispute between two towns.
func shortReport(i int) string {
	story, report := rand.New(rand.NewPCG(uint64(i/10), 1)), rand.New(rand.NewPCG(uint64(i), 2))
	one := func(from *rand.Rand, of string) string {
		words := strings.Split(of, "|")
		return words[from.IntN(len(words))]
	}
	town := func() string {
		return one(story, "Ha|Ska|Or|Hall|Bren|Tol|Vas|Mun|Gre|Lin|Ost|Kel|Dra|Sto|Wen") + one(story, "le|rve|vik|mar|by|ford|holm|nes|dal|lund|berg|torp|wick|mere")
	}
	person := func() string {
		return one(story, "Ada|Pia|Tomas|Ilse|Liv|Edda|Nils|Aurel|Mara|Ruth|Odd|Signe|Vera|Emil") + " " +
			one(story, "Brekke|Lund|Reek|Varn|Aas|Moe|Haug|Stein|Holt|Dahl|Foss|Krog|Rud|Tveit")
	}
	asked := func() string {
		return fmt.Sprintf(one(report, "a toll of %d marks|the release of %d crates|a truce of %d days|%d marks for the repairs|the return of %d boats"), 3+report.IntN(900))
	}
	text := one(report, "A and B will meet in C on DAY over SUBJECT. “We will not sign before there is FIRST,” P, the mayor of A, said. Q of B demands SECOND and will wait until the council votes.|"+
		"Talks between A and B on SUBJECT ended in C without agreement on DAY. P, who leads the delegation of A, called FIRST out of the question unless B withdrew its guards. Q asked for SECOND.|"+
		"The council of B has offered FIRST if A gives up SUBJECT, Q told reporters on DAY. P called that “a beginning, no more” and said that A would send a team to C next week to ask for SECOND.|"+
		"P cancelled a trip to C after B had rejected FIRST. “There is nothing to talk about as long as SUBJECT is closed,” the envoy of A said on DAY. Q said B was ready for talks on SECOND.|"+
		"Mediators in C asked A and B on DAY to accept FIRST before they meet again over SUBJECT. Q accepted; P said that A would answer once it had seen the text, and insisted on SECOND.|"+
		"A threatened on DAY to close SUBJECT unless B agrees to FIRST. Q, who negotiates for B, urged restraint and proposed a meeting in C. P said only SECOND would change her mind.")
	return strings.NewReplacer("A", town(), "B", town(), "C", town(), "P", person(), "Q", person(),
		"SUBJECT", one(story, "the mill road|the ferry line|the quarry|the outer dyke|the toll bridge|the water tower|the night train|the grain store|the border post|the harbour dues"),
		"DAY", one(report, "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"), "FIRST", asked(), "SECOND", asked()).Replace(text)
}

// shortReports are the first n short reports as JSON Lines.
func shortReports(n int) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	for i := range n {
		e.Encode(map[string]string{ // a strings.Builder takes all
			"title": fmt.Sprintf("Report %d", i), "text": shortReport(i),
			"published": time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i/4).Format(time.DateOnly),
		})
	}
	return b.String()
}
