/** What a fleet came to: distributions, outliers, failures, cost, and what changed against an earlier one. */
@NullMarked
package org.fovea.fleet.report;

import org.jspecify.annotations.NullMarked;
