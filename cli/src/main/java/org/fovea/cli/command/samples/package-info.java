/** {@code fovea samples}: synthetic drives and evaluators trained on them. */
package org.fovea.cli.command.samples;
