/** One class for each command: its options, and what it does in the order of its steps. */
package org.fovea.cli.command;
