/** What {@code fovea score} and {@code fovea compare} take in and print. */
package org.fovea.cli.score;
