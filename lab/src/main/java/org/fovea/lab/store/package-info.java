/** The ledger in a database: SQLite or PostgreSQL. {@link LabDatabase} opens one, {@link SqlLedger} is the ledger in it. */
package org.fovea.lab.store;
