/** What a person at the terminal sees: tables, progress, errors with their exit codes. */
package org.fovea.cli.terminal;
