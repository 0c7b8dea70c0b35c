/**
 * What may stand: the gates before a promotion, dead ends and the candidates that they close, what falls when a precondition turns out to be false, and the doctor who looks for
 * what is doubtful in a ledger.
 */
package org.fovea.lab.verdict;
