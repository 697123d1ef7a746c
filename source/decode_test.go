package source

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// The texts are of the lengths that occur: a report, a paragraph, a phrase.
var (
	english = "The delegation’s head, André Sévigny, said on Tuesday that the talks would go on. “Nothing is settled,” he added – “not even the date.” Mr Müller’s office declined to comment."
	quoted  = "“No,” she said."
	accents = "The mayor of Córdoba and the governor of São Tomé met in Malmö; the café was shut."
	russian = "Глава делегации Ирек Садомов заявил во вторник, что переговоры в Лозанне продолжатся на следующей неделе. По его словам, стороны договорились обменяться списками пленных, но вопрос о перемирии остаётся открытым."
	inside  = "The envoy said that the word \"перемирие\" was not in the text, and that \"соглашение\" was."
	chinese = "代表团团长林卫安星期二表示，洛桑谈判将于下周继续举行。他说，双方同意交换被俘人员名单，但停火问题仍未解决。"
	western = "The head of the delegation, Lin Wei'an, said on Tuesday that the talks would go on. “Nothing is settled,” he added. The ministry “takes note” of the proposal, she said."
	han     = "The envoy said that the word \"停火\" was not in the text, and that \"协议\" was."
	kanji   = "代表団長の佐東健一氏は火曜日、ローザンヌでの協議が来週も続くと述べた。双方は捕虜の名簿を交換することで合意したが、停戦の問題は未解決のままだという。"
	kana    = "The envoy said that the word \"停戦\" was not in the text, and that \"合意\" was."
	french  = "Le chef de la délégation, Aurélien Sévigny, a déclaré mardi que les négociations de Lausanne se poursuivraient la semaine prochaine. « Rien n’est réglé », a-t-il ajouté."
)

func TestUndeclaredEncodings(t *testing.T) {
	for _, c := range []struct {
		name  string
		e     encoding.Encoding
		texts []string
	}{
		{"windows-1252", charmap.Windows1252, []string{english, quoted, accents, french, "« Rien n’est réglé »", "Café", "£5m"}},
		{"windows-1251", charmap.Windows1251, []string{russian, inside, "Стороны договорились.", quoted}},
		{"KOI8-R", charmap.KOI8R, []string{russian, inside, "Стороны договорились.", "Мир"}},
		{"Shift_JIS", japanese.ShiftJIS, []string{kanji, kana, "双方は合意した。", western}},
		{"GB18030", simplifiedchinese.GB18030, []string{chinese, han, "双方达成协议。", western}},
		{"UTF-8", encoding.Nop, []string{english, russian, chinese, kanji}},
		{"UTF-8 with BOM", unicode.UTF8BOM, []string{english, quoted}},
		{"UTF-16LE with BOM", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), []string{english, russian, kanji}},
		{"UTF-16BE with BOM", unicode.UTF16(unicode.BigEndian, unicode.UseBOM), []string{english, russian, kanji}},
		{"UTF-16LE", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), []string{english, quoted}},
		{"UTF-16BE", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), []string{english, quoted}},
		{"UTF-32LE with BOM", utf32.UTF32(utf32.LittleEndian, utf32.UseBOM), []string{english}},
		{"UTF-32BE with BOM", utf32.UTF32(utf32.BigEndian, utf32.UseBOM), []string{english}},
	} {
		for _, text := range c.texts {
			raw, err := c.e.NewEncoder().Bytes([]byte(text))
			if err != nil {
				t.Fatalf("%s: %v", c.name, err)
			}
			got, err := decode(raw, "")
			if err != nil {
				t.Errorf("%s: %v", c.name, err)
			} else if got = clean(got); got != text {
				t.Errorf("%s:\n got %.80q\nwant %.80q", c.name, got, text)
			}
		}
	}
}

// TestDetectorAnswersAlike repeats a detection whose answers come from goroutines.
func TestDetectorAnswersAlike(t *testing.T) {
	raw, err := charmap.KOI8R.NewEncoder().Bytes([]byte(russian))
	if err != nil {
		t.Fatal(err)
	}
	want, _ := decode(raw, "")
	for range 200 {
		if got, _ := decode(raw, ""); got != want {
			t.Fatalf("once %.40q, then %.40q", want, got)
		}
	}
}

func TestDeclaredEncodings(t *testing.T) {
	head := "<html><head><meta charset=%></head><body><p>"
	for _, c := range []struct {
		label string
		e     encoding.Encoding
		text  string
	}{
		{"windows-1251", charmap.Windows1251, russian},
		{"koi8-r", charmap.KOI8R, russian},
		{"iso-8859-2", charmap.ISO8859_2, "The mayor of Łódź and Václav Černý said so."},
		{"gb2312", simplifiedchinese.GB18030, chinese},
		{"shift_jis", japanese.ShiftJIS, kanji},
		{"iso-8859-1", encoding.Nop, english}, // declared wrongly: the bytes are UTF-8
		{"utf-8", charmap.Windows1252, english},
	} {
		page := strings.Replace(head, "%", c.label, 1) + c.text
		raw, err := c.e.NewEncoder().Bytes([]byte(page))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := decode(raw, ""); err != nil || got != page {
			t.Errorf("%s: %v, got %.120q", c.label, err, got)
		}
	}
}

func TestDamagedText(t *testing.T) {
	for _, c := range []struct{ name, raw, want string }{
		{"invalid bytes", "The café and the façade, “he” said\xff.", "The café and the façade, “he” said\ufffd."},
		{"lone surrogate", "The talks \xed\xa0\x80 ended.", "The talks \ufffd ended."},
		{"surrogates and accents", "The café \xed\xa0\xbd\xed\xb8\x80 closed.", "The café \ufffd closed."},
		{"cut off", "The café said “n\xe2\x80", "The café said “n\ufffd"},
		{"NUL bytes", "The talks\x00 ended\x00 early.", "The talks  ended  early."},
		{"C1 controls", "The minister\u0092s \u0093no\u0094", "The minister’s “no”"},
		{"escape sequences", "The \x1b[1mtalks\x1b[0m ended.", "The  [1mtalks [0m ended."},
		{"line ends", "One\r\ntwo\rthree\u2028four\ffive\r\n", "One\ntwo\nthree\nfour\nfive\n"},
		{"layout", "\ufeffThe as\u00adsem\u200bbly\u200f of \u202bAmir\u202c", "The assembly of Amir"},
		{"joiners stay", "👩\u200d🌾 می\u200cخواهم", "👩\u200d🌾 می\u200cخواهم"},
		{"no-break space stays", "5\u00a0km", "5\u00a0km"},
	} {
		got, err := decode([]byte(c.raw), "")
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		} else if got = clean(got); got != c.want {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got, c.want)
		}
	}
}

// What the server says of a page's encoding is believed where the bytes themselves
// do not tell.
func TestDecodeByContentType(t *testing.T) {
	raw := []byte("R\xe5det i Sk\xf6vde \xb1 talks")
	for contentType, want := range map[string]string{
		"":                              "Rådet i Skövde ± talks",
		"text/html; charset=ISO-8859-2": "Rĺdet i Skövde ą talks",
		"text/html; charset=utf-8":      "Rådet i Skövde ± talks",
		"text/html; charset=x-nonesuch": "Rådet i Skövde ± talks",
		"text/html; charset=\"broken":   "Rådet i Skövde ± talks",
	} {
		if got, err := decode(raw, contentType); err != nil || got != want {
			t.Errorf("%q: %q, %v, want %q", contentType, got, err, want)
		}
	}
}
