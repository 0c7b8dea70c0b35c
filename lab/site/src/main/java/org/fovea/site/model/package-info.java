/**
 * A ledger at one moment and what follows from it, without a word of HTML: the way to the baseline, which runs no other
 * beats, which are off any scale, what one setting changes, what bytes are spent on.
 */
package org.fovea.site.model;
