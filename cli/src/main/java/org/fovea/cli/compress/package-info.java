/** What {@code fovea compress} shows and does around the stages of a run. */
package org.fovea.cli.compress;
