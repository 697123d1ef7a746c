package main

import "rapporteur"

// statements writes who said what in text order, each statement followed by those
// within it in turn.
func (p *page) statements() { p.statementsOf(p.byContainer(), "", 0) }

// byContainer groups statements, in their order, under the ID of the statement
// that contains them; "" stands for the report itself.
func (p *page) byContainer() map[string][]rapporteur.Statement {
	groups := map[string][]rapporteur.Statement{}
	for _, s := range p.record.Statements {
		container := s.Within
		if p.cast.statements[container] == nil {
			container = ""
		}
		groups[container] = append(groups[container], s)
	}
	return groups
}

func (p *page) statementsOf(groups map[string][]rapporteur.Statement, container string, depth int) {
	for _, s := range groups[container] {
		p.statement(s, min(depth*indent, p.width/2))
		p.statementsOf(groups, s.ID, depth+1)
	}
}

// statement is the line "speaker — cue · to whom · when" and under it the words.
func (p *page) statement(s rapporteur.Statement, left int) {
	p.fact(left, s.ID, s.Confidence, p.who(s))
	p.under(left, label("", p.words(s.Content, longestContent), plain))
	p.proof(left, s.Evidence)
}

// who is "speaker, citing another — cue · to whom · when · thinks".
func (p *page) who(s rapporteur.Statement) []run {
	line := said("unnamed")
	if names := p.speakers(&s); names != "" {
		line = []run{{names, someone}}
	}
	for _, through := range s.Chain[min(1, len(s.Chain)):] {
		line = append(line, label(", citing ", p.words([]rapporteur.Span{through}, longestName), someone)...)
	}
	line = append(line, label(" —"+fixed, p.words(s.Cue, longestPhrase), faint)...)
	var thinks []run
	if s.Act == rapporteur.Think {
		thinks = label("", "thinks", thought)
	}
	return told(line, label("to ", p.cast.names(s.Addressee), plain), said(moment(s.Time)), thinks)
}
