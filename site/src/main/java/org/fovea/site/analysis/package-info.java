/** What follows from the runs of a benchmark: which are better than all others, which are off any scale, what one setting changes. Each in a class of its own, without a word of HTML. */
package org.fovea.site.analysis;
