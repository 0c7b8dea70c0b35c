/** A lab as a file: its export, the labs of others, and ledgers of other programs. */
package org.fovea.lab.exchange;
