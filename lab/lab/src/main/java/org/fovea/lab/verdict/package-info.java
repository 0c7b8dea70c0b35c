/**
 * What may stand: the gates before a promotion, dead ends and the candidates that they close, and what falls when a
 * precondition turns out to be false.
 */
package org.fovea.lab.verdict;
