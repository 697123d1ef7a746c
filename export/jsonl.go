package export

import (
	"encoding/json"
	"io"
)

// jsonLines writes records as JSON Lines, each fact with what an archive
// knows of it.
type jsonLines struct{ enc *json.Encoder }

func openJSON(w io.Writer, _ Options) Writer { return jsonLines{newEncoder(w, JSONOptions{})} }

// Write writes a record as a line.
func (j jsonLines) Write(r *Record) error { return j.enc.Encode(newJSONRecord(r)) }

func (jsonLines) Close() error { return nil }
