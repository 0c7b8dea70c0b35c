/** The demo: a synthetic drive, encoded for two small networks, scored, compared with AV1, and shown on a page. */
@NullMarked
package org.fovea.app.demo;

import org.jspecify.annotations.NullMarked;
