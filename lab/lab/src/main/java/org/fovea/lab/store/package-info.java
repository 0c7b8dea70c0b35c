/**
 * The ledger in a database, SQLite or PostgreSQL, and what follows from its judgements: {@link LabDatabase} opens one,
 * {@link Ledger} is the ledger in it, {@link History} says what was the baseline when.
 */
package org.fovea.lab.store;
