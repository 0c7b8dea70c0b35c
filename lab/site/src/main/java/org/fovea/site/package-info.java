/**
 * The public face of a lab: pages that say where it stands, why, and on what evidence. Everything on them comes from
 * the ledger.
 *
 * <p>From below to above: {@code model} is the ledger at a moment and what follows from it; {@code layout} what all
 * pages share; {@code markdown} what people wrote; {@code plot} draws charts of anything; {@code chart} those of a lab;
 * {@code page} and {@code player} are the pages; {@code output} puts them together, into a folder or for a browser.
 */
package org.fovea.site;
