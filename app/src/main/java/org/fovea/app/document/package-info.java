/** Results for programs: records that are printed as JSON, component by component. Fields may be added; none goes without a line in the change log. */
package org.fovea.app.document;
