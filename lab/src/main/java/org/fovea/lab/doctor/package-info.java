/** What is doubtful in a ledger. */
package org.fovea.lab.doctor;
