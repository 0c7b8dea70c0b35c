/** Results as text for a terminal. */
package org.fovea.cli.text;
