/**
 * What came of it: a row for each clip and attempt, kept as a file of its own until it is part of the Parquet table.
 */
@NullMarked
package org.fovea.fleet.table;

import org.jspecify.annotations.NullMarked;
