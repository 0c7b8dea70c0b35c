/** {@code fovea evaluators}: the networks that a score is made with. */
package org.fovea.cli.command.evaluators;
