/** What became of a ledger over time: its judgements in their order, what each promotion found as the floor, and what the floor was at any moment. */
package org.fovea.lab.history;
