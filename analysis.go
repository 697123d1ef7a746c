package rapporteur

// Analysis is what the language of a Document says, as side tables over its
// tokens. It depends on the text alone and exists for any text.
type Analysis struct {
	// Tokens are the words and punctuation marks in text order, without overlap;
	// what stands between two tokens is white space.
	Tokens []Token
	// Sentences partition Tokens in order.
	Sentences []TokenRange
	// Attributions are who attributes what to whom in the convention of the
	// PolNeAR corpus (Newell, Margolin & Ruths, LREC 2018), in text order.
	Attributions []Attribution
	// Speech is the same in the record's own convention, the raw form of its
	// statements, in text order.
	Speech []Attribution
}

// Token is one word or punctuation mark.
type Token struct{ Span }

// TokenRange is a half-open range of indices into Analysis.Tokens.
type TokenRange struct{ First, End int }

// Phrase is a run of tokens found by a head, with the posterior probability in
// [0, 1] that exactly these tokens are one.
type Phrase struct {
	Tokens    TokenRange
	Posterior float64
}

// Attribution ties together the phrases of one act of speech or thought. Each
// list is in text order; a phrase that belongs to no other stands alone, so that
// any two of the lists may be empty.
type Attribution struct {
	Source, Cue, Content []Phrase
	// Thought is the posterior in [0, 1] that the act is belief, intention or
	// fear rather than speech or writing.
	Thought float64
	// Posterior is the probability in [0, 1] that the phrases belong together,
	// the product of their own posteriors and of the links between them.
	Posterior float64
}

// Span returns the bytes from the range's first token to its last; the range
// must not be empty.
func (a *Analysis) Span(r TokenRange) Span {
	return Span{a.Tokens[r.First].Start, a.Tokens[r.End-1].End}
}
