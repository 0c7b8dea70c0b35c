/** What {@code fovea demo} does: a synthetic drive, packed for two small networks, scored, and compared with an ordinary codec. */
package org.fovea.cli.demo;
