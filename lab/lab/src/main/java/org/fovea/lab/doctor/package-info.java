/** Looks for what is doubtful in a ledger, and whether a lab or the copy of one is whole. It changes nothing. */
package org.fovea.lab.doctor;
