/** What {@code fovea repack} compares and reports. */
package org.fovea.cli.repack;
