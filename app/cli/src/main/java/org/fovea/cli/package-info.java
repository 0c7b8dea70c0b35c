/** The command line {@code ./fovea}: entry point, options that every command understands, help. */
package org.fovea.cli;
