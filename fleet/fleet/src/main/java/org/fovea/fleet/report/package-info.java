/** What a fleet came to: distributions, failures, cost. */
@NullMarked
package org.fovea.fleet.report;

import org.jspecify.annotations.NullMarked;
