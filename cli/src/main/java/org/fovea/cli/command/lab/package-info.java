/** {@code fovea lab}: experiments, and what is remembered of them. */
package org.fovea.cli.command.lab;
