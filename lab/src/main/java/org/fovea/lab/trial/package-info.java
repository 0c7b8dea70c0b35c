/** One idea, tried at once: a hypothesis and its smallest test. */
package org.fovea.lab.trial;
