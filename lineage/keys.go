package lineage

import "slices"

// Version is that of everything that makes keys and relations. What another version
// kept is made again.
const Version = 1

// Keys are the fingerprints of a report by which those with which it may have words in
// common are found without comparing all.
type Keys struct {
	// Passages are of sentences and quotations, Lines of sentences too short to find a
	// report by, Anchors of the names and numbers in their order, which a rewording
	// leaves. Each has every key once, in rising order.
	Passages, Lines, Anchors []uint64
	// Signature tells roughly what the report is about, see Different.
	Signature []byte
}

const (
	// shingle is how many words, grammar apart, one fingerprint of a passage is of: long
	// enough that "Ukrainian President Volodymyr Zelensky" is none.
	shingle = 6
	// perSentence is of how many shingles one fingerprint is kept.
	perSentence = 8
	// quotedKey is how many words a quotation of one sentence must have.
	quotedKey = 5
	// mostPassages bounds the keys of one report. The least are kept, so that two long
	// reports that share a part keep the same ones of it.
	mostPassages = 400
	// minima is how many least values of the anchors are kept, and agreeing how many of
	// them two reports must share to be compared. Rewordings share a quarter of their
	// anchors and more: at least 2 of 24 minima in 99 of 100 cases. Independent reports of
	// one event share 1 in 30.
	minima   = 24
	agreeing = 2
	// tellingAnchors is how many anchors a report must have for its signature to be theirs.
	tellingAnchors = 6
)

// The kinds of key, so that one is never taken for another nor for that of another version.
const (
	sentenceKey uint64 = Version<<8 | iota
	lineKey
	quotationKey
	anchorKey
)

// Comparable reports whether two reports that share so many keys are to be compared.
func Comparable(passages, anchors int) bool { return passages > 0 || anchors >= agreeing }

// Keys returns the fingerprints of the report.
func (r *Report) Keys() Keys {
	var k Keys
	for i := range r.sentences {
		sentence, line := r.sentenceKeys(i)
		k.Passages = append(k.Passages, sentence...)
		k.Lines = append(k.Lines, line...)
		k.Passages = append(k.Passages, r.quotationKeys(i)...)
	}
	anchors := r.anchors()
	for m, h := range leastOf(anchors) {
		k.Anchors = append(k.Anchors, mix(h^mix(anchorKey+uint64(m)<<32)))
	}
	if len(anchors) < tellingAnchors {
		anchors = r.content()
	}
	k.Signature = signature(leastOf(anchors))
	k.Passages, k.Lines, k.Anchors = sorted(k.Passages, mostPassages), sorted(k.Lines, mostPassages), sorted(k.Anchors, minima)
	return k
}

func sorted(keys []uint64, most int) []uint64 {
	slices.Sort(keys)
	keys = slices.Compact(keys)
	return keys[:min(len(keys), most)]
}

// sentenceKeys are the least shingles of a sentence, of every perSentence one (Schleimer,
// Wilkerson & Aiken, SIGMOD 2003, but with windows that do not slide: sentences are taken
// over as a whole), or the key of a short one.
func (r *Report) sentenceKeys(i int) (sentence, line []uint64) {
	var content []uint64
	s := r.sentences[i]
	for i := s.first; i < s.end; i++ {
		if w := &r.words[i]; w.class != function {
			content = append(content, w.form)
		}
	}
	if len(content) < shingle {
		if len(content) > 0 {
			line = []uint64{shingleOf(lineKey, content)}
		}
		return nil, line
	}
	for first := 0; first+shingle <= len(content); first += perSentence {
		least := ^uint64(0)
		for i := first; i < min(first+perSentence, len(content)-shingle+1); i++ {
			least = min(least, shingleOf(sentenceKey, content[i:i+shingle]))
		}
		sentence = append(sentence, least)
	}
	return sentence, nil
}

func shingleOf(kind uint64, forms []uint64) uint64 {
	h := mix(kind)
	for _, f := range forms {
		h = mix(h*prime64 + f)
	}
	return h
}

// quotationKeys are of the words of a sentence in quotation marks.
func (r *Report) quotationKeys(in int) []uint64 {
	var out []uint64
	s := r.sentences[in]
	for i := s.first; i < s.end; {
		end := i
		h := mix(quotationKey)
		for ; end < s.end && r.words[end].quoted; end++ {
			h = mix(h*prime64 + r.words[end].form)
		}
		if end-i >= quotedKey {
			out = append(out, h)
		}
		i = max(end, i+1)
	}
	return out
}

// leastOf are the least values of many hash functions over three that follow one another,
// in any order among themselves, since a rewording turns clauses round. Fewer than three
// have none.
func leastOf(all []uint64) []uint64 {
	if len(all) < 3 {
		return nil
	}
	out := make([]uint64, minima)
	for m := range out {
		least, salt := ^uint64(0), mix(uint64(m))
		for i := 0; i+3 <= len(all); i++ {
			least = min(least, mix((all[i]^salt)+(all[i+1]^salt)+(all[i+2]^salt)))
		}
		out[m] = least
	}
	return out
}

// anchors are the names, each by its last word, and the numbers in order, without those
// that stand twice in a row.
func (r *Report) anchors() []uint64 {
	var out []uint64
	for i := range r.words {
		w := &r.words[i]
		last := w.class == number || w.class == name &&
			(i+1 == len(r.words) || r.words[i+1].class != name || r.words[i+1].sentence != w.sentence)
		if last && (len(out) == 0 || out[len(out)-1] != w.form) {
			out = append(out, w.form)
		}
	}
	return out
}

// content are the words that are no mere grammar.
func (r *Report) content() []uint64 {
	var out []uint64
	for i := range r.words {
		if r.words[i].class != function {
			out = append(out, r.words[i].form)
		}
	}
	return out
}
