/** Options that several commands share, each declared once. */
package org.fovea.cli.option;
