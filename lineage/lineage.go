// Package lineage tells which report has its words from which: copies, rewordings,
// passages of a common origin inside own reporting, and independent reports of one
// event. From that it counts of how many independent origins a fact is known.
package lineage
