/**
 * The public face of a lab: pages that say where it stands, why, and on what evidence. Everything on them comes from the ledger.
 *
 * <p>{@code snapshot} is the ledger at a moment; {@code page} what all pages share; {@code plot} draws charts; a package for each kind of page; {@code build} writes them
 * all into a folder, {@code serve} answers a browser with the same.
 */
package org.fovea.site;
