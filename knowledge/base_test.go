package knowledge

import (
	"strings"
	"testing"
)

func load(t testing.TB, texts ...string) *Base {
	t.Helper()
	var o Options
	for _, s := range texts {
		o.Files = append(o.Files, File{"user.txt", strings.NewReader(s)})
	}
	b, err := Load(o)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
