/** The synthetic drive of {@code fovea demo}. */
package org.fovea.cli.demo;
