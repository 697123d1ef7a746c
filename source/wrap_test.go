package source

import (
	"strings"
	"testing"
)

// checkUnwrapped checks that Unwrapped changes line breaks into spaces and nothing else.
func checkUnwrapped(t *testing.T, text string) {
	t.Helper()
	got := Unwrapped(text)
	if len(got) != len(text) {
		t.Fatalf("%d bytes became %d", len(text), len(got))
	}
	for i := range len(text) {
		if got[i] != text[i] && (text[i] != '\n' || got[i] != ' ') {
			t.Fatalf("byte %d: %q became %q", i, text[i], got[i])
		}
	}
}

// In the cases "\n" stays a line break, "↩" is one that becomes a space.
func TestUnwrapped(t *testing.T) {
	for name, marked := range map[string]string{
		"paragraphs": `MINISTRY OF RIVERS
Press service

The delegations of the two valleys met on Tuesday for the third time↩
this year. They agreed to go on, said the minister of the upper valley,↩
Anton Rusk, and to open the sluices at Ostra for two days. He would not↩
say when.

The lower valley said that it had heard of the sluices from the press.↩
It asked for a date in writing.
`,
		"list": `The parties agreed on Tuesday, in the presence of the mediator, on the↩
three points that follow and on nothing else, the communique said:

- to open the sluices at Ostra for two days in every week of the coming↩
year, holidays included;
- to meet again;
1. and to number what they agree upon from now on, so that nobody can↩
say that he has not counted.
`,
		"indented paragraphs": `   The delegations of the two valleys met on Tuesday for the third time↩
this year. They agreed to go on, said the minister of the upper valley,↩
Anton Rusk, and to open the sluices at Ostra for two days a week.
   The lower valley said that it had heard of the sluices from the press↩
and that it asked for a date in writing before the end of the month.
`,
		"trailing spaces": "The delegations of the two valleys met on Tuesday for the third time  ↩this year. They agreed to go on, said the minister of the upper valley, ↩Anton Rusk, and to open the sluices at Ostra for two days. He would not↩say when.\n",
		"paragraph a line": `The delegations of the two valleys met on Tuesday for the third time this year. They agreed to go on.
He would not say when.
The lower valley said that it had heard of the sluices from the press. It asked for a date in writing and for an apology.
The talks go on.
`,
		"headlines": `*VALLEYS AGREE TO OPEN SLUICES AT OSTRA FOR TWO DAYS: MINISTER RUSK
*LOWER VALLEY SAYS IT HEARD OF SLUICES FROM PRESS: STATEMENT TODAY
*TALKS TO GO ON, DATE NOT YET AGREED, SAYS MEDIATOR IN KARSK TUES
*UPPER VALLEY DENIES IT PROMISED A DATE IN WRITING: PRESS SERVICE
*MEDIATOR: BOTH SIDES WANT THE SLUICES OPEN BEFORE END OF THE MONTH
`,
		"one line": "The talks go on.",
		"nothing":  "",
	} {
		text, want := strings.ReplaceAll(marked, "↩", "\n"), strings.ReplaceAll(marked, "↩", " ")
		if name != "trailing spaces" { // there the mark stands for the break itself
			text, want = strings.ReplaceAll(marked, "↩\n", "\n"), strings.ReplaceAll(marked, "↩\n", " ")
		}
		checkUnwrapped(t, text)
		if got := Unwrapped(text); got != want {
			t.Errorf("%s:\n got %q\nwant %q", name, got, want)
		}
	}
}

func TestRejoin(t *testing.T) {
	text := `The delegates of the two valleys met on Tuesday for the third negotia-
tion of the year, with the deputy of the late, much-mourned Vice-
Minister Rusk in the chair. The negotiation had been put off by self-
appointed mediators, who had called the last of them a "negotia-
tion", with reason.
`
	want := `The delegates of the two valleys met on Tuesday for the third negotiation
of the year, with the deputy of the late, much-mourned Vice-
Minister Rusk in the chair. The negotiation had been put off by self-
appointed mediators, who had called the last of them a "negotiation",
with reason.
`
	if got := rejoin(text); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func FuzzUnwrapped(f *testing.F) {
	f.Add("The delegations met\nfor the third time\nthis year and the\nmediator said so.\n")
	f.Fuzz(func(t *testing.T, text string) { checkUnwrapped(t, strings.ToValidUTF8(text, "?")) })
}
