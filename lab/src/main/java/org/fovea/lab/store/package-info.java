/** The ledger in a database: SQLite or PostgreSQL. */
package org.fovea.lab.store;
