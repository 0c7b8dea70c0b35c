/** {@code fovea fleet}: many clips, and the table of what came of them. */
package org.fovea.cli.command.fleet;
