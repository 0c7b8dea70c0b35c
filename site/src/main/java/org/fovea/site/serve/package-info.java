/** The site as a server shows it: the same pages, drawn from the ledger as it is now. */
package org.fovea.site.serve;
