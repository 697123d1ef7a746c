package extract

import "slices"

// voice finishes the speakers of the statements by what is known of entities and trees:
// a cue without a source has the speaker that is the subject of its verb, and of a pair
// such as "the two presidents" both speak.
func (f *facts) voice() {
	for i := range f.statements {
		s := &f.statements[i]
		if len(s.Source) == 0 && len(s.Cue) > 0 {
			if found := f.able(f.means(f.subjects(f.head(f.tokens(s.Cue[0]))))); len(found) > 0 {
				s.Speaker = f.ids(found)
			}
		}
		s.Speaker = f.parted(s.Speaker)
		s.Addressee = slices.DeleteFunc(f.parted(s.Addressee), func(id string) bool { return slices.Contains(s.Speaker, id) })
	}
}

// parted are entities with those that stand for several parted.
func (f *facts) parted(ids []string) []string {
	if len(ids) == 0 {
		return ids
	}
	return f.ids(f.entitiesOf(ids))
}
