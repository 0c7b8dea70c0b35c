/**
 * Results for programs: records that are printed as JSON, component by component. Fields may be added; none goes
 * without a line in the change log.
 */
@NullMarked
package org.fovea.app.document;

import org.jspecify.annotations.NullMarked;
