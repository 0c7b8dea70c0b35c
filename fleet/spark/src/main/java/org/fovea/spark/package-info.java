/** Fleets on Apache Spark: a job of one task for each attempt. */
@NullMarked
package org.fovea.spark;

import org.jspecify.annotations.NullMarked;
