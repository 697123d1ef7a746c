package source

import (
	"strings"
	"testing"
)

func TestLanguageOf(t *testing.T) {
	for _, c := range []struct{ want, text string }{
		{"fr", french},
		{"de", "Der Leiter der Abordnung, Aurel Sewig, erklärte am Dienstag, dass die Gespräche in Lausanne nächste Woche fortgesetzt werden. Man habe sich auf den Austausch von Gefangenenlisten geeinigt, nicht aber auf eine Waffenruhe."},
		{"es", "El jefe de la delegación, Aurelio Sevín, declaró el martes que las conversaciones de Lausana continuarán la próxima semana. Según dijo, las partes acordaron intercambiar listas de prisioneros, pero la tregua sigue pendiente."},
		{"pt", "O chefe da delegação, Aurélio Sevim, declarou na terça-feira que as conversações de Lausana continuarão na próxima semana. Segundo ele, as partes concordaram em trocar listas de prisioneiros, mas a trégua ainda não foi decidida."},
		{"it", "Il capo della delegazione, Aurelio Sevini, ha dichiarato martedì che i colloqui di Losanna continueranno la prossima settimana. Le parti si sono accordate sullo scambio delle liste dei prigionieri, ma non sulla tregua."},
		{"nl", "Het hoofd van de delegatie, Aurel Zeving, zei dinsdag dat de gesprekken in Lausanne volgende week worden voortgezet. De partijen zijn het eens over het uitwisselen van lijsten met gevangenen, maar nog niet over een wapenstilstand."},
		{"sv", "Delegationens ledare, Aurel Seving, sade på tisdagen att samtalen i Lausanne fortsätter nästa vecka. Parterna är överens om att utbyta listor på fångar, men inte om ett eldupphör."},
		{"pl", "Szef delegacji Aureli Sewin powiedział we wtorek, że rozmowy w Lozannie będą kontynuowane w przyszłym tygodniu. Strony zgodziły się na wymianę list jeńców, ale nie jest jeszcze pewne, że dojdzie do rozejmu."},
		{"tr", "Heyet başkanı Aurel Sevin salı günü yaptığı açıklamada, Lozan'daki görüşmelerin gelecek hafta devam edeceğini söyledi. Taraflar esir listelerinin değişimi için anlaştı, ancak ateşkes konusu daha çözülmüş değil ve bu bir sorun."},
		{"id", "Ketua delegasi, Aurel Sevin, mengatakan pada hari Selasa bahwa perundingan di Lausanne akan dilanjutkan pekan depan. Kedua pihak sepakat untuk bertukar daftar tawanan, tetapi masalah gencatan senjata itu belum selesai dan tidak dibahas."},
		{"vi", "Trưởng đoàn đàm phán nói hôm thứ Ba rằng các cuộc đàm phán ở Lausanne sẽ được tiếp tục trong tuần tới, và hai bên đã đồng ý trao đổi danh sách tù binh."},
		{"sw", "Kiongozi wa ujumbe alisema Jumanne kwamba mazungumzo katika mji wa Lausanne yataendelea wiki ijayo. Pande zote zilikubaliana juu ya orodha za wafungwa, lakini suala la kusitisha mapigano bado ni gumu kwa sasa."},
		{"ru", russian},
		{"uk", "Голова делегації Ірко Садовий заявив у вівторок, що переговори в Лозанні триватимуть наступного тижня."},
		{"ar", "قال رئيس الوفد يوم الثلاثاء إن المحادثات في لوزان ستستمر الأسبوع المقبل، وإن الطرفين اتفقا على تبادل قوائم الأسرى."},
		{"fa", "رئیس هیئت روز سه\u200cشنبه گفت گفت\u200cوگوها در لوزان هفته آینده پی گرفته می\u200cشود."},
		{"zh", chinese},
		{"ja", kanji},
		{"ja", "協議は続く。"},
		{"ko", "대표단장은 화요일 로잔 회담이 다음 주에도 계속될 것이라고 말했다."},
		{"el", "Ο επικεφαλής της αντιπροσωπείας δήλωσε την Τρίτη ότι οι συνομιλίες θα συνεχιστούν."},
		{"fr", "LES NÉGOCIATIONS DE LAUSANNE SE POURSUIVRONT LA SEMAINE PROCHAINE, A DÉCLARÉ LE CHEF DE LA DÉLÉGATION, QUI N'EST PAS SATISFAIT DES RÉSULTATS"},
		{"", strings.Repeat("Karsk vollan ostra senna tesmar orlav lume aster. ", 12)},

		{"en", english},
		{"en", "Talks fail."},
		{"en", "Karsk truce: no deal"},
		{"en", "Tesmar, Orlav swap prisoners\nMediator returns to Karsk\nLume road reopens after nine months\nValleys agree sluice timetable, differ over wells"},
		{"en", "Juan de la Cruz, Los Altos; María del Carmen Ruiz, Las Palmas; Jan van der Berg, Den Haag; Otto von Stein, Bad Ems; Anne de Vries, Les Mureaux; Luís dos Santos, São Paulo"},
		{"en", "MEDIATORS SAID ON TUESDAY THAT THE TALKS IN KARSK WOULD GO ON. THE OTHER SIDE DID NOT ANSWER."},
		{"en", "The minister said “les négociations sont dans une impasse pour des raisons que vous savez, mais elles ont été utiles”, and left. He came back for his hat and said it in English too. It was not clear who would speak for the other side, or when the talks would go on."},
		{"en", "The envoy said that the word \"перемирие\" was not in the text."},
		{"en", "Per cent of seats: Karsk 12, Lume 9, Ostra 4. Turnout 61.2."},
		{"en", "“No comment.” – Henrike Vollan, mediator"},
	} {
		if got := languageOf(c.text); got != c.want {
			t.Errorf("got %q, want %q: %.60s", got, c.want, c.text)
		}
	}
}

// TestFunctionWordsStandOnce checks the table: no word twice in a language, every
// language with a name, and no more languages than the bits of the index.
func TestFunctionWordsStandOnce(t *testing.T) {
	if len(functionWords) > 32 {
		t.Errorf("%d languages", len(functionWords))
	}
	for i, l := range functionWords {
		if i > 0 && languageNames[l.code] == "" {
			t.Errorf("%s has no name", l.code)
		}
		seen := map[string]bool{}
		for w := range strings.FieldsSeq(l.words) {
			if seen[w] {
				t.Errorf("%s: %q twice", l.code, w)
			}
			seen[w] = true
		}
	}
	for _, s := range scripts {
		if languageNames[s.code] == "" {
			t.Errorf("%s has no name", s.code)
		}
	}
}

func TestAnyLanguage(t *testing.T) {
	doc, err := Read(strings.NewReader(french), "", Options{AnyLanguage: true})
	if err != nil || doc.Language != "fr" {
		t.Errorf("%+v, %v", doc, err)
	}
}
