/** A ledger at one moment, with what follows from it and all pages need. */
package org.fovea.site.snapshot;
