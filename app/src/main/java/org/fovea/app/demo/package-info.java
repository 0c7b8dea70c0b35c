/** The demo: a synthetic drive, encoded for two small networks, scored, compared with AV1, and shown on a page. */
package org.fovea.app.demo;
