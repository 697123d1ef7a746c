package main

import (
	"slices"
	"strings"

	"github.com/rivo/uniseg"
)

// gap is how many columns stand between two of a table.
const gap = 2

// narrowestCell is the least that a wide column of a table is shortened to.
const narrowestCell = 12

// table lays rows out in aligned columns below their headings, without those in which
// no row says anything. Columns are as wide as what stands in them; wide ones are
// shortened until the table fits the page. Numbers stand at the right edge of theirs.
func table[T any](o pageOptions, columns []column[T], rows []T) string {
	columns = slices.DeleteFunc(slices.Clone(columns), func(c column[T]) bool { return c.heading == "" || c.silent(rows) })
	p := &page{pageOptions: o}
	cells := make([][]string, len(rows)+1)
	for _, c := range columns {
		cells[0] = append(cells[0], c.heading)
	}
	for i, row := range rows {
		for _, c := range columns {
			cells[i+1] = append(cells[i+1], c.text(row))
		}
	}
	widths := columnWidths(o.width, columns, cells)
	for i, line := range cells {
		var edge int
		for at, c := range columns {
			shown := cut(line[at], widths[at])
			room := widths[at] - uniseg.StringWidth(shown)
			_, number := c.value(rows[max(i-1, 0)]).(int)
			if !number {
				room = 0
			}
			p.out.WriteString(blanks(edge + room))
			if i == 0 {
				p.paint(strong, shown)
			} else {
				p.paint(c.style, shown)
			}
			edge = gap + widths[at] - uniseg.StringWidth(shown) - room
		}
		p.out.WriteByte('\n')
	}
	return p.out.String()
}

// silent reports whether nothing but nothing and 0 stands in the column.
func (c column[T]) silent(rows []T) bool {
	return !slices.ContainsFunc(rows, func(row T) bool { text := c.text(row); return text != "" && text != "0" })
}

// columnWidths are the widths of the columns in a table of so many in all.
func columnWidths[T any](most int, columns []column[T], cells [][]string) []int {
	widths := make([]int, len(columns))
	total := gap * (len(columns) - 1)
	for at := range columns {
		for _, line := range cells {
			widths[at] = max(widths[at], uniseg.StringWidth(line[at]))
		}
		total += widths[at]
	}
	for ; total > most; total-- {
		widest := -1
		for at, c := range columns {
			if c.wide && widths[at] > narrowestCell && (widest < 0 || widths[at] > widths[widest]) {
				widest = at
			}
		}
		if widest < 0 {
			break
		}
		widths[widest]--
	}
	return widths
}

// cut is text shortened to so many columns of a terminal.
func cut(text string, most int) string {
	if uniseg.StringWidth(text) <= most {
		return text
	}
	used, end, state := 1, 0, -1
	for rest := text; rest != ""; {
		var cluster string
		var width int
		cluster, rest, width, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if used += width; used > most {
			break
		}
		end += len(cluster)
	}
	return strings.TrimRight(text[:end], " ") + "…"
}
