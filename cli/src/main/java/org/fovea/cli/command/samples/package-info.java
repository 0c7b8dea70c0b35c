/** {@code fovea samples}: synthetic drives. */
package org.fovea.cli.command.samples;
