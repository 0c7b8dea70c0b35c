/** Fake networks, toy clips and small archives for tests. */
package org.fovea.testkit.networks;
