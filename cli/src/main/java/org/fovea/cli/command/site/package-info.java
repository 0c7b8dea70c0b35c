/** {@code fovea site}: the report of a lab for everybody. */
package org.fovea.cli.command.site;
